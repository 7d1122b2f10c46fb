package io.leverageguard.risk;

import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.AccountMargins.SymbolMargins;
import io.leverageguard.api.risk.MarginAction;
import io.leverageguard.api.risk.MarginAction.State;
import io.leverageguard.api.risk.MarginActionId;
import io.leverageguard.api.risk.MarginPolicy;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import io.leverageguard.api.risk.Risk.SetMarginPolicy;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.trading.TradingEvent.MarginActionTaken;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts by the margin policies of traders before the venue liquidates.
 *
 * <p>An action is decided, its amount held and the event written in one transaction; its outcome
 * comes back by the feed of the trading service and moves the amount in one more. Whatever crashes
 * in between, an action was either never decided or waits for its outcome with its amount held.
 */
final class MarginDesk {
    private static final Logger LOG = LoggerFactory.getLogger(MarginDesk.class);
    private static final int RULES_MAX = 8;
    private static final int SCALE_MAX = 8;
    private static final BigDecimal AMOUNT_MAX = new BigDecimal("10000000000");
    private static final BigDecimal BAND_MAX = new BigDecimal("0.5");

    private final Database database;
    private final MarginRepository repository = new MarginRepository();
    private final IdGenerator ids;
    private final Clock clock;
    private final PostgresFeed<RiskEvent> feed;
    private final PostgresAudit audit;

    MarginDesk(Database database, IdGenerator ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.feed = database.feed(RiskEvent.class);
        this.audit = database.audit();
    }

    /** The policy of an account; version 0 where it has none. */
    MarginPolicy policy(AccountId account) {
        return database.read(handle -> policy(handle, account));
    }

    List<MarginAction> actions(AccountId account) {
        return database.read(handle -> repository.actions(handle, account));
    }

    /** The accounts that have a policy. */
    Set<AccountId> accounts() {
        return database.read(repository::accounts);
    }

