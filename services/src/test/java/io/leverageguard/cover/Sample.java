package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.cover.Verification.Case;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The position of the reference's payout vector: long 0.5 BTC at 50,000 with 10×, liquidated at
 * 45,150.
 */
final class Sample {
    static final Instant BOUND = Instant.parse("2025-10-10T20:00:00Z");
    static final Instant FROM = BOUND.plus(Duration.ofMinutes(15));
    static final Instant UNTIL = BOUND.plus(Duration.ofHours(4));
    static final Instant STRUCK = BOUND.plus(Duration.ofHours(1));
    static final String ORDER = "6071832819";
    static final UserId OWNER = new UserId(new UUID(1, 1));
    static final AccountId ACCOUNT = new AccountId(new UUID(2, 1));
    static final String UID = "uid-1";

    private Sample() {}

    static BigDecimal d(String text) {
        return new BigDecimal(text);
    }

    static Policy policy() {
        return new Policy(
                new PolicyId(new UUID(3, 1)),
                new QuoteId(new UUID(4, 1)),
                OWNER,
                ACCOUNT,
                "binance",
                UID,
                "BTCUSDT",
                "LONG",
                d("0.5"),
                d("50000"),
                10,
                Money.usdt("2500"),
                d("45180.722892"),
                Money.usdt("2000"),
                Money.usdt("125"),
                d("0.20"),
                Money.usdt("43.21"),
                PolicyState.ACTIVE,
                BOUND,
                FROM,
                UNTIL,
                Money.usdt("0"));
    }

    static Snapshot snapshot() {
        return new Snapshot(
                new Trading.Account(
                        ACCOUNT,
                        OWNER,
                        "binance",
                        UID,
                        new VenueKeyId(new UUID(5, 1)),
                        BOUND.minus(Duration.ofDays(90))),
                new Trading.Position(
                        ACCOUNT,
                        "BTCUSDT",
                        d("0.5"),
                        d("50000"),
                        d("2500"),
                        Trading.MarginMode.ISOLATED,
                        10,
                        d("50000"),
                        d("0"),
                        d("45180.722892"),
                        d("0.0963855"),
                        BOUND.minus(Duration.ofHours(2)),
                        BOUND),
                instrument(),
                new MarkPrice(
                        "binance", "BTCUSDT", d("50000"), d("50001"), d("0.0001"), BOUND, BOUND),
                new VolatilityEstimate(0.6, 0.6, 0.6, 0.6, 0.75),
                Duration.ofMinutes(15),
                0.5,
                6.0,
                1e-6);
    }

    static Instrument instrument() {
        return new Instrument(
                "binance",
                "BTCUSDT",
                "BTC",
                "USDT",
                d("0.1"),
                d("0.001"),
                d("0.001"),
                d("1000"),
                d("50"));
    }

    static NormalizedLiquidation closure() {
        return closure(Closure.LIQUIDATION, Kind.FULL, "0.5");
    }

    static NormalizedLiquidation closure(Closure closure, Kind kind, String quantity) {
        OrderReport order =
                new OrderReport(
                        "BTCUSDT",
                        ORDER,
                        "autoclose-1",
                        OrderSide.SELL,
                        closure == Closure.USER ? OrderKind.MARKET : OrderKind.LIMIT,
                        OrderStatus.FILLED,
                        closure,
                        d(quantity),
                        d(quantity),
                        d("45000"),
                        d("45150"),
                        false,
                        STRUCK,
                        STRUCK);
        FillReport fill =
                new FillReport(
                        "BTCUSDT",
                        "1",
                        ORDER,
                        OrderSide.SELL,
                        d("45150"),
                        d(quantity),
                        d("11.2875"),
                        "USDT",
                        d("-2425"),
                        false,
                        STRUCK);
        return new NormalizedLiquidation(
                "binance",
                UID,
                "BTCUSDT",
                PositionSide.LONG,
                kind,
                closure,
                closure == Closure.LIQUIDATION,
                ORDER,
                order,
                List.of(fill),
                List.of(
                        income("REALIZED_PNL", "-2425"),
                        income("COMMISSION", "-11.2875"),
                        income("INSURANCE_CLEAR", "-33.8625"),
                        income("FUNDING_FEE", "-3.25")),
                d(quantity),
                d("45150"),
                d("-2425"),
                d("11.2875"),
                d("-3.25"),
                d("33.8625"),
                STRUCK,
                STRUCK);
    }

    static IncomeReport income(String kind, String amount) {
        return new IncomeReport(kind, "BTCUSDT", kind, d(amount), "USDT", STRUCK);
    }

    static KeyRights rights() {
        return new KeyRights(UID, true, true, false, false, true, BOUND.minus(Duration.ofDays(30)));
    }

    static Extremes range(String low, String high) {
        return new Extremes(60, d(low), d(high), d(low), d(high), STRUCK, BOUND);
    }

    static Extremes nothingSeen() {
        BigDecimal zero = BigDecimal.ZERO;
        return new Extremes(0, zero, zero, zero, zero, BOUND, BOUND);
    }

    static PublicLiquidation published() {
        return new PublicLiquidation(
                "binance", "BTCUSDT", "LONG", d("45000"), d("0.5"), STRUCK.plusSeconds(1));
    }

    static Facts facts() {
        return new Facts(
                rights(),
                "",
                closure(),
                List.of(),
                range("49000", "50500"),
                range("45100", "50200"),
                List.of(published()),
                false,
                STRUCK.plusSeconds(5));
    }

    static Facts with(NormalizedLiquidation closure) {
        Facts f = facts();
        return new Facts(
                f.rights(),
                f.keyProblem(),
                closure,
                f.moves(),
                f.waiting(),
                f.covered(),
                f.published(),
                f.paidBefore(),
                f.collectedAt());
    }

    static Evidence evidence(String body) {
        return new Evidence(
                new UUID(9, body.hashCode()),
                "GET /fapi/v1/forceOrders",
                "symbol=BTCUSDT",
                body,
                Verification.leaf(body),
                STRUCK);
    }

    static Case of(Facts facts) {
        return new Case(
                policy(), snapshot(), ORDER, facts, List.of(evidence("[]"), evidence("{}")));
    }
}
