package io.leverageguard.notification;

import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent.MarginWarned;
import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.TradingEvent.KillSwitched;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.api.trading.TradingEvent.PositionProtected;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which events a person hears of, and what is told. */
final class Drafts {
    private Drafts() {}

    static Optional<Draft> of(UsersEvent event) {
        return switch (event) {
            case UsersEvent.UserRegistered registered ->
                    one(registered.user(), "registered", "login", registered.login());
            case UsersEvent.VenueKeyStored stored ->
                    one(
                            stored.user(),
                            "venue_key_stored",
                            "venue",
                            stored.venue(),
                            "account",
                            stored.accountUid());
            case UsersEvent.VenueKeyRevoked revoked -> one(revoked.user(), "venue_key_revoked");
            case UsersEvent.RolesChanged _ -> Optional.empty();
        };
    }

    static Optional<Draft> of(FundEvent event) {
        return switch (event) {
            case FundEvent.DepositConfirmed confirmed ->
                    one(
                            confirmed.deposit().owner(),
                            "deposit_confirmed",
                            "amount",
                            confirmed.deposit().amount(),
                            "reference",
                            confirmed.deposit().reference());
            case FundEvent.TransferBooked _ -> Optional.empty();
        };
    }

    static Optional<Draft> of(UserId owner, Fill fill) {
        return one(
                owner,
                "order_filled",
                "side",
                fill.side(),
                "quantity",
                plain(fill.quantity()),
                "symbol",
                fill.symbol(),
                "price",
                plain(fill.price()),
                "fee",
                plain(fill.fee()));
    }

    /** The beginning and the end; that it goes on is no news. */
    static Optional<Draft> of(UserId owner, KillSwitched event) {
        return switch (event.state()) {
            case "RUNNING" -> one(owner, "kill_started", "why", event.words());
            case "DONE" -> one(owner, "kill_done", "account", event.account());
            case "FAILED" ->
                    one(owner, "kill_failed", "account", event.account(), "left", event.words());
            default -> one(owner, "kill_lifted", "why", event.words());
        };
    }

    /** A position that is closed for want of a stop; the rest is as it should be. */
    static Optional<Draft> of(UserId owner, PositionProtected event) {
        return event.state().equals("UNPROTECTED")
                ? one(
                        owner,
                        "position_unprotected",
                        "quantity",
                        plain(event.quantity()),
                        "symbol",
                        event.symbol(),
                        "why",
                        event.words())
                : Optional.empty();
    }

    static Optional<Draft> of(PositionLiquidated event) {
        return one(
                event.owner(),
                "position_liquidated",
                "venue",
                event.venue(),
                "symbol",
                event.symbol(),
                "side",
                event.positionSide(),
                "quantity",
                plain(event.quantity()),
                "price",
                plain(event.price()),
                "order",
                event.venueOrderId());
    }

    static Optional<Draft> of(MarginWarned event) {
        Risk.Warning warning = event.warning();
        return one(
                event.owner(),
                "margin_warning",
                "symbol",
                warning.symbol(),
                "distance",
                percent(warning.distance()),
                "band",
                percent(warning.band()),
                "mark",
                plain(warning.mark()),
                "liquidation",
                plain(warning.liquidationPrice()));
    }

    /** The first limits of an account are no news. */
    static Optional<Draft> of(UserId owner, Risk.Limits limits) {
        if (limits.version() <= 1) {
            return Optional.empty();
        }
        return one(
                owner,
                "limits_changed",
                "state",
                limits.state(),
                "order",
                plain(limits.orderNotionalMax()),
                "position",
                plain(limits.positionNotionalMax()),
                "leverage",
                limits.leverageMax(),
                "orders",
                limits.openOrdersMax());
    }

    static Optional<Draft> of(CoverEvent event) {
        return switch (event) {
            case CoverEvent.Quoted quoted -> of(quoted.quote());
            case CoverEvent.PolicyBound bound -> policy("policy_bound", bound.policy());
            case CoverEvent.PolicyChanged changed -> of(changed.policy());
            case CoverEvent.ClaimChanged changed -> of(changed.claim());
            case CoverEvent.ClaimPayable _ -> Optional.empty();
        };
    }

