package io.leverageguard.launcher;

import io.leverageguard.api.analytics.Analytics.Break;
import io.leverageguard.api.analytics.Analytics.Report;
import io.leverageguard.api.analytics.Analytics.ReportRequest;
import io.leverageguard.api.analytics.AnalyticsRoutes;
import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimRef;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.EvidenceBundle;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.CoverRoutes;
import io.leverageguard.api.fund.Fund.LedgerVerification;
import io.leverageguard.api.fund.FundRoutes;
import io.leverageguard.api.gateway.Gateway.AuditReport;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.api.strategy.Strategies.Performance;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.launcher.Outcome.ClaimResult;
import io.leverageguard.launcher.Outcome.QuoteResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of the story: what was paid, whether the books agree, and whether all is as it should be.
 */
final class Reckoning {
    private static final Set<ClaimState> PAID = EnumSet.of(ClaimState.PAID, ClaimState.CLOSED);

    private final Story story;
    private final Narrator narrator;
    private final Path data;
    private final List<String> wrong = new ArrayList<>();

    Reckoning(Story story, Narrator narrator, Path data) {
        this.story = story;
        this.narrator = narrator;
        this.data = data;
    }

    /** What is not as it should be; empty when all is well. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Chapters 6 and 7. */
    Outcome reckon(Outcome.Source source, long seed, Instant from, Instant to, double seconds) {
        narrator.chapter("The payout");
        List<Outcome.Trader> results = new ArrayList<>();
        for (Trader trader : story.traders()) {
            results.add(result(trader));
        }
        narrator.chapter("The books");
        LedgerVerification ledger = story.operator().call(FundRoutes.VERIFY, None.NONE);
        AuditReport audit = story.operator().call(GatewayRoutes.VERIFY_AUDIT, None.NONE);
        narrator.say(
                "ledger: %d transfers, %s, chain %s, head %s…",
                ledger.transfers(),
                ledger.balanced() ? "balanced" : "NOT BALANCED",
                ledger.chainVerified() ? "verified" : "BROKEN",
                ledger.head().substring(0, 16));
        narrator.say(
                "audit: %d chains, %s",
                audit.chains().size(), audit.intact() ? "all verified" : "BROKEN");
        int breaks = reconcile();
        Performance bot = story.performance();
        narrator.say("ma-cross: %d fills, net %s USDT", bot.fills(), bot.netPnl().toPlainString());
        messages();
        report(from, to);
        Outcome outcome =
                new Outcome(
                        results,
                        new Outcome.Ledger(ledger.balanced(), ledger.chainVerified()),
                        new Outcome.Audit(audit.intact()),
                        new Outcome.Reconciliation(breaks),
                        new Outcome.StrategyResult(bot.fills(), bot.netPnl()),
                        source,
                        seed,
                        seconds);
        judge(outcome);
        return outcome;
    }

    private Outcome.Trader result(Trader trader) {
        Money balance = trader.member().call(FundRoutes.MY_BALANCE, None.NONE).posted();
        boolean liquidated =
                trader.member().inbox().stream()
                        .map(Message::kind)
                        .anyMatch(kind -> kind.equals("position_liquidated"));
        Claim claim = trader.claim();
        Money benefit = claim == null ? null : claim.benefit();
        if (claim != null && PAID.contains(claim.state())) {
            paid(trader, claim);
        }
        Quote quote = trader.quote();
        return new Outcome.Trader(
                trader.name(),
                trader.opened().entryPrice(),
                nonNull(trader.opened().liquidationPrice(), trader),
                liquidated,
                new QuoteResult(
                        quote.probability(),
                        quote.index(),
                        quote.premium(),
                        quote.barrier(),
                        quote.code()),
                claim == null ? new ClaimResult("NONE", "", Map.of()) : claimResult(claim),
                claim == null ? null : claim.loss(),
                benefit,
                balance);
    }

    private void paid(Trader trader, Claim claim) {
        Policy policy = trader.policy();
        Money loss = nonNull(claim.loss(), trader);
        Money benefit = nonNull(claim.benefit(), trader);
        EvidenceBundle evidence =
                trader.member().call(CoverRoutes.EVIDENCE, new ClaimRef(claim.claim()));
        narrator.say(
                "%-12s loss %s, less deductible %s, less %s coinsurance, at most %s",
                trader.name(),
                loss,
                policy.deductible().decimal(),
                policy.coinsurance(),
                policy.sumInsured().decimal());
        narrator.say("%-12s benefit %s, paid to the balance", "", benefit);
        narrator.say(
                "%-12s evidence: %d answers of the venue, root %s… %s",
                "",
                evidence.items().size(),
                evidence.root().substring(0, 16),
                evidence.rootVerified() ? "verified" : "DOES NOT VERIFY");
        expect(evidence.rootVerified(), trader.name() + ": the evidence root does not verify");
        BigDecimal share = BigDecimal.ONE.subtract(policy.coinsurance());
        Money formula =
                loss.minus(policy.deductible())
                        .max(Money.zero(loss.asset()))
                        .times(share, RoundingMode.HALF_UP)
                        .min(policy.sumInsured());
        Money difference = formula.minus(benefit).max(benefit.minus(formula));
        expect(
                difference.compareTo(Money.usdt("0.01")) < 0,
                "%s: the benefit is %s but the wording says %s"
                        .formatted(trader.name(), benefit, formula));
    }

