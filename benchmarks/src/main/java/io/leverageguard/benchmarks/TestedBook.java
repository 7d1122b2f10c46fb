package io.leverageguard.benchmarks;

/** An order book under measurement, and what came out of it. */
interface TestedBook {
    /** Executes the operations from {@code from} to before {@code to}. */
    void run(BookOperations operations, int from, int to);

    /** Executes one operation. */
    void apply(BookOperations operations, int at);

    /** Trades so far. */
    Trades trades();

    /** Orders that rest in it. */
    int resting();

    /** The lots that wait on both sides. */
    long restingLots();

    /** What was traded: equal for two books that traded the same in the same order. */
    final class Trades {
        private long count;
        private long lots;
        private long checksum;

        void add(long takerId, long makerId, long price, long traded) {
            count++;
            lots += traded;
            checksum = 31 * checksum + (takerId ^ makerId << 21 ^ price << 42 ^ traded << 7);
        }

        @Override
        public String toString() {
            return "%d trades of %d lots, checksum %x".formatted(count, lots, checksum);
        }
    }
}
