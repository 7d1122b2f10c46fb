package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.TRADER;
import static io.leverageguard.cover.Sample.d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRequest;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be covered, and what cannot be paid. */
final class CoverLimitsTest {
    private final CoverWorld world = new CoverWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void positionIsInsuredOnce() {
        world.bind();
        assertThat(world.quote().code()).isEqualTo("U06");
    }

    @Test
    void oldMarkPriceIsNoPrice() {
        world.test.clock().advance(Duration.ofSeconds(61));
        Quote quote = world.quote();
        assertThat(quote.code()).isEqualTo("U05");
        assertThat(quote.reason()).isEqualTo("there was no mark price for 61 s");
    }

    @Test
    void termMustOutlastTheWaitingPeriod() {
        world.config.set(SettingKey.COVER_WAITING_MINUTES, "240");
        world.test.settle();
        assertThat(world.quote().code()).isEqualTo("U03");
    }

    @Test
    void freshPositionGoneBadIsNotCovered() {
        Trading.Position old = world.position(Sample.ACCOUNT, "1", 10, "119000");
        world.trading.position(Sample.ACCOUNT, openedNow(old));
        assertThat(world.quote().code()).isEqualTo("U03");
    }

    @Test
    void moreThanTheMarginCannotBeInsured() {
        QuoteRequest greedy =
                new QuoteRequest(
                        Sample.ACCOUNT, "BTCUSDT", CoverWorld.TERM, Money.usdt("11600.01"));
        assertRefused("invalid_field", () -> world.cover.quote(TRADER, greedy));
    }

    @Test
    void smallerSumInsuredCostsLess() {
        QuoteRequest half =
                new QuoteRequest(Sample.ACCOUNT, "BTCUSDT", CoverWorld.TERM, Money.usdt("1000"));
        assertThat(world.cover.quote(TRADER, half).premium()).isLessThan(world.quote().premium());
    }

    @Test
    void riskThatIsNextToNothingCostsTheMinimum() {
        world.open(Sample.OWNER, Sample.ACCOUNT, "0.001", 2);
        Quote quote = world.quote();
        assertThat(quote.premium()).isEqualTo(Money.usdt("0.01"));
        assertThat(quote.expenses()).isLessThanOrEqualTo(quote.premium());
    }

    @Test
    void answerLostWhileAPremiumIsEarnedEarnsItOnce() {
        Policy policy = world.active();
        world.fund.loseAnswerOf("premium_earned");
        world.advance(Duration.ofHours(4));
        world.advance(Duration.ofMinutes(5));
        world.advance(Duration.ofMinutes(5));
        assertThat(world.fund.credit(LedgerAccounts.EARNED_PREMIUM)).isEqualTo(policy.premium());
        assertThat(world.fund.credit(LedgerAccounts.UNEARNED_PREMIUM).isZero()).isTrue();
    }

    @Test
    void crossMarginCannotBeCovered() {
        Trading.Position p = world.position(Sample.ACCOUNT, "1", 10, CoverWorld.ENTRY);
        world.trading.position(Sample.ACCOUNT, inMode(p, Trading.MarginMode.CROSS));
        assertRefused("position_not_isolated", world::quote);
    }

    @Test
    void withoutAPositionThereIsNothingToCover() {
        world.trading.position(Sample.ACCOUNT, null);
        assertRefused("position_not_open", world::quote);
    }

    @Test
    void liquidationInPartsIsPaidInPartsUpToTheLimit() {
        Policy policy = world.active();
        liquidatePart(policy, "701");
        world.test.settle();
        world.advance(Duration.ofMinutes(1));
        Claim first = world.onlyClaim();
        assertThat(first.state()).as(first.reason()).isEqualTo(ClaimState.PAYABLE);
        world.pay(first);
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.ACTIVE);

        liquidatePart(policy, "702");
        world.test.settle();
        world.advance(Duration.ofMinutes(1));
        List<Claim> claims = world.cover.claims(TRADER, None.NONE).claims();
        assertThat(claims).hasSize(2);
        Claim second = claims.getFirst();
        assertThat(second.state()).as(second.reason()).isEqualTo(ClaimState.PAYABLE);
        assertThat(first.benefit()).isEqualTo(Money.usdt("8583.84"));
        // 8,816.00 is the most that the policy pays.
        assertThat(second.benefit()).isEqualTo(Money.usdt("232.16"));
        world.pay(second);
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.EXHAUSTED);
    }

    @Test
    void liquidationAfterTheTermOpensNoClaim() {
        Policy policy = world.active();
        world.advance(Duration.ofHours(4));
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.EXPIRED);
        world.crash(policy, "777");
        world.test.settle();
        assertThat(world.cover.claims(TRADER, None.NONE).claims()).isEmpty();
    }

    @Test
    void barrierThatWasNeverTouchedIsNotPaidWithoutAPerson() {
        Policy policy = world.active();
        world.crashWithoutTouch(policy, "777");
        for (int i = 0; i < 12; i++) {
            world.advance(Duration.ofMinutes(1));
        }
        Claim claim = world.onlyClaim();
        assertThat(claim.state()).isEqualTo(ClaimState.REFERRED);
        assertThat(claim.reason()).startsWith("V10").endsWith("not touched");
    }

    /** The venue closes a part, with the same loss each time. */
    private void liquidatePart(Policy policy, String orderId) {
        world.price("104900");
        NormalizedLiquidation whole = world.closure(orderId, Closure.LIQUIDATION, "104900");
        world.venue.closure(partial(whole));
        world.trading
                .events()
                .add(
                        world.now(),
                        new TradingEvent.PositionLiquidated(
                                policy.account(),
                                policy.owner(),
                                "binance",
                                "BTCUSDT",
                                "LONG",
                                orderId,
                                d("1"),
                                d("104900"),
                                world.now()));
    }

    private static NormalizedLiquidation partial(NormalizedLiquidation c) {
        return new NormalizedLiquidation(
                c.venue(),
                c.accountUid(),
                c.symbol(),
                c.positionSide(),
                Kind.PARTIAL,
                c.closure(),
                c.listedAsLiquidation(),
                c.venueOrderId(),
                c.order(),
                c.fills(),
                c.income(),
                c.quantity(),
                c.averagePrice(),
                c.realizedPnl(),
                c.fees(),
                c.funding(),
                c.liquidationFee(),
                c.startedAt(),
                c.endedAt());
    }

    private Trading.Position openedNow(Trading.Position p) {
        return new Trading.Position(
                p.account(),
                p.symbol(),
                p.quantity(),
                p.entryPrice(),
                p.margin(),
                p.marginMode(),
                p.leverage(),
                p.markPrice(),
                p.unrealizedPnl(),
                p.liquidationPrice(),
                p.distance(),
                world.now(),
                world.now());
    }

    private static Trading.Position inMode(Trading.Position p, Trading.MarginMode mode) {
        return new Trading.Position(
                p.account(),
                p.symbol(),
                p.quantity(),
                p.entryPrice(),
                p.margin(),
                mode,
                p.leverage(),
                p.markPrice(),
                p.unrealizedPnl(),
                p.liquidationPrice(),
                p.distance(),
                p.openedAt(),
                p.updatedAt());
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