    static Optional<Draft> of(PayoutEvent event) {
        return switch (event) {
            case PayoutEvent.PayoutChanged changed -> {
                Payouts.Payout payout = changed.payout();
                yield payout.state() == Payouts.State.CONFIRMED
                        ? one(
                                payout.beneficiary(),
                                "payout_paid",
                                "amount",
                                payout.amount(),
                                "claim",
                                payout.claim())
                        : Optional.empty();
            }
        };
    }

    static Optional<Draft> of(StrategyEvent event) {
        return switch (event) {
            case StrategyEvent.StrategyChanged changed -> {
                Strategies.Strategy strategy = changed.strategy();
                yield strategy.state() == Strategies.State.FAILED
                        ? one(
                                strategy.owner(),
                                "strategy_failed",
                                "kind",
                                strategy.kind(),
                                "strategy",
                                strategy.strategy(),
                                "symbol",
                                strategy.symbol(),
                                "reason",
                                strategy.reason())
                        : Optional.empty();
            }
            case StrategyEvent.SignalGiven _ -> Optional.empty();
        };
    }

    private static Optional<Draft> of(Quote quote) {
        return quote.state() == QuoteState.REJECTED
                ? one(
                        quote.owner(),
                        "quote_refused",
                        "symbol",
                        quote.symbol(),
                        "code",
                        quote.code(),
                        "reason",
                        quote.reason(),
                        "term",
                        Duration.ofSeconds(quote.maxTermSeconds()))
                : Optional.empty();
    }

    private static Optional<Draft> of(Policy policy) {
        return switch (policy.state()) {
            case ACTIVE -> policy("policy_active", policy);
            case EXPIRED -> policy("policy_expired", policy);
            case VOIDED_PRE_TRIGGER -> policy("policy_voided", policy);
            case TERMINATED_POSITION_CLOSED -> policy("policy_terminated", policy);
            case WAITING, EXHAUSTED, CLOSED -> Optional.empty();
        };
    }

    private static Optional<Draft> policy(String kind, Policy policy) {
        return one(
                policy.owner(),
                kind,
                "symbol",
                policy.symbol(),
                "side",
                policy.side(),
                "quantity",
                plain(policy.quantity()),
                "sum",
                policy.sumInsured(),
                "premium",
                policy.premium(),
                "barrier",
                plain(policy.barrier()),
                "from",
                policy.coverFrom(),
                "until",
                policy.coverUntil());
    }

    private static Optional<Draft> of(Claim claim) {
        return switch (claim.state()) {
            case Cover.ClaimState.NOTIFIED -> claim("claim_notified", claim);
            case Cover.ClaimState.REFERRED -> claim("claim_referred", claim);
            case Cover.ClaimState.AUTO_APPROVED, Cover.ClaimState.APPROVED ->
                    claim("claim_approved", claim);
            case Cover.ClaimState.DECLINED -> claim("claim_declined", claim);
            default -> Optional.empty();
        };
    }

    private static Optional<Draft> claim(String kind, Claim claim) {
        return one(
                claim.owner(),
                kind,
                "claim",
                claim.claim(),
                "order",
                claim.venueOrderId(),
                "reason",
                claim.reason(),
                "loss",
                orDash(claim.loss()),
                "benefit",
                orDash(claim.benefit()));
    }

    private static Optional<Draft> one(UserId user, String kind, Object... values) {
        return Optional.of(Draft.of(user, kind, values));
    }

    private static String orDash(@Nullable Money money) {
        return money == null ? "–" : money.toString();
    }

    private static String plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.toPlainString();
    }

    /** In percent with two places; a distance is rounded down, so that it never looks larger. */
    private static String percent(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).setScale(2, RoundingMode.DOWN);
        return plain(percent);
    }
}