    MarginPolicy set(Actor actor, SetMarginPolicy command) {
        amount("reserve", command.reserve(), true);
        List<Rule> rules = checked(command);
        MarginPolicy wanted =
                new MarginPolicy(
                        command.account(),
                        command.reserve(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        rules,
                        command.expectedVersion() + 1);
        return database.transaction(
                handle -> {
                    MarginPolicy before = policy(handle, command.account());
                    if (isSame(before, wanted)) {
                        return before;
                    }
                    boolean changed =
                            before.version() == command.expectedVersion()
                                    && repository.put(handle, wanted);
                    if (!changed) {
                        throw Refusal.conflict(
                                "policy_changed_meanwhile",
                                "the policy has version " + before.version() + " by now");
                    }
                    audit.record(
                            handle,
                            actor.name(),
                            "margin_policy.changed",
                            command.account(),
                            before,
                            wanted,
                            "");
                    return wanted;
                });
    }

    /** Looks at a position of an account with a policy, and acts when that is due. */
    void watch(OpenPosition position, BigDecimal distance) {
        database.write(
                handle -> {
                    if (!repository.lock(handle, position.account())
                            || !repository.isStillOpen(handle, position)) {
                        return;
                    }
                    MarginPolicy policy = policy(handle, position.account());
                    Set<BigDecimal> used = repository.used(handle, position);
                    BigDecimal free =
                            policy.reserve().subtract(policy.booked()).subtract(policy.held());
                    MarginRules.Look look =
                            MarginRules.look(
                                    distance,
                                    policy.rules(),
                                    new MarginRules.Before(
                                            used, repository.open(handle, position), free));
                    if (!look.used().equals(used)) {
                        repository.replaceUsed(handle, position, look.used());
                    }
                    Rule due = look.due();
                    if (due != null) {
                        act(handle, position, policy, action(position, distance, due, look));
                    }
                });
    }

    /** Takes in what became of an action; what was said before changes nothing. */
    void taken(Handle handle, MarginActionTaken event) {
        State state = state(event);
        boolean known =
                isId(event.action())
                        && repository.settle(
                                handle,
                                new MarginActionId(UUID.fromString(event.action())),
                                event.account(),
                                state,
                                event.words(),
                                state == State.UNKNOWN ? null : event.at());
        if (!known) {
            LOG.info("no margin action waits for {}", event);
        }
    }

    /** Wallets by account, and margin tables by instrument, as the trading service told them. */
    record Known(
            Map<AccountId, BigDecimal> wallets,
            Map<MarginRepository.Listing, MarginTable> tables) {}

    /** What is known of margins. */
    Known known() {
        return database.read(
                handle -> new Known(repository.wallets(handle), repository.tables(handle)));
    }

    /** Takes in what the trading service knows of margins. */
    void know(AccountMargins margins) {
        for (SymbolMargins table : margins.tables()) {
            try {
                MarginRepository.table(table.brackets());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw Refusal.invalid(
                        "tables", table.venue() + ":" + table.symbol() + ": " + e.getMessage());
            }
        }
        database.write(
                handle -> {
                    repository.know(handle, margins.account(), margins.wallet(), margins.at());
                    margins.tables().stream()
                            .sorted(
                                    Comparator.comparing(SymbolMargins::venue)
                                            .thenComparing(SymbolMargins::symbol))
                            .forEach(table -> repository.know(handle, table, margins.at()));
                });
    }

    private void act(
            Handle handle, OpenPosition position, MarginPolicy policy, MarginAction action) {
        repository.add(handle, action, position, policy.version());
        feed.append(
                handle,
                new MarginActionDue(
                        action.id(),
                        action.account(),
                        action.symbol(),
                        action.kind(),
                        action.amount(),
                        action.share(),
                        action.distance(),
                        action.band()));
    }

    private MarginAction action(
            OpenPosition position, BigDecimal distance, Rule due, MarginRules.Look look) {
        return new MarginAction(
                new MarginActionId(ids.next()),
                position.account(),
                position.symbol(),
                due.kind(),
                look.amount(),
                due.kind() == ActionKind.REDUCE ? due.size() : null,
                distance,
                due.band(),
                State.DUE,
                "",
                clock.now(),
                null);
    }

    private MarginPolicy policy(Handle handle, AccountId account) {
        return repository
                .policy(handle, account)
                .orElse(
                        new MarginPolicy(
                                account,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                List.of(),
                                0));
    }

    /** The rules, widest first; refuses those that make no sense. */
    private static List<Rule> checked(SetMarginPolicy command) {
        List<Rule> rules = command.rules();
        if (rules.size() > RULES_MAX) {
            throw Refusal.invalid("rules", "at most " + RULES_MAX);
        }
        Set<BigDecimal> bands = new HashSet<>();
        for (Rule rule : rules) {
            BigDecimal band = rule.band();
            scale("rules.band", band);
            if (band.signum() <= 0 || band.compareTo(BAND_MAX) > 0) {
                throw Refusal.invalid("rules.band", "must be above 0, at most " + BAND_MAX);
            }
            if (!bands.add(band.stripTrailingZeros())) {
                throw Refusal.invalid("rules.band", "one rule for each band: " + band);
            }
            amount("rules.size", rule.size(), false);
            boolean isShare = rule.kind() == ActionKind.REDUCE;
            if (isShare && rule.size().compareTo(BigDecimal.ONE) > 0) {
                throw Refusal.invalid("rules.size", "a share is at most 1");
            }
            if (!isShare && command.reserve().signum() == 0) {
                throw Refusal.invalid("reserve", "adding margin needs a reserve");
            }
        }
        return rules.stream().sorted(Comparator.comparing(Rule::band).reversed()).toList();
    }

    private static void amount(String field, BigDecimal value, boolean mayBeZero) {
        scale(field, value);
        int least = mayBeZero ? 0 : 1;
        if (value.signum() < least || value.compareTo(AMOUNT_MAX) > 0) {
            throw Refusal.invalid(
                    field,
                    (mayBeZero ? "must be 0 to " : "must be above 0, at most ") + AMOUNT_MAX);
        }
    }

    private static void scale(String field, BigDecimal value) {
        if (value.stripTrailingZeros().scale() > SCALE_MAX) {
            throw Refusal.invalid(field, "at most " + SCALE_MAX + " decimal places");
        }
    }

    /** Whether the present policy is what the same command has made of the one before. */
    private static boolean isSame(MarginPolicy present, MarginPolicy wanted) {
        boolean same =
                present.version() == wanted.version()
                        && present.reserve().compareTo(wanted.reserve()) == 0
                        && present.rules().size() == wanted.rules().size();
        for (int i = 0; same && i < present.rules().size(); i++) {
            Rule one = present.rules().get(i);
            Rule other = wanted.rules().get(i);
            same =
                    one.kind() == other.kind()
                            && one.band().compareTo(other.band()) == 0
                            && one.size().compareTo(other.size()) == 0;
        }
        return same;
    }

    /** An outcome that we do not know is no outcome: the amount stays held. */
    private static State state(MarginActionTaken event) {
        return switch (event.outcome()) {
            case "DONE" -> State.DONE;
            case "REJECTED" -> State.REJECTED;
            default -> State.UNKNOWN;
        };
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
