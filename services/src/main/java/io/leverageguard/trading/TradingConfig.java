package io.leverageguard.trading;

import java.time.Duration;

/**
 * What the operator can configure of this service.
 *
 * @param ringCapacity how many commands may wait for the engine
 * @param snapshotEvery after so many batches the engine's state is kept, so that a restart need not
 *     replay them
 * @param arrivalMax after this time an order that the venue does not know will not arrive any more;
 *     longer than the receive window with which orders are sent
 * @param resolveEvery how often unknown outcomes are asked about
 * @param bracketsEvery how often maintenance brackets are fetched anew
 * @param reconnectAfter how long to wait after a failed connection
 */
record TradingConfig(
        int ringCapacity,
        int snapshotEvery,
        Duration arrivalMax,
        Duration resolveEvery,
        Duration bracketsEvery,
        Duration reconnectAfter) {

    static TradingConfig defaults() {
        return new TradingConfig(
                4_096,
                20_000,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofDays(1),
                Duration.ofSeconds(5));
    }
}
