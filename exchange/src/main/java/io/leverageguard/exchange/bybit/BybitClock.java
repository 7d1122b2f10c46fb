package io.leverageguard.exchange.bybit;

import java.util.regex.Pattern;

/**
 * The span in which a request must arrive: not more than a second before its time, and within its
 * receive window after it.
 */
final class BybitClock {
    static final String WINDOW_USUAL = "5000";
    private static final long AHEAD_MILLIS = 1000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private BybitClock() {}

    /** Refuses what is too late or too early. */
    static void check(String timestamp, String window, long now) {
        String recvWindow = window.isEmpty() ? WINDOW_USUAL : window;
        boolean numbers =
                NUMBER.matcher(timestamp).matches() && NUMBER.matcher(recvWindow).matches();
        if (numbers) {
            long sent = Long.parseLong(timestamp);
            if (now - Long.parseLong(recvWindow) <= sent && sent < now + AHEAD_MILLIS) {
                return;
            }
        }
        throw new BybitRefusal(
                10002,
                "invalid request, please check your server timestamp or recv_window param."
                        + " req_timestamp["
                        + timestamp
                        + "],server_timestamp["
                        + now
                        + "],recv_window["
                        + recvWindow
                        + "]");
    }
}
