package io.leverageguard.venues;

import java.time.Duration;

/**
 * Where the venues are and how we call them. The addresses have no trailing slash; a simulated
 * exchange is reached by pointing all three at it.
 *
 * @param binanceRest base of the {@code /fapi} calls
 * @param binanceSapi base of the {@code /api} and {@code /sapi} calls
 * @param binanceStream base of the WebSockets
 * @param timeout how long one call may take before its outcome is unknown
 * @param retryDelay pause before a question is asked again; doubles each time
 * @param binanceWeightPerMinute what the venue allows one address per minute
 * @param streamQueueMax frames that may wait for the pump, per connection
 * @param fenceTimeout how long a fence waits for the venue's answer
 */
public record VenuesConfig(
        String binanceRest,
        String binanceSapi,
        String binanceStream,
        Duration timeout,
        Duration retryDelay,
        int binanceWeightPerMinute,
        int streamQueueMax,
        Duration fenceTimeout) {

    /** The real venues. */
    public static VenuesConfig defaults() {
        return new VenuesConfig(
                "https://fapi.binance.com",
                "https://api.binance.com",
                "wss://fstream.binance.com",
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                2_400,
                65_536,
                Duration.ofSeconds(10));
    }

    /** The same, with Binance's protocol served at one HTTP address, for example by a simulator. */
    public VenuesConfig withBinanceAt(String http) {
        return new VenuesConfig(
                http,
                http,
                http.replaceFirst("^http", "ws"),
                timeout,
                retryDelay,
                binanceWeightPerMinute,
                streamQueueMax,
                fenceTimeout);
    }
}
