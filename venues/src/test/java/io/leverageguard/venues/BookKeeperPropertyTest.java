package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.BookKeeper.Rule;
import io.leverageguard.venues.BookUpdate.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever a line loses, repeats or swaps, a book that is told is the venue's at that number. */
class BookKeeperPropertyTest {
    private static final int STEPS = 400;

    @Property(tries = 100, seed = "20251010")
    void bookIsTheVenuesOrNotTold(@ForAll long seed, @ForAll Rule rule) {
        Random random = new Random(seed);
        SteppedClock clock = new SteppedClock(Instant.EPOCH);
        Venue venue = new Venue(rule, random);
        Copy copy = new Copy(venue);
        BookKeeper keeper = new BookKeeper("S", rule, clock, venue, copy::take);
        venue.line.add(venue.whole(-1));
        for (int step = 0; step < STEPS; step++) {
            clock.advance(Duration.ofMillis(100));
            BookFrame change = venue.change();
            switch (random.nextInt(40)) {
                case 0 -> {}
                case 1 -> venue.line.addAll(List.of(change, change));
                case 2 -> venue.line.addFirst(change);
                default -> venue.line.add(change);
            }
            if (random.nextInt(4) > 0) {
                venue.deliver(keeper);
            }
        }
        quieten(venue, keeper, clock);
        assertThat(keeper.inStep()).isTrue();
        assertThat(keeper.top(1_000).bids()).isEqualTo(venue.bids());
        assertThat(copy.levels).isEqualTo(venue.bids());
        assertThat(copy.times).isPositive();
    }

    /** The line works again: two seconds later the book must be in step. */
    private static void quieten(Venue venue, BookKeeper keeper, SteppedClock clock) {
        for (int step = 0; step < 25; step++) {
            clock.advance(Duration.ofMillis(100));
            venue.line.add(venue.change());
            venue.deliver(keeper);
        }
    }

    /** What a listener makes of what it is told. */
    private static final class Copy {
        private final Venue venue;
        private List<Level> levels = List.of();
        private int times;

        private Copy(Venue venue) {
            this.venue = venue;
        }

        private void take(BookUpdate update) {
            TreeMap<BigDecimal, Level> next = new TreeMap<>();
            if (!update.whole()) {
                levels.forEach(level -> next.put(level.price().negate(), level));
            }
            for (Level level : update.bids()) {
                next.put(level.price().negate(), level);
            }
            next.values().removeIf(level -> level.quantity().signum() == 0);
            levels = List.copyOf(next.values());
            if (!update.bids().isEmpty()) {
                assertThat(levels).isEqualTo(venue.states.get(update.sequence()));
                times++;
            }
        }
    }

    /** A venue with one book, bids alone. */
    private static final class Venue implements BookKeeper.Source {
        private final Rule rule;
        private final Random random;
        private final Deque<BookFrame> line = new ArrayDeque<>();
        private final Map<Long, List<Level>> states = new HashMap<>();
        private final TreeMap<BigDecimal, BigDecimal> book = new TreeMap<>();
        private long number = 100;

        private Venue(Rule rule, Random random) {
            this.rule = rule;
            this.random = random;
            set(BigDecimal.ZERO, BigDecimal.ONE);
            states.put(number, bids());
        }

        private void set(BigDecimal price, BigDecimal quantity) {
            if (quantity.signum() == 0) {
                book.remove(price);
            } else {
                book.put(price, quantity);
            }
        }

        private List<Level> bids() {
            List<Level> levels = new ArrayList<>();
            book.descendingMap().forEach((price, size) -> levels.add(new Level(price, size)));
            return levels;
        }

        private BookFrame change() {
            long before = number;
            number += rule == Rule.BYBIT ? 1 : 1 + random.nextInt(3);
            Level level =
                    new Level(
                            BigDecimal.valueOf(1 + random.nextInt(20)),
                            BigDecimal.valueOf(random.nextInt(3)));
            set(level.price(), level.quantity());
            states.put(number, bids());
            return frame(false, before + 1, before, List.of(level));
        }

        private BookFrame whole(long previous) {
            return frame(true, number, previous, bids());
        }

        private BookFrame frame(boolean whole, long first, long previous, List<Level> bids) {
            return new BookFrame(
                    "S", whole, first, number, previous, 0, bids, List.of(), Instant.EPOCH);
        }

        private void deliver(BookKeeper keeper) {
            while (!line.isEmpty()) {
                keeper.accept(line.removeFirst());
            }
        }

        /** By hand at Binance; elsewhere the next frame on the line. */
        @Override
        public @Nullable BookFrame whole(String symbol) {
            BookFrame whole = whole(-1L);
            if (rule == Rule.BINANCE) {
                return whole;
            }
            line.add(whole);
            return null;
        }
    }
}
