package io.leverageguard.engine.book;

import static io.leverageguard.engine.book.Execution.FOK;
import static io.leverageguard.engine.book.Execution.GTC;
import static io.leverageguard.engine.book.Execution.IOC;
import static io.leverageguard.engine.book.Execution.POST_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final List<String> events = new ArrayList<>();
    private final OrderBook book =
            new OrderBook(
                    new BookListener() {
                        @Override
                        public void traded(
                                long taker, long maker, long price, long lots, long makerLeft) {
                            events.add(
                                    taker + "x" + maker + " " + lots + "@" + price + ">"
                                            + makerLeft);
                        }

                        @Override
                        public void selfTradeExpired(long maker, long lotsLeft) {
                            events.add("expired " + maker + " " + lotsLeft);
                        }
                    },
                    16);

    @Test
    void betterPriceTradesFirstAndThenTheOlderOrder() {
        sell(1, 101, 5);
        sell(2, 100, 5);
        sell(3, 100, 5);
        assertThat(submit(4, true, 101, 12, GTC)).isEqualTo(Outcome.FILLED);
        assertThat(events).containsExactly("4x2 5@100>0", "4x3 5@100>0", "4x1 2@101>3");
        assertThat(book.bestAsk()).isEqualTo(101);
        assertThat(book.lotsOf(1)).isEqualTo(3);
    }

    @Test
    void restOfALimitOrderWaitsAndTheRestOfIocExpires() {
        sell(1, 100, 5);
        assertThat(submit(2, true, 100, 7, GTC)).isEqualTo(Outcome.RESTING);
        assertThat(book.bestBid()).isEqualTo(100);
        assertThat(book.lotsAt(true, 100)).isEqualTo(2);
        assertThat(submit(3, false, OrderBook.ANY_SELL_PRICE, 5, IOC)).isEqualTo(Outcome.EXPIRED);
        assertThat(book.left()).isEqualTo(3);
        assertThat(book.size()).isZero();
    }

    @Test
    void fillOrKillTradesWholeOrNotAtAll() {
        sell(1, 100, 5);
        sell(2, 101, 5);
        assertThat(submit(3, true, 100, 6, FOK)).isEqualTo(Outcome.NOT_WHOLE);
        assertThat(events).isEmpty();
        assertThat(submit(4, true, 101, 6, FOK)).isEqualTo(Outcome.FILLED);
    }

    @Test
    void postOnlyThatWouldTakeIsRefused() {
        sell(1, 100, 5);
        assertThat(submit(2, true, 100, 1, POST_ONLY)).isEqualTo(Outcome.WOULD_TAKE);
        assertThat(submit(3, true, 99, 1, POST_ONLY)).isEqualTo(Outcome.RESTING);
    }

    @Test
    void selfTradePreventionTakesOutTheSideItNames() {
        book.submit(1, 7, false, 100, 5, GTC, SelfTrade.ALLOW);
        assertThat(book.submit(2, 7, true, 100, 5, GTC, SelfTrade.EXPIRE_TAKER))
                .isEqualTo(Outcome.SELF_TRADE);
        assertThat(book.contains(1)).isTrue();
        assertThat(book.submit(3, 7, true, 100, 5, GTC, SelfTrade.EXPIRE_MAKER))
                .isEqualTo(Outcome.RESTING);
        assertThat(events).containsExactly("expired 1 5");
        assertThat(book.submit(4, 7, false, 100, 5, GTC, SelfTrade.EXPIRE_BOTH))
                .isEqualTo(Outcome.SELF_TRADE);
        assertThat(book.size()).isZero();
    }

    @Test
    void ownOrdersDoNotCountForFillOrKill() {
        book.submit(1, 7, false, 100, 5, GTC, SelfTrade.ALLOW);
        sell(2, 100, 5);
        assertThat(book.submit(3, 7, true, 100, 6, FOK, SelfTrade.EXPIRE_MAKER))
                .isEqualTo(Outcome.NOT_WHOLE);
        assertThat(book.submit(4, 7, true, 100, 5, FOK, SelfTrade.EXPIRE_MAKER))
                .isEqualTo(Outcome.FILLED);
    }

    @Test
    void reducedOrderKeepsItsPlace() {
        sell(1, 100, 5);
        sell(2, 100, 5);
        assertThat(book.reduce(1, 2)).isEqualTo(3);
        submit(3, true, 100, 4, IOC);
        assertThat(events).containsExactly("3x1 3@100>0", "3x2 1@100>4");
        assertThat(book.reduce(2, 9)).isZero();
        assertThat(book.size()).isZero();
    }

    @Test
    void cancelReturnsWhatWasLeftOnce() {
        sell(1, 100, 5);
        assertThat(book.cancel(1)).isEqualTo(5);
        assertThat(book.cancel(1)).isZero();
        assertThat(book.bestAsk()).isZero();
    }

    @Test
    void amendedOrderKeepsItsPlaceOnlyWithFewerLotsAtTheSamePrice() {
        sell(1, 100, 5);
        sell(2, 100, 5);
        assertThat(amend(1, 100, 3)).isEqualTo(Outcome.RESTING);
        submit(3, true, 100, 1, IOC);
        assertThat(amend(1, 100, 4)).isEqualTo(Outcome.RESTING);
        submit(4, true, 100, 1, IOC);
        assertThat(amend(2, 101, 4)).isEqualTo(Outcome.RESTING);
        assertThat(amend(2, 100, 4)).isEqualTo(Outcome.RESTING);
        submit(5, true, 100, 1, IOC);
        assertThat(events).containsExactly("3x1 1@100>2", "4x2 1@100>4", "5x1 1@100>3");
    }

    @Test
    void amendedOrderTradesWithWhatItCrosses() {
        sell(1, 100, 5);
        submit(2, true, 99, 3, GTC);
        assertThat(amend(2, 100, 3)).isEqualTo(Outcome.FILLED);
        submit(3, true, 99, 3, GTC);
        assertThat(amend(3, 101, 7)).isEqualTo(Outcome.RESTING);
        assertThat(events).containsExactly("2x1 3@100>2", "3x1 2@100>0");
        assertThat(book.left()).isEqualTo(5);
        assertThat(book.lotsAt(true, 101)).isEqualTo(5);
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void amendThatIsRefusedChangesNothing() {
        sell(1, 100, 5);
        submit(2, true, 99, 3, GTC);
        assertThat(book.amend(2, 100, 9, true, SelfTrade.ALLOW)).isEqualTo(Outcome.WOULD_TAKE);
        assertThat(book.lotsAt(true, 99)).isEqualTo(3);
        assertThatThrownBy(() -> amend(9, 100, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void amendedOrderThatMeetsItsOwnerExpires() {
        book.submit(1, 7, false, 100, 5, GTC, SelfTrade.ALLOW);
        book.submit(2, 7, true, 99, 5, GTC, SelfTrade.ALLOW);
        assertThat(book.amend(2, 100, 5, false, SelfTrade.EXPIRE_TAKER))
                .isEqualTo(Outcome.SELF_TRADE);
        assertThat(book.contains(2)).isFalse();
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void bookEqualsANaiveOneOverRandomHistories() {
        equalsANaiveOne(1_000, 400, 8_000);
    }

    @Test
    void bookEqualsANaiveOneWhenPricesLieFarApart() {
        equalsANaiveOne(1, 4_000_000_000_000_000_000L, 3_000);
    }

    private void equalsANaiveOne(long lowest, long width, int operations) {
        SplittableRandom random = new SplittableRandom(20251010);
        NaiveBook naive = new NaiveBook();
        for (long id = 1; id <= operations; id++) {
            boolean buy = random.nextBoolean();
            long price = lowest + random.nextLong(width) + (buy ? 0 : width / 10);
            long lots = 1 + random.nextLong(50);
            long other = 1 + random.nextLong(id);
            events.clear();
            switch (random.nextInt(6)) {
                case 0, 1 -> assertThat(book.cancel(other)).isEqualTo(naive.cancel(other));
                case 2 -> {
                    boolean postOnly = random.nextBoolean();
                    if (book.contains(other)) {
                        book.amend(other, price, lots, postOnly, SelfTrade.ALLOW);
                    }
                    assertThat(events).isEqualTo(naive.amend(other, price, lots, postOnly));
                }
                default -> {
                    Execution execution = List.of(GTC, IOC, FOK, POST_ONLY).get(random.nextInt(4));
                    book.submit(id, 1, buy, price, lots, execution, SelfTrade.ALLOW);
                    assertThat(events).isEqualTo(naive.submit(id, buy, price, lots, execution));
                }
            }
            assertThat(book.bestBid()).isEqualTo(naive.best(true));
            assertThat(book.bestAsk()).isEqualTo(naive.best(false));
            assertThat(book.size()).isEqualTo(naive.resting());
            if (id % 50 == 0) {
                assertThat(shown(true)).isEqualTo(naive.levels(true));
                assertThat(shown(false)).isEqualTo(naive.levels(false));
            }
        }
    }

    @Test
    void levelsAreShownBestFirst() {
        sell(1, 103, 1);
        sell(2, 101, 2);
        sell(3, 101, 3);
        sell(4, 900, 1);
        List<String> shown = new ArrayList<>();
        book.levels(
                false, 3, (price, lots, orders) -> shown.add(price + ":" + lots + ":" + orders));
        assertThat(shown).containsExactly("101:5:2", "103:1:1", "900:1:1");
    }

    private List<String> shown(boolean buySide) {
        List<String> shown = new ArrayList<>();
        book.levels(
                buySide,
                Integer.MAX_VALUE,
                (price, lots, orders) -> {
                    assertThat(book.lotsAt(buySide, price)).isEqualTo(lots);
                    shown.add(price + ":" + lots);
                });
        return shown;
    }

    private Outcome amend(long id, long price, long lots) {
        return book.amend(id, price, lots, false, SelfTrade.ALLOW);
    }

    private void sell(long id, long price, long lots) {
        submit(id, false, price, lots, GTC);
    }

    private Outcome submit(long id, boolean buy, long price, long lots, Execution execution) {
        return book.submit(id, id, buy, price, lots, execution, SelfTrade.ALLOW);
    }
}
