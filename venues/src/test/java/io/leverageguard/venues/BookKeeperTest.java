package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.BookKeeper.Rule;
import io.leverageguard.venues.BookUpdate.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookKeeperTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final SteppedClock clock = new SteppedClock(START);
    private final Deque<BookFrame> books = new ArrayDeque<>();
    private final List<BookUpdate> told = new ArrayList<>();
    private int asked;

    @Test
    void binanceBookStartsWithTheFrameThatSpansIt() {
        BookKeeper keeper = keeper(Rule.BINANCE);
        keeper.accept(change(5, 8, 4, "100", "1"));
        keeper.accept(change(9, 12, 8, "100", "2"));
        books.add(whole(10, "99", "5"));
        keeper.accept(change(13, 15, 12, "101", "3"));
        assertThat(told).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        keeper.accept(change(16, 16, 15, "98", "4"));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().whole()).isTrue();
        assertThat(bids(keeper)).containsExactly("101 3", "100 2", "99 5", "98 4");
        assertThat(told.getFirst().sequence()).isEqualTo(16);
    }

    @Test
    void binanceBookThatIsOlderThanWhatWaitsIsAskedForAgain() {
        BookKeeper keeper = keeper(Rule.BINANCE);
        books.add(whole(3, "99", "5"));
        keeper.accept(change(9, 12, 8, "100", "2"));
        assertThat(keeper.inStep()).isFalse();
        assertThat(asked).isEqualTo(1);
        keeper.accept(change(13, 15, 12, "100", "3"));
        assertThat(asked).as("not at every frame").isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        books.add(whole(15, "99", "5"));
        keeper.accept(change(16, 18, 15, "100", "4"));
        assertThat(bids(keeper)).containsExactly("100 4", "99 5");
    }

    @Test
    void binanceRepetitionIsIgnoredAndAMissingFrameLosesTheBook() {
        BookKeeper keeper = keeper(Rule.BINANCE);
        books.add(whole(10, "99", "5"));
        keeper.accept(change(9, 12, 8, "100", "2"));
        keeper.accept(change(9, 12, 8, "100", "7"));
        assertThat(bids(keeper)).containsExactly("100 2", "99 5");
        keeper.accept(change(20, 21, 19, "100", "9"));
        assertThat(keeper.inStep()).isFalse();
        assertThat(told.getLast().bids()).isEmpty();
        assertThat(told.getLast().whole()).isTrue();
        assertThat(keeper.gaps()).isEqualTo(1);
    }

    @Test
    void okxKeepsStepThroughRepetitionsAndNewBeginnings() {
        BookKeeper keeper = keeper(Rule.OKX);
        keeper.accept(frame(true, 0, 50, -1, 0, "99", "5"));
        keeper.accept(frame(false, 0, 50, 50, 0));
        keeper.accept(frame(false, 0, 3, 50, 0, "100", "1"));
        keeper.accept(frame(false, 0, 4, 3, 0, "99", "0"));
        keeper.accept(frame(false, 0, 4, 3, 0, "99", "0"));
        assertThat(bids(keeper)).containsExactly("100 1");
        assertThat(told).as("a frame without changes is not told").hasSize(3);
        assertThat(keeper.gaps()).isZero();
        keeper.accept(frame(false, 0, 7, 6, 0, "100", "2"));
        assertThat(keeper.inStep()).isFalse();
        assertThat(asked).as("subscribes again").isEqualTo(1);
        keeper.accept(frame(true, 0, 9, -1, 0, "98", "2"));
        assertThat(bids(keeper)).containsExactly("98 2");
    }

    @Test
    void okxChecksumIsVerifiedUnlessItIsZero() {
        BookKeeper keeper = keeper(Rule.OKX);
        // CRC-32 of "99.0:5:101:2", as any CRC-32 tool gives it, read as a signed number.
        BookFrame whole =
                new BookFrame(
                        "S",
                        true,
                        0,
                        1,
                        -1,
                        836_617_360,
                        List.of(BookFrame.level("99.0", "5")),
                        List.of(BookFrame.level("101", "2")),
                        START);
        keeper.accept(whole);
        assertThat(keeper.inStep()).isTrue();
        keeper.accept(frame(false, 0, 2, 1, 0, "98", "1"));
        assertThat(keeper.inStep()).isTrue();
        keeper.accept(frame(false, 0, 3, 2, 12_345, "98", "2"));
        assertThat(keeper.inStep()).isFalse();
    }

    @Test
    void bybitCountsAndStartsAnewAtOne() {
        BookKeeper keeper = keeper(Rule.BYBIT);
        keeper.accept(frame(true, 0, 50, 0, 0, "99", "5"));
        keeper.accept(frame(false, 0, 51, 0, 0, "100", "1"));
        keeper.accept(frame(false, 0, 51, 0, 0, "100", "1"));
        assertThat(bids(keeper)).containsExactly("100 1", "99 5");
        keeper.accept(frame(false, 0, 1, 0, 0, "97", "1"));
        assertThat(bids(keeper)).containsExactly("97 1");
        keeper.accept(frame(false, 0, 3, 0, 0, "97", "2"));
        assertThat(keeper.inStep()).isFalse();
    }

    @Test
    void silentVenueIsAskedAgainASecondLater() {
        BookKeeper keeper =
                new BookKeeper(
                        "S",
                        Rule.BINANCE,
                        clock,
                        _ -> {
                            asked++;
                            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "silence");
                        },
                        told::add);
        keeper.accept(change(1, 2, 0, "1", "1"));
        keeper.accept(change(3, 4, 2, "1", "1"));
        assertThat(asked).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        keeper.accept(change(5, 6, 4, "1", "1"));
        assertThat(asked).isEqualTo(2);
    }

    private BookKeeper keeper(Rule rule) {
        return new BookKeeper(
                "S",
                rule,
                clock,
                _ -> {
                    asked++;
                    return books.poll();
                },
                told::add);
    }

    private static BookFrame whole(long last, String... bids) {
        return frame(true, last, last, 0, 0, bids);
    }

    private static BookFrame change(long first, long last, long previous, String... bids) {
        return frame(false, first, last, previous, 0, bids);
    }

    private static BookFrame frame(
            boolean whole, long first, long last, long previous, int checksum, String... bids) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < bids.length; i += 2) {
            levels.add(BookFrame.level(bids[i], bids[i + 1]));
        }
        return new BookFrame("S", whole, first, last, previous, checksum, levels, List.of(), START);
    }

    private static List<String> bids(BookKeeper keeper) {
        return keeper.top(10).bids().stream()
                .map(level -> level.price() + " " + level.quantity())
                .toList();
    }
}
