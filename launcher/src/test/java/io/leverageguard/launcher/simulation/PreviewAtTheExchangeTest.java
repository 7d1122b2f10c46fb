package io.leverageguard.launcher.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Outlook.Denial;
import io.leverageguard.api.trading.Outlook.OrderPreview;
import io.leverageguard.api.trading.Outlook.Stance;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kit.ops.Logging;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview says is what becomes of the order at the simulated exchange. */
final class PreviewAtTheExchangeTest {
    private static final int ORDERS = 40;
    private static final String SYMBOL = "BTCUSDT";

    /** Venues round the prices and margins that they tell. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.000002");

    @BeforeAll
    static void onlyErrors() {
        Logging.onlyErrors();
    }

    @ParameterizedTest
    @CsvSource({
        "binance, ISOLATED",
        "binance, CROSS",
        "okx, ISOLATED",
        "okx, CROSS",
        "bybit, ISOLATED",
        "bybit, CROSS"
    })
    void thePreviewIsWhatHappens(String venue, MarginMode mode) {
        try (Trial trial = new Trial(venue, mode)) {
            trial.run();
        }
    }

    /** A trader at one venue, whose orders are compared with their previews. */
    private static final class Trial implements AutoCloseable {
        private final SplittableRandom random = new SplittableRandom(20251010);
        private final World world;
        private final Life life;
        private final Actor trader;
        private final Account account;
        private int filled;

        Trial(String venue, MarginMode mode) {
            world =
                    new World(
                            7, random.split(), List.of(AccountSpec.parse("key:secret:pass:20000")));
            world.mortality().never();
            world.heal();
            life = new Life(world);
            trader = new Actor(new UserId(world.ids().next()), "trader", Set.of(Role.TRADER));
            VenueKeyId key = new VenueKeyId(world.ids().next());
            long uid =
                    world.exchange().accounts().stream()
                            .filter(one -> !one.system())
                            .findFirst()
                            .orElseThrow()
                            .id();
            world.neighbours()
                    .add(
                            new OpenedVenueKey(
                                    key,
                                    trader.user(),
                                    venue,
                                    Long.toString(uid),
                                    "key",
                                    "secret",
                                    "pass"));
            account = life.api().openAccount(trader, new OpenAccount(key));
            life.settle();
            var _ =
                    life.api()
                            .setLeverage(
                                    trader, new SetLeverage(account.account(), SYMBOL, mode, 10));
            life.settle();
        }

        @Override
        public void close() {
            world.close();
        }

        void run() {
            int reduced = 0;
            for (int i = 0; i < ORDERS; i++) {
                PlaceOrder command = order();
                OrderPreview preview = life.module().outlook().preview(trader, command);
                Order order = life.api().place(trader, command);
                world.pass(Duration.ofSeconds(1));
                life.settle();
                Order now = life.module().api().order(trader, ref(order));
                Denial refusal = preview.refusal();
                if (refusal != null) {
                    assertThat(now.state()).isEqualTo(OrderState.DENIED);
                    assertThat(now.reason()).isEqualTo(refusal.code() + ": " + refusal.message());
                } else if (now.state() == OrderState.FILLED) {
                    reduced += present(preview.realizedPnl()).signum() == 0 ? 0 : 1;
                    compare(preview, now);
                }
                nudge();
            }
            assertThat(filled).isGreaterThan(ORDERS / 2);
            assertThat(reduced).isGreaterThan(ORDERS / 8);
        }

        private void compare(OrderPreview preview, Order order) {
            AccountRef ref = new AccountRef(account.account());
            close(present(order.averagePrice()), present(preview.expectedPrice()));
            BigDecimal fees = BigDecimal.ZERO;
            for (Fill fill : life.api().fills(trader, ref).fills()) {
                fees = fill.order().equals(order.order()) ? fees.add(fill.fee()) : fees;
            }
            // Until the first fill only the venue's public rate is known.
            BigDecimal feeApart = fees.subtract(present(preview.fee())).abs();
            assertThat(feeApart)
                    .isLessThan(filled == 0 ? new BigDecimal("1") : new BigDecimal("0.0001"));
            filled++;
            List<Position> positions = life.api().positions(trader, ref).positions();
            Stance after = preview.after();
            if (after == null) {
                assertThat(positions).isEmpty();
                return;
            }
            Position position = positions.getFirst();
            assertThat(position.quantity()).isEqualByComparingTo(after.quantity());
            close(position.entryPrice(), after.entryPrice());
            close(position.margin(), after.margin());
            assertThat(position.liquidationPrice() == null)
                    .isEqualTo(after.liquidationPrice() == null);
            BigDecimal liquidation = after.liquidationPrice();
            if (liquidation != null) {
                // What a fee takes from a shared wallet moves the price by its share of the
                // quantity.
                BigDecimal moved = feeApart.multiply(BigDecimal.TWO);
                assertThat(position.liquidationPrice())
                        .isCloseTo(
                                liquidation,
                                Offset.offset(
                                        liquidation
                                                .multiply(ROUNDING)
                                                .add(
                                                        moved.divide(
                                                                after.quantity().abs(),
                                                                MathContext.DECIMAL64))));
            }
        }

        private static BigDecimal present(@Nullable BigDecimal value) {
            return Objects.requireNonNull(value);
        }

        private static void close(BigDecimal actual, BigDecimal expected) {
            BigDecimal apart = actual.subtract(expected).abs();
            assertThat(apart)
                    .as("%s and %s", actual, expected)
                    .isLessThanOrEqualTo(expected.abs().max(BigDecimal.ONE).multiply(ROUNDING));
        }

        private PlaceOrder order() {
            BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(60), 3);
            return new PlaceOrder(
                    new OrderId(world.ids().next()),
                    account.account(),
                    SYMBOL,
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    OrderType.MARKET,
                    quantity,
                    null,
                    null,
                    random.nextInt(5) == 0,
                    null);
        }

        /** The price moves by up to half a percent. */
        private void nudge() {
            Market market = world.exchange().market(SYMBOL);
            BigDecimal price = market.contract().priceOfUnits(market.mark());
            BigDecimal tick = market.contract().tick();
            BigDecimal moved =
                    price.multiply(BigDecimal.valueOf(10_000 + random.nextInt(101) - 50, 4));
            world.exchange().setPrice(market, moved.subtract(moved.remainder(tick)));
            world.pass(Duration.ofSeconds(2));
            life.settle();
        }

        private static OrderRef ref(Order order) {
            return new OrderRef(order.order());
        }
    }
}
