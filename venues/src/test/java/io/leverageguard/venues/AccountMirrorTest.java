package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AccountMirrorTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final SteppedClock clock = new SteppedClock(START);
    private final PaperAccount account = new PaperAccount(clock);
    private final Copy copy = new Copy();
    private final AccountMirror mirror =
            new AccountMirror(account, clock, Set.of("BTC"), START, copy);

    @Test
    void firstPumpTellsWhatThereIs() {
        account.open("BTC", "a", OrderSide.BUY, 3);
        account.fill("a");
        mirror.pump();
        assertThat(copy.told).containsExactly("fill a 1", "account RECONCILED", "reconciled");
        assertThat(mirror.inStep()).isTrue();
    }

    @Test
    void whatHappenedJustBeforeTheQuestionIsNotCertainYet() {
        mirror.pump();
        assertThat(copy.knownUntil).isEqualTo(START);
        clock.advance(Duration.ofHours(1));
        send(AccountSink::onGap);
        mirror.pump();
        assertThat(copy.knownUntil).isEqualTo(clock.now().minus(Duration.ofMinutes(2)));
    }

    @Test
    void fillIsToldOnceByStreamOrByQuestion() {
        mirror.pump();
        send(account.open("BTC", "a", OrderSide.BUY, 3));
        Consumer<AccountSink> first = account.fill("a");
        send(first);
        send(first);
        account.fill("a");
        send(AccountSink::onGap);
        mirror.pump();
        send(first);
        mirror.pump();
        assertThat(copy.fills).hasSize(2);
        assertThat(copy.order("a").filled()).isEqualByComparingTo("2");
        assertThat(copy.repeated).isEmpty();
    }

    @Test
    void orderDoesNotGoBack() {
        mirror.pump();
        Consumer<AccountSink> opened = account.open("BTC", "a", OrderSide.BUY, 3);
        Consumer<AccountSink> filled = account.fill("a");
        send(account.end("a"));
        send(filled);
        send(opened);
        mirror.pump();
        assertThat(copy.statuses).containsExactly(OrderStatus.CANCELED, OrderStatus.CANCELED);
        assertThat(copy.fills).hasSize(1);
    }

    @Test
    void whatEndedWhileTheLineWasDownIsToldAfterTheGap() {
        mirror.pump();
        send(account.open("BTC", "a", OrderSide.BUY, 1));
        send(account.open("BTC", "b", OrderSide.BUY, 1));
        mirror.pump();
        account.fill("a");
        account.end("b");
        account.open("ETH", "autoclose-1", OrderSide.SELL, 1);
        account.fill("autoclose-1");
        copy.told.clear();
        send(AccountSink::onGap);
        mirror.pump();
        assertThat(copy.told)
                .containsExactly(
                        "gap",
                        "fill a 1",
                        "fill autoclose-1 1",
                        "order b CANCELED",
                        "account RECONCILED",
                        "reconciled");
        assertThat(copy.order("autoclose-1").closure()).isEqualTo(Closure.LIQUIDATION);
    }

    @Test
    void silentVenueIsAskedAgainLaterAndNotAtEveryPump() {
        account.answers = false;
        mirror.pump();
        mirror.pump();
        assertThat(account.questions).isEqualTo(1);
        assertThat(mirror.inStep()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        mirror.pump();
        assertThat(account.questions).isEqualTo(2);
        account.answers = true;
        clock.advance(Duration.ofSeconds(1));
        mirror.pump();
        assertThat(copy.told).as("two seconds after the second").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        mirror.pump();
        assertThat(copy.told).endsWith("reconciled");
    }

    @Test
    void lostFillIsMissedSoonBecauseItsOrderKnowsOfIt() {
        mirror.pump();
        send(account.open("BTC", "a", OrderSide.BUY, 3));
        account.fill("a");
        send(account.fill("a"));
        mirror.pump();
        mirror.pump();
        assertThat(copy.fills).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        mirror.pump();
        assertThat(copy.fills).hasSize(2);
    }

    @Test
    void lostEventWithoutTraceIsFoundWithinMinutes() {
        mirror.pump();
        account.open("XRP", "a", OrderSide.BUY, 1);
        account.fill("a");
        clock.advance(Duration.ofMinutes(10));
        mirror.pump();
        assertThat(copy.fills).hasSize(1);
        assertThat(copy.orders.get("")).isNotNull().returns("XRP", OrderReport::symbol);
    }

    @Test
    void expectedOrderIsAskedForByItsId() {
        mirror.pump();
        mirror.expect("BTC", "a");
        account.open("BTC", "a", OrderSide.BUY, 1);
        account.fill("a");
        send(AccountSink::onGap);
        mirror.pump();
        assertThat(copy.order("a").status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void orderThatTheVenueHasForgottenEndsAsUnknown() {
        mirror.pump();
        send(account.open("BTC", "a", OrderSide.BUY, 1));
        mirror.pump();
        account.orders.clear();
        clock.advance(Duration.ofMinutes(10));
        mirror.pump();
        assertThat(copy.order("a").status()).isEqualTo(OrderStatus.UNKNOWN);
        int asked = account.questions;
        clock.advance(Duration.ofMinutes(10));
        mirror.pump();
        assertThat(account.questions - asked).as("it is not asked for again").isEqualTo(6);
    }

    @Test
    void positionThatIsGoneIsToldAsFlat() {
        send(account.open("BTC", "a", OrderSide.BUY, 1));
        send(account.fill("a"));
        mirror.pump();
        account.positions.clear();
        clock.advance(Duration.ofMinutes(10));
        mirror.pump();
        assertThat(copy.positions.get("BTC")).isEqualByComparingTo("0");
        assertThat(copy.positionsAt).as("no later than the venue has named").isEqualTo(START);
    }

    @Test
    void fundingOfNoContractIsLookedUpUntilTheVenueListsIt() {
        mirror.pump();
        copy.told.clear();
        send(sink -> sink.onFunding("", BigDecimal.ONE, START));
        mirror.pump();
        assertThat(copy.told).isEmpty();
        account.income.add(
                new IncomeReport("f", "BTC", "FUNDING_FEE", BigDecimal.ONE, "USDT", START));
        clock.advance(Duration.ofSeconds(6));
        mirror.pump();
        mirror.pump();
        assertThat(copy.told).containsExactly("funding BTC 1");
    }

    @Property(tries = 60, seed = "20251010")
    void whateverTheLineDoesTheMirrorEndsWithTheTruth(@ForAll long seed) {
        new AccountMirrorTest().play(new Random(seed));
    }

    private void play(Random random) {
        for (int step = 0; step < 300; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            Consumer<AccountSink> frame = act(random, step);
            int luck = random.nextInt(20);
            if (luck == 1) {
                account.frames.addFirst(frame);
            } else if (luck != 0) {
                send(frame);
            }
            if (luck == 2) {
                send(frame);
            }
            if (luck == 3) {
                account.frames.clear();
                send(AccountSink::onGap);
            }
            account.answers = random.nextInt(5) > 0;
            if (random.nextBoolean()) {
                mirror.pump();
            }
        }
        account.answers = true;
        clock.advance(Duration.ofMinutes(11));
        mirror.pump();
        assertThat(copy.repeated).isEmpty();
        assertThat(copy.fills).hasSameSizeAs(account.fills);
        account.positions.values().removeIf(quantity -> quantity.signum() == 0);
        copy.positions.values().removeIf(quantity -> quantity.signum() == 0);
        assertThat(copy.positions).isEqualTo(account.positions);
        assertThat(copy.openIds()).containsExactlyInAnyOrderElementsOf(account.openIds());
    }

    private Consumer<AccountSink> act(Random random, int step) {
        List<String> open = account.openIds();
        OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
        if (open.isEmpty() || random.nextInt(4) == 0) {
            String kind = random.nextInt(10) == 0 ? "autoclose-" : "o";
            String symbol = random.nextInt(3) == 0 ? "ETH" : "BTC";
            return account.open(symbol, kind + step, side, 1 + random.nextInt(4));
        }
        String one = open.get(random.nextInt(open.size()));
        return random.nextInt(4) == 0 ? account.end(one) : account.fill(one);
    }

    private void send(Consumer<AccountSink> frame) {
        account.frames.add(frame);
    }

    /** What a listener believes. */
    private static final class Copy implements AccountMirror.Sink {
        private Instant knownUntil = Instant.MIN;
        private Instant positionsAt = Instant.MIN;
        private final List<String> told = new ArrayList<>();
        private final List<FillReport> fills = new ArrayList<>();
        private final Map<String, OrderReport> orders = new HashMap<>();
        private final List<OrderStatus> statuses = new ArrayList<>();
        private final Map<String, BigDecimal> positions = new TreeMap<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> repeated = new ArrayList<>();

        private List<String> openIds() {
            return orders.values().stream()
                    .filter(order -> AccountMemory.isOpen(order.status()))
                    .map(OrderReport::clientOrderId)
                    .toList();
        }

        private OrderReport order(String id) {
            return Objects.requireNonNull(orders.get(id), id);
        }

        private void take(OrderReport order) {
            statuses.add(order.status());
            OrderReport before = orders.put(order.clientOrderId(), order);
            if (before != null && before.filled().compareTo(order.filled()) > 0) {
                repeated.add("back: " + order);
            }
        }

        @Override
        public void onOrder(OrderReport order) {
            told.add("order " + order.clientOrderId() + " " + order.status());
            take(order);
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            told.add("fill " + order.clientOrderId() + " " + fill.quantity());
            if (!seen.add(fill.tradeId())) {
                repeated.add(fill.tradeId());
            }
            fills.add(fill);
            if (!order.clientOrderId().isEmpty() || !orders.containsKey("")) {
                take(order);
            }
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> changed, String reason) {
            told.add("account " + reason);
            changed.forEach(position -> positions.put(position.symbol(), position.quantity()));
            changed.forEach(position -> positionsAt = position.updatedAt());
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {
            told.add("funding " + symbol + " " + amount);
        }

        @Override
        public void onGap() {
            told.add("gap");
        }

        @Override
        public void onReconciled(AccountMirror.View view) {
            knownUntil = view.knownUntil();
            told.add("reconciled");
        }
    }
}
