package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.REVIEWER;
import static io.leverageguard.cover.CoverWorld.TRADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimRef;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.ClaimStep;
import io.leverageguard.api.cover.Cover.DecideClaim;
import io.leverageguard.api.cover.Cover.EvidenceBundle;
import io.leverageguard.api.cover.Cover.FileClaim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRequest;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.Closure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CoverServiceTest {
    private final CoverWorld world = new CoverWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void liquidationIsPaidFromQuoteToPayoutWithoutAnybodysHelp() {
        Policy policy = world.active();
        assertThat(policy.state()).isEqualTo(PolicyState.ACTIVE);
        Money before = world.fund.credit(LedgerAccounts.CLAIMS_INCURRED);
        assertThat(before.isZero()).isTrue();

        world.crash(policy, "777");
        world.advance(Duration.ofSeconds(1));
        Claim held = world.onlyClaim();
        assertThat(held.state()).as(held.reason()).isEqualTo(ClaimState.HOLD);
        assertThat(held.checks())
                .allMatch(
                        check -> check.result() == CheckResult.PASS || check.code().equals("V11"));
        // L = min(11600, 11100 + 52.45 + 157.35); D = 580; (L − D)·0.8
        assertThat(held.loss()).isEqualTo(Money.usdt("11309.80"));
        assertThat(held.benefit()).isEqualTo(Money.usdt("8583.84"));

        world.advance(Duration.ofMinutes(1));
        Claim payable = world.onlyClaim();
        assertThat(payable.state()).isEqualTo(ClaimState.PAYABLE);
        assertThat(world.fund.credit(LedgerAccounts.claimsPayable(payable.claim().value())))
                .isEqualTo(Money.usdt("8583.84"));
        assertThat(world.fund.credit(LedgerAccounts.caseReserve(payable.claim().value())))
                .isEqualTo(Money.usdt("0"));
        assertThat(world.fund.credit(LedgerAccounts.CLAIMS_INCURRED))
                .isEqualTo(Money.usdt("-8583.84"));
        assertThat(events(CoverEvent.ClaimPayable.class))
                .containsExactly(
                        new CoverEvent.ClaimPayable(
                                payable.claim(),
                                policy.policy(),
                                Sample.OWNER,
                                Money.usdt("8583.84"),
                                payable.evidenceRoot()));

        world.pay(payable);
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.PAID);
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.EXHAUSTED);
        assertThat(world.read(policy).paid()).isEqualTo(Money.usdt("8583.84"));
        assertThat(world.onlyClaim().history())
                .extracting(ClaimStep::state)
                .containsExactly(
                        ClaimState.NOTIFIED,
                        ClaimState.EVIDENCE_PENDING,
                        ClaimState.VERIFYING,
                        ClaimState.VERIFIED,
                        ClaimState.SCORED,
                        ClaimState.AUTO_APPROVED,
                        ClaimState.HOLD,
                        ClaimState.PAYABLE,
                        ClaimState.PAID);
        assertThat(world.cover.audit().verify().intact()).isTrue();
    }

    @Test
    void quoteShowsWhereItsPriceComesFrom() {
        Quote quote = world.quote();
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(quote.index()).isGreaterThan(2);
        assertThat(quote.probability()).isBetween(0.0, 0.05);
        assertThat(quote.premium())
                .isEqualTo(
                        quote.pure()
                                .plus(quote.riskLoading())
                                .plus(quote.capitalCharge())
                                .plus(quote.expenses()));
        assertThat(quote.deductible()).isEqualTo(Money.usdt("580"));
        assertThat(quote.sumInsured()).isEqualTo(Money.usdt("11600"));
        assertThat(quote.barrier()).isEqualByComparingTo("104924.6");
    }

    @Test
    void hundredTimesIsRefusedAndToldTheLongestTerm() {
        world.open(Sample.OWNER, Sample.ACCOUNT, "1", 100);
        Quote quote = world.quote();
        assertThat(quote.state()).isEqualTo(QuoteState.REJECTED);
        assertThat(quote.code()).isEqualTo("U01");
        assertThat(quote.reason()).contains("at 100× we can cover 0 h ").endsWith("min at most");
        assertThat(quote.maxTermSeconds()).isPositive().isLessThan(3600);
        assertRefused(
                "quote_rejected",
                () -> world.cover.bind(TRADER, new BindQuote(quote.quote(), world.newPolicy())));
    }

    @Test
    void indexBetweenRefuseAndReferIsNeverBoundSilently() {
        world.config.set(SettingKey.COVER_D_REFER, "8");
        world.test.settle();
        world.open(Sample.OWNER, Sample.ACCOUNT, "1", 20);
        Quote quote = world.quote();
        assertThat(quote.state()).isEqualTo(QuoteState.PRICED);
        assertThat(quote.code()).isEqualTo("REFER");
        assertRefused(
                "referred_to_underwriter",
                () -> world.cover.bind(TRADER, new BindQuote(quote.quote(), world.newPolicy())));
    }

    @Test
    void noCoverIsSoldInDistress() {
        world.price("114000");
        assertThat(world.quote().code()).isEqualTo("U03");
    }

    @Test
    void withoutPriceHistoryThereIsNoPrice() {
        world.market.forgetHistory();
        assertThat(world.quote().code()).isEqualTo("U05");
    }

    @Test
    void bindingTakesThePremiumOnce() {
        Quote quote = world.quote();
        BindQuote command = new BindQuote(quote.quote(), world.newPolicy());
        Policy first = world.cover.bind(TRADER, command);
        Policy again = world.cover.bind(TRADER, command);
        assertThat(again).isEqualTo(first);
        assertThat(world.fund.prepaid(Sample.OWNER))
                .isEqualTo(Money.usdt("1000").minus(quote.premium()));
        assertThat(world.fund.credit(LedgerAccounts.UNEARNED_PREMIUM)).isEqualTo(quote.premium());
        assertThat(events(CoverEvent.PolicyBound.class)).hasSize(1);
    }

    @Test
    void quoteIsGoodForTenSecondsOnly() {
        Quote quote = world.quote();
        world.test.clock().advance(Duration.ofSeconds(11));
        assertRefused(
                "quote_expired",
                () -> world.cover.bind(TRADER, new BindQuote(quote.quote(), world.newPolicy())));
    }

    @Test
    void changedPositionNeedsANewQuote() {
        Quote quote = world.quote();
        world.open(Sample.OWNER, Sample.ACCOUNT, "2", 10);
        assertRefused(
                "position_changed",
                () -> world.cover.bind(TRADER, new BindQuote(quote.quote(), world.newPolicy())));
    }

    @Test
    void anotherPersonsQuoteDoesNotExist() {
        Quote quote = world.quote();
        Actor other = new Actor(new UserId(new UUID(1, 7)), "other", Set.of(Role.TRADER));
        assertRefused(
                "quote_not_found",
                () -> world.cover.bind(other, new BindQuote(quote.quote(), world.newPolicy())));
    }

    @Test
    void whoCannotPayGetsNoPolicyAndMayTryAgain() {
        world.open(Sample.OWNER, Sample.ACCOUNT, "3", 20);
        world.config.set(SettingKey.COVER_RISK_LOADING, "2");
        world.config.set(SettingKey.COVER_VOLATILITY_STRESS, "2");
        world.config.set(SettingKey.COVER_D_REFER, "1.5");
        world.config.set(SettingKey.COVER_COST_OF_CAPITAL, "1");
        world.test.settle();
        Quote quote = world.quote();
        assertThat(quote.state()).as(quote.reason()).isEqualTo(QuoteState.PRICED);
        Money short0 = Money.usdt("1000").minus(quote.premium());
        assertThat(short0.isNegative()).as("premium " + quote.premium()).isTrue();
        BindQuote command = new BindQuote(quote.quote(), world.newPolicy());
        assertRefused("insufficient_funds", () -> world.cover.bind(TRADER, command));
        assertThat(world.cover.policies(TRADER, None.NONE).policies()).isEmpty();
        world.fund.give(LedgerAccounts.prepaid(Sample.OWNER), Money.usdt("50000"));
        assertThat(world.cover.bind(TRADER, command).state()).isEqualTo(PolicyState.WAITING);
    }

    @Test
    void poolWithoutCapitalSellsNothing() {
        world.config.set(SettingKey.COVER_SOLVENCY_MIN, "10");
        world.test.settle();
        Quote first = world.quote();
        assertThat(first.state()).isEqualTo(QuoteState.PRICED);
        world.open(Sample.OWNER, Sample.ACCOUNT, "6", 10);
        Quote second = world.quote();
        assertThat(second.code()).isEqualTo("U02");
    }

    @Test
    void answerLostAfterThePremiumWasBookedLosesNoPolicy() {
        Quote quote = world.quote();
        BindQuote command = new BindQuote(quote.quote(), world.newPolicy());
        world.fund.loseAnswerOf("premium");
        assertRefused("fund_unavailable", () -> world.cover.bind(TRADER, command));
        assertThat(world.cover.policies(TRADER, None.NONE).policies()).isEmpty();
        world.advance(Duration.ofSeconds(31));
        assertThat(world.cover.policies(TRADER, None.NONE).policies()).hasSize(1);
        assertThat(world.fund.bookings("premium")).isEqualTo(1);
        assertThat(events(CoverEvent.PolicyBound.class)).hasSize(1);
    }

    @Test
    void answersLostAtEveryBookingOfAClaimBookNothingTwice() {
        Policy policy = world.active();
        world.fund.loseAnswerOf("case_reserve");
        world.crash(policy, "777");
        world.advance(Duration.ofSeconds(1));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.NOTIFIED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.HOLD);
        world.fund.loseAnswerOf("claim_payable");
        world.advance(Duration.ofMinutes(1));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.HOLD);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.PAYABLE);
        assertThat(world.fund.bookings("case_reserve")).isEqualTo(1);
        assertThat(world.fund.bookings("claim_payable")).isEqualTo(1);
        assertThat(events(CoverEvent.ClaimPayable.class)).hasSize(1);
    }

    @Test
    void touchInTheWaitingPeriodVoidsThePolicyAndReturnsThePremium() {
        Policy policy = world.bind();
        world.advance(Duration.ofMinutes(5));
        world.price("104000");
        world.advance(Duration.ofSeconds(1));
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.VOIDED_PRE_TRIGGER);
        assertThat(world.fund.prepaid(Sample.OWNER)).isEqualTo(Money.usdt("1000"));
        world.advance(Duration.ofMinutes(20));
        assertThat(world.fund.credit(LedgerAccounts.UNEARNED_PREMIUM)).isEqualTo(Money.usdt("0"));
    }

    @Test
    void premiumIsEarnedByRiskAndWholeAtTheEnd() {
        Policy policy = world.active();
        world.advance(Duration.ofHours(2));
        Money half = world.fund.credit(LedgerAccounts.EARNED_PREMIUM);
        assertThat(half)
                .isLessThan(policy.premium().times(Sample.d("0.5"), java.math.RoundingMode.DOWN));
        world.advance(Duration.ofHours(2));
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.EXPIRED);
        world.advance(Duration.ofMinutes(5));
        assertThat(world.fund.credit(LedgerAccounts.EARNED_PREMIUM)).isEqualTo(policy.premium());
        world.advance(Duration.ofDays(8));
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.CLOSED);
    }

    @Test
    void ownMarketOrderIsDeclinedAtV03InWords() {
        Policy policy = world.active();
        NormalizedLiquidation own = world.closure("888", Closure.USER, "115000");
        world.venue.closure(own);
        world.closePosition(policy);
        world.test.settle();
        assertThat(world.read(policy).state()).isEqualTo(PolicyState.TERMINATED_POSITION_CLOSED);
        Claim filed = file(policy, "888");
        world.test.settle();
        Claim claim = world.cover.claim(TRADER, new ClaimRef(filed.claim()));
        assertThat(claim.state()).isEqualTo(ClaimState.DECLINED);
        assertThat(claim.reason())
                .isEqualTo(
                        "V03: order 888 is your own market order,"
                                + " not a liquidation by the venue");
        assertThat(world.fund.credit(LedgerAccounts.caseReserve(claim.claim().value())))
                .isEqualTo(Money.usdt("0"));
        assertThat(world.fund.credit(LedgerAccounts.CLAIMS_INCURRED)).isEqualTo(Money.usdt("0"));
        assertThat(world.fund.bookings("case_reserve")).isEqualTo(1);
        assertThat(file(policy, "888").claim()).isEqualTo(claim.claim());
    }

    @Test
    void orderThatTheVenueDoesNotKnowIsAskedForAgainAndThenDeclined() {
        Policy policy = world.active();
        file(policy, "999");
        world.advance(Duration.ofSeconds(1));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.EVIDENCE_PENDING);
        for (int i = 0; i < 12; i++) {
            world.advance(Duration.ofMinutes(1));
        }
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.DECLINED);
        assertThat(world.onlyClaim().reason()).isEqualTo("V03: the venue knows no order 999");
    }

    @Test
    void silentVenueDelaysAClaimAndDeclinesNothing() {
        Policy policy = world.active();
        world.venue.silent(3);
        world.crash(policy, "777");
        world.advance(Duration.ofSeconds(1));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.EVIDENCE_PENDING);
        world.advance(Duration.ofSeconds(5));
        world.advance(Duration.ofSeconds(10));
        world.advance(Duration.ofSeconds(15));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.HOLD);
    }

    @Test
    void claimByHandForTheSameOrderIsTheFirstClaim() {
        Policy policy = world.active();
        world.crash(policy, "777");
        world.test.settle();
        assertThat(file(policy, "777").claim()).isEqualTo(world.onlyClaim().claim());
    }

    @Test
    void largeBenefitGoesToAReviewerWhoIsNotTheClaimant() {
        world.config.set(SettingKey.COVER_AUTO_APPROVE_MAX, "100");
        Policy policy = world.active();
        world.crash(policy, "777");
        world.test.settle();
        Claim claim = world.onlyClaim();
        assertThat(claim.state()).isEqualTo(ClaimState.REFERRED);
        DecideClaim yes = new DecideClaim(claim.claim(), true, "evidence is complete");
        Actor claimant = new Actor(Sample.OWNER, "ten-x", Set.of(Role.TRADER, Role.REVIEWER));
        assertRefused("own_claim", () -> world.cover.decide(claimant, yes));
        assertRefused("permission_missing", () -> world.cover.decide(TRADER, yes));
        assertThat(world.cover.decide(REVIEWER, yes).state()).isEqualTo(ClaimState.APPROVED);
        assertThat(world.cover.decide(REVIEWER, yes).state()).isEqualTo(ClaimState.APPROVED);
        world.test.settle();
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.HOLD);
        world.advance(Duration.ofHours(1));
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.PAYABLE);
    }

    @Test
    void reviewersNoGivesTheReserveBack() {
        world.config.set(SettingKey.COVER_AUTO_APPROVE_MAX, "100");
        Policy policy = world.active();
        world.crash(policy, "777");
        world.test.settle();
        Claim claim = world.onlyClaim();
        world.cover.decide(REVIEWER, new DecideClaim(claim.claim(), false, "forged"));
        world.test.settle();
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.DECLINED);
        assertThat(world.fund.credit(LedgerAccounts.CLAIMS_INCURRED)).isEqualTo(Money.usdt("0"));
        assertRefused(
                "claim_not_in_review",
                () ->
                        world.cover.decide(
                                REVIEWER, new DecideClaim(claim.claim(), true, "no, yes")));
    }

    @Test
    void revokedKeyRefersTheClaimToAPerson() {
        Policy policy = world.active();
        world.people.revoke();
        world.crash(policy, "777");
        for (int i = 0; i < 12; i++) {
            world.advance(Duration.ofMinutes(1));
        }
        assertThat(world.onlyClaim().state()).isEqualTo(ClaimState.REFERRED);
        assertThat(world.onlyClaim().reason()).startsWith("V01");
    }

    @Test
    void evidenceIsKeptAsReceivedAndItsRootRecomputes() {
        Policy policy = world.active();
        world.crash(policy, "777");
        world.test.settle();
        EvidenceBundle bundle =
                world.cover.evidence(TRADER, new ClaimRef(world.onlyClaim().claim()));
        assertThat(bundle.rootVerified()).isTrue();
        assertThat(bundle.root()).hasSize(64);
        assertThat(bundle.items().getFirst().body()).isEqualTo("{\"orderId\":777}");
        Actor other = new Actor(new UserId(new UUID(1, 7)), "other", Set.of(Role.TRADER));
        assertRefused(
                "claim_not_found", () -> world.cover.evidence(other, new ClaimRef(bundle.claim())));
    }

    @Test
    void solvencyShowsWhatAShockWouldCost() {
        world.active();
        var solvency = world.cover.solvency(REVIEWER, None.NONE);
        assertThat(solvency.inForce()).isEqualTo(Money.usdt("8816"));
        assertThat(solvency.ladder())
                .filteredOn(loss -> loss.scenario().equals("10 October 2025"))
                .singleElement()
                .satisfies(loss -> assertThat(loss.loss()).isEqualTo(Money.usdt("8816")));
        assertThat(solvency.ladder())
                .filteredOn(loss -> loss.scenario().equals("down 5 %"))
                .singleElement()
                .satisfies(loss -> assertThat(loss.loss().isZero()).isTrue());
        assertThat(solvency.state()).isEqualTo("NORMAL");
    }

    @Test
    void termMustBeOneOfTheSix() {
        assertRefused(
                "invalid_field",
                () ->
                        world.cover.quote(
                                TRADER,
                                new QuoteRequest(
                                        Sample.ACCOUNT, "BTCUSDT", Duration.ofHours(2), null)));
    }

    private Claim file(Policy policy, String order) {
        return world.cover.fileClaim(
                TRADER,
                new FileClaim(
                        new ClaimId(world.test.kit().ids().next()),
                        policy.policy(),
                        order,
                        "I was liquidated"));
    }

    private <T extends CoverEvent> List<T> events(Class<T> type) {
        return world.cover.events().read(0, 1000).stream()
                .map(stored -> stored.event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
