package io.leverageguard.venues;

import java.time.Duration;

/**
 * Where the venues are and how we call them. The addresses have no trailing slash; a simulated
 * exchange is reached by pointing them at it.
 *
 * @param binanceRest base of the {@code /fapi} calls
 * @param binanceSapi base of the {@code /api} and {@code /sapi} calls
 * @param binanceStream base of the WebSockets
 * @param okxRest base of the {@code /api/v5} calls
 * @param okxStream base of the WebSockets under {@code /ws/v5}
 * @param bybitRest base of the {@code /v5} calls
 * @param bybitStream base of the WebSockets under {@code /v5}
 * @param simulated HTTP address of the exchange behind the venue {@code simulated}; empty when
 *     there is none
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
        String okxRest,
        String okxStream,
        String bybitRest,
        String bybitStream,
        String simulated,
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
                "https://www.okx.com",
                "wss://ws.okx.com:8443",
                "https://api.bybit.com",
                "wss://stream.bybit.com",
                "",
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
                sockets(http),
                okxRest,
                okxStream,
                bybitRest,
                bybitStream,
                simulated,
                timeout,
                retryDelay,
                binanceWeightPerMinute,
                streamQueueMax,
                fenceTimeout);
    }

    /** The same, with every protocol served at one HTTP address: by a simulator. */
    public VenuesConfig withEverythingAt(String http) {
        return new VenuesConfig(
                http,
                http,
                sockets(http),
                http,
                sockets(http),
                http,
                sockets(http),
                http,
                timeout,
                retryDelay,
                binanceWeightPerMinute,
                streamQueueMax,
                fenceTimeout);
    }

    /** The same, with another patience: for tests and for story time. */
    public VenuesConfig withPatience(
            Duration calls, Duration retries, int queueMax, Duration fences) {
        return new VenuesConfig(
                binanceRest,
                binanceSapi,
                binanceStream,
                okxRest,
                okxStream,
                bybitRest,
                bybitStream,
                simulated,
                calls,
                retries,
                binanceWeightPerMinute,
                queueMax,
                fences);
    }

    private static String sockets(String http) {
        return http.replaceFirst("^http", "ws");
    }
}