    private static ClaimResult claimResult(Claim claim) {
        Map<String, String> checks = new LinkedHashMap<>();
        for (Check check : claim.checks()) {
            checks.put(check.code(), check.result().name());
        }
        boolean paid = PAID.contains(claim.state());
        return new ClaimResult(
                paid ? "PAID" : claim.state().name(), paid ? "" : claim.reason(), checks);
    }

    private int reconcile() {
        int breaks = 0;
        for (Trader trader : story.traders()) {
            Reconciliation found =
                    trader.member().call(TradingRoutes.RECONCILE, new AccountRef(trader.account()));
            breaks += found.breaks().size();
            for (String difference : found.breaks()) {
                narrator.say("BREAK %s: %s", trader.name(), difference);
            }
        }
        var desk = story.operator().call(AnalyticsRoutes.RECONCILE, None.NONE);
        for (Break difference : desk.breaks()) {
            narrator.say(
                    "BREAK %s %s: expected %s, found %s",
                    difference.kind(),
                    difference.object(),
                    difference.expected(),
                    difference.found());
        }
        breaks += desk.breaks().size();
        narrator.say(
                "reconciliation of claims, payouts, ledger and venue: %d compared, %s",
                desk.compared(), breaks == 0 ? "no breaks" : breaks + " breaks");
        return breaks;
    }

    private void messages() {
        for (Member member : story.everybody()) {
            int written = member.inbox().size();
            int received = member.received(written);
            narrator.say(
                    "inbox of %-12s %d messages, %d on the WebSocket",
                    member.name(), written, received);
            expect(written > 0, member.name() + " was told nothing");
            expect(
                    received == written,
                    member.name() + ": " + received + " of " + written + " on the WebSocket");
        }
    }

    private void report(Instant from, Instant to) {
        Report report =
                story.operator()
                        .call(
                                AnalyticsRoutes.REPORT,
                                new ReportRequest(from, to, "The crash of 10 October 2025"));
        for (String file : List.of(report.html(), report.csv(), report.json())) {
            Path written = data.resolve(file);
            expect(written.toFile().length() > 0, "the report " + written + " is missing");
        }
    }

    private void judge(Outcome outcome) {
        Map<String, Outcome.Trader> by = new LinkedHashMap<>();
        outcome.traders().forEach(trader -> by.put(trader.name(), trader));
        expectClaim(by.get("ten-x"), true, "", "PAID");
        expectClaim(by.get("five-x"), false, "", "NONE");
        expectClaim(by.get("hundred-x"), true, "U01", "NONE");
        expectClaim(by.get("false-claim"), false, "", "DECLINED");
        Outcome.Trader falseClaim = by.get("false-claim");
        expect(
                falseClaim != null && "FAIL".equals(falseClaim.claim().checks().get("V03")),
                "false-claim was not declined at V03");
        expect(outcome.ledger().balanced(), "the ledger is not balanced");
        expect(outcome.ledger().chainVerified(), "the ledger's chain is broken");
        expect(outcome.audit().chainVerified(), "an audit chain is broken");
        expect(outcome.reconciliation().breaks() == 0, "the reconciliation has breaks");
        expect(outcome.strategy().fills() > 0, "the bot did not trade");
    }

    private void expectClaim(
            Outcome.@Nullable Trader trader, boolean liquidated, String code, String claim) {
        if (trader == null) {
            wrong.add("a trader is missing");
            return;
        }
        expect(
                trader.liquidated() == liquidated,
                trader.name() + (liquidated ? " was not liquidated" : " was liquidated"));
        expect(
                trader.quote().code().equals(code),
                "%s: the quote's code is '%s', not '%s'"
                        .formatted(trader.name(), trader.quote().code(), code));
        expect(
                trader.claim().state().equals(claim),
                "%s: the claim is %s, not %s (%s)"
                        .formatted(
                                trader.name(),
                                trader.claim().state(),
                                claim,
                                trader.claim().reason()));
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    private static <T> T nonNull(@Nullable T value, Trader trader) {
        if (value == null) {
            throw new IllegalStateException("a figure of " + trader.name() + " is missing");
        }
        return value;
    }
}
