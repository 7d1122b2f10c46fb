package io.leverageguard.trading;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of protection: who may do what, and what is answered. */
final class ProtectionService implements Protection {
    private static final long VERIFY_MILLIS_MIN = 100;
    private static final long VERIFY_MILLIS_MAX = 600_000;
    private static final int DISTANCE_SCALE_MAX = 8;

    private final Intake.Sources sources;
    private final Links links;
    private final KillService kills;
    private final MarginWork margins;
    private final Set<Object> inHand;

    /**
     * A service.
     *
     * @param inHand takes the changes of margin that are being sent, which others leave alone
     */
    ProtectionService(Intake.Sources sources, Links links, MarginWork margins, Set<Object> inHand) {
        this.sources = sources;
        this.links = links;
        this.kills = new KillService(sources, links);
        this.margins = margins;
        this.inHand = inHand;
    }

    @Override
    public Kill kill(Actor actor, StartKill command) {
        return kills.start(actor, command);
    }

    @Override
    public Kill killed(Actor actor, KillRef ref) {
        return kills.find(actor, ref);
    }

    @Override
    public Kills kills(Actor actor, None nothing) {
        return kills.all(actor);
    }

    @Override
    public Kill lift(Actor actor, LiftKill command) {
        return kills.lift(actor, command);
    }

    @Override
    public StopPolicy setStopPolicy(Actor actor, StopPolicy policy) {
        Account account = links.owned(actor, policy.account()).account();
        BigDecimal distance = policy.distance();
        if (distance.signum() <= 0
                || distance.compareTo(BigDecimal.ONE) >= 0
                || distance.stripTrailingZeros().scale() > DISTANCE_SCALE_MAX) {
            throw Refusal.invalid("distance", "a share above 0 and below 1");
        }
        if (policy.source() == TriggerSource.INDEX) {
            throw Refusal.invalid("source", "MARK or LAST");
        }
        if (policy.verifyWithinMillis() < VERIFY_MILLIS_MIN
                || policy.verifyWithinMillis() > VERIFY_MILLIS_MAX) {
            throw Refusal.invalid(
                    "verifyWithinMillis",
                    "between " + VERIFY_MILLIS_MIN + " and " + VERIFY_MILLIS_MAX);
        }
        String symbol = policy.symbol();
        if (symbol != null) {
            String known = sources.market().instrument(account.venue(), symbol).symbol();
            if (!known.equals(symbol)) {
                throw Refusal.notFound("instrument", symbol);
            }
        }
        sources.room().tell(desk -> desk.stops().put(policy, actor.name()));
        return policy;
    }

    @Override
    public None removeStopPolicy(Actor actor, StopPolicyRef ref) {
        Account account = links.owned(actor, ref.account()).account();
        String symbol = Objects.requireNonNullElse(ref.symbol(), "");
        boolean removed =
                sources.room()
                        .ask(desk -> desk.stops().remove(account.account(), symbol, actor.name()));
        if (!removed) {
            throw Refusal.notFound("stop_policy", symbol.isEmpty() ? account.account() : symbol);
        }
        return None.NONE;
    }

    @Override
    public Protections protections(Actor actor, AccountRef ref) {
        Account account = links.owned(actor, ref.account()).account();
        return sources.room().ask(desk -> desk.stops().of(account.account()));
    }

    @Override
    public MarginChange adjustMargin(Actor actor, AdjustMargin command) {
        AccountLink link = links.owned(actor, command.account());
        if (command.amount().signum() == 0) {
            throw Refusal.invalid("amount", "must not be zero");
        }
        if (!inHand.add(command.change())) {
            throw Refusal.conflict("margin_change_pending", "the same change is being sent");
        }
        try {
            Optional<MarginChange> first =
                    sources.store().protection().marginChange(command.change());
            return first.isPresent()
                    ? repeated(first.get(), command)
                    : adjust(actor, link, command);
        } finally {
            inHand.remove(command.change());
        }
    }

    @Override
    public MarginChange marginChange(Actor actor, MarginChangeRef ref) {
        MarginChange change = sources.store().protection().marginChange(ref.change()).orElse(null);
        if (change == null || !owns(actor, change)) {
            throw Refusal.notFound("margin_change", ref.change());
        }
        return change;
    }

    private boolean owns(Actor actor, MarginChange change) {
        return actor.owns(links.of(change.account()).account().owner());
    }

    private MarginChange adjust(Actor actor, AccountLink link, AdjustMargin command) {
        VenueAccount door = link.requireReady();
        if (!link.venue().capabilities().adjustsMargin()) {
            throw Refusal.unprocessable(
                    "margin_unsupported", "margin cannot be moved at " + link.account().venue());
        }
        PositionReport position = position(door, link, command.symbol());
        MarginChange sent = sent(command, position);
        sources.room().tell(desk -> desk.margins().begin(sent, actor.name()));
        return margins.send(door, sent);
    }

    private PositionReport position(VenueAccount door, AccountLink link, String symbol) {
        Optional<PositionReport> position;
        try {
            position = MarginWork.position(door, symbol);
        } catch (VenueError e) {
            throw new Refusal(
                    Reason.UNAVAILABLE,
                    "venue_unavailable",
                    link.account().venue() + " does not answer; nothing was sent");
        }
        if (position.isEmpty()) {
            throw Refusal.conflict("position_not_open", "there is no open position in " + symbol);
        }
        if (!position.get().isolated()) {
            throw Refusal.conflict(
                    "margin_not_isolated", "a cross position has no margin of its own");
        }
        return position.get();
    }

    private MarginChange sent(AdjustMargin command, PositionReport position) {
        return new MarginChange(
                command.change(),
                command.account(),
                command.symbol(),
                MarginKind.ADJUST,
                Words.plain(command.amount()),
                null,
                Words.plain(position.isolatedWallet()),
                Words.plain(position.quantity()),
                null,
                false,
                MarginState.SENT,
                "",
                sources.now(),
                sources.now());
    }

    private static MarginChange repeated(MarginChange first, AdjustMargin command) {
        @Nullable BigDecimal amount = first.amount();
        boolean same =
                first.account().equals(command.account())
                        && first.symbol().equals(command.symbol())
                        && amount != null
                        && amount.compareTo(command.amount()) == 0;
        if (!same) {
            throw Refusal.conflict("id_reused", "this id was used for another change of margin");
        }
        return first;
    }
}
