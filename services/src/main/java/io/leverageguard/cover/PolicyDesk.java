package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.Cover.Solvency;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.cover.CoverRepository.QuoteRow;
import io.leverageguard.cover.PolicyRow.Payment;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Binds quotes.
 *
 * <p>Binding has three steps: the policy is written down with its premium pending, which reserves
 * the exposure; the premium is booked; the policy is announced. A crash in between leaves a pending
 * policy, which {@link PolicyLife} completes: the booking carries the policy's id.
 */
final class PolicyDesk {
    private final Store store;
    private final Peers peers;
    private final Underwriter underwriter;
    private final Clock clock;

    PolicyDesk(Store store, Peers peers, Underwriter underwriter, Clock clock) {
        this.store = store;
        this.peers = peers;
        this.underwriter = underwriter;
        this.clock = clock;
    }

    Policy bind(Actor actor, BindQuote command) {
        PolicyRow row = intend(actor, command);
        return row.payment() == Payment.TAKEN ? row.policy() : complete(row, actor.name());
    }

    /** The policies in force at present prices. */
    Capital capital() {
        List<PolicyRow> inForce = store.database().read(store.policies()::inForce);
        return Capital.of(inForce, prices(inForce));
    }

    Money ownFunds() {
        return peers.fund().pool(COVER, None.NONE).ownFunds();
    }

    Solvency solvency() {
        return capital().solvency(ownFunds());
    }

    /** Books the premium of a pending policy and announces it. */
    Policy complete(PolicyRow row, String actor) {
        Policy policy = row.policy();
        try {
            peers.fund().book(COVER, Postings.premium(policy));
        } catch (Refusal e) {
            if (e.code().equals("insufficient_funds")) {
                lapse(row, "the owner could not pay the premium");
            }
            throw e;
        }
        boolean taken =
                store.database()
                        .transaction(
                                handle -> {
                                    if (!store.policies()
                                            .pay(handle, policy.policy(), Payment.TAKEN)) {
                                        return false;
                                    }
                                    bound(handle, policy, actor);
                                    return true;
                                });
        PolicyRow now = store.policy(policy.policy()).orElseThrow();
        if (!taken && now.payment() == Payment.LAPSED) {
            // It lapsed while somebody else's attempt to pay went through: give the money back.
            peers.fund().book(COVER, Postings.refund(policy));
            throw Refusal.conflict("quote_expired", "the policy lapsed; the premium went back");
        }
        return now.policy();
    }

    private void bound(Handle handle, Policy policy, String actor) {
        store.audit()
                .record(
                        handle,
                        actor,
                        "policy.bound",
                        policy.policy(),
                        null,
                        new Store.Audited(policy.state().name(), policy.premium()),
                        "");
        store.feed().append(handle, new CoverEvent.PolicyBound(policy));
    }

    private void lapse(PolicyRow row, String why) {
        store.database()
                .write(
                        handle -> {
                            PolicyId policy = row.policy().policy();
                            if (!store.policies().pay(handle, policy, Payment.LAPSED)) {
                                return;
                            }
                            store.policies()
                                    .setQuoteState(handle, row.policy().quote(), QuoteState.PRICED);
                            store.audit()
                                    .record(
                                            handle,
                                            "cover",
                                            "policy.lapsed",
                                            policy,
                                            null,
                                            null,
                                            why);
                        });
    }

    private PolicyRow intend(Actor actor, BindQuote command) {
        Optional<PolicyRow> existing = store.policy(command.policy());
        if (existing.isPresent() && existing.get().payment() != Payment.LAPSED) {
            return same(actor, command, existing.get());
        }
        QuoteRow quoted =
                store.database()
                        .transaction(handle -> store.policies().quote(handle, command.quote()))
                        .filter(row -> actor.owns(row.quote().owner()))
                        .orElseThrow(() -> Refusal.notFound("quote", command.quote()));
        if (quoted.quote().state() == QuoteState.ACCEPTED) {
            // Perhaps by this very command, sent twice at once: quote and policy change together.
            return store.policy(command.policy())
                    .map(row -> same(actor, command, row))
                    .orElseThrow(PolicyDesk::accepted);
        }
        requireBindable(quoted.quote());
        requireUnchanged(actor, quoted);
        Money ownFunds = ownFunds();
        Map<String, MarkPrice> prices = prices(store.database().read(store.policies()::inForce));
        return store.database()
                .transaction(handle -> reserve(handle, actor, command, ownFunds, prices));
    }

    private static PolicyRow same(Actor actor, BindQuote command, PolicyRow row) {
        boolean same =
                row.policy().quote().equals(command.quote()) && actor.owns(row.policy().owner());
        if (!same) {
            throw Refusal.conflict("id_reused", "the policy id is in use for another quote");
        }
        return row;
    }

    /** Under one lock for all, so that two policies cannot both use the last of the capital. */
    private PolicyRow reserve(
            Handle handle,
            Actor actor,
            BindQuote command,
            Money ownFunds,
            Map<String, MarkPrice> prices) {
        store.policies().lockPromises(handle);
        Optional<PolicyRow> existing = store.policies().policy(handle, command.policy());
        if (existing.isPresent() && existing.get().payment() != Payment.LAPSED) {
            return same(actor, command, existing.get());
        }
        QuoteRow quoted = store.policies().quote(handle, command.quote()).orElseThrow();
        Quote quote = quoted.quote();
        requireBindable(quote);
        if (store.policies().insured(handle, quote.account(), quote.symbol())) {
            throw Refusal.conflict("position_covered", "the position has cover already");
        }
        Policy policy = Quotes.bound(command.policy(), quoted, clock.now());
        Money most =
                Benefit.most(
                        quote.marginAtBinding(),
                        quote.sumInsured(),
                        quote.deductible(),
                        quote.coinsurance());
        store.policies().insertPolicy(handle, policy, quoted.snapshot(), most);
        store.policies().setQuoteState(handle, quote.quote(), QuoteState.ACCEPTED);
        List<PolicyRow> inForce = store.policies().inForce(handle);
        BigDecimal minimum = underwriter.setting(SettingKey.COVER_SOLVENCY_MIN);
        if (!Capital.of(inForce, prices).bearable(ownFunds, minimum)) {
            throw Refusal.unprocessable("U02", "the pool has no capital left for this policy");
        }
        return store.policies().policy(handle, policy.policy()).orElseThrow();
    }

    private void requireBindable(Quote quote) {
        switch (quote.state()) {
            case REJECTED ->
                    throw Refusal.unprocessable(
                            "quote_rejected", quote.code() + ": " + quote.reason());
            case ACCEPTED -> throw accepted();
            case EXPIRED -> throw expired(quote);
            case PRICED -> {
                if (clock.now().isAfter(quote.expiresAt())) {
                    throw expired(quote);
                }
            }
        }
        if (quote.code().equals("REFER")) {
            throw Refusal.unprocessable("referred_to_underwriter", quote.reason());
        }
    }

    private static Refusal accepted() {
        return Refusal.conflict("quote_accepted", "the quote was bound already");
    }

    private static Refusal expired(Quote quote) {
        return Refusal.conflict("quote_expired", "the quote was good until " + quote.expiresAt());
    }

    private void requireUnchanged(Actor actor, QuoteRow quoted) {
        Position then = quoted.snapshot().position();
        Position now =
                peers
                        .trading()
                        .positions(actor, new AccountRef(quoted.quote().account()))
                        .positions()
                        .stream()
                        .filter(position -> position.symbol().equals(then.symbol()))
                        .findFirst()
                        .orElseThrow(() -> changed("the position is closed"));
        if (now.quantity().compareTo(then.quantity()) != 0
                || now.entryPrice().compareTo(then.entryPrice()) != 0) {
            throw changed("size or entry price is not what was quoted");
        }
        if (now.marginMode() != Trading.MarginMode.ISOLATED
                || now.leverage() != then.leverage()
                || now.margin().compareTo(then.margin()) < 0) {
            throw changed("margin or leverage is not what was quoted");
        }
    }

    private static Refusal changed(String how) {
        return Refusal.conflict("position_changed", how + ": ask for a new quote");
    }

    private Map<String, MarkPrice> prices(List<PolicyRow> rows) {
        Map<String, MarkPrice> prices = new TreeMap<>();
        for (PolicyRow row : rows) {
            InstrumentRef ref = new InstrumentRef(row.policy().venue(), row.policy().symbol());
            if (!prices.containsKey(Capital.priceKey(row))) {
                price(ref).ifPresent(price -> prices.put(Capital.priceKey(row), price));
            }
        }
        return prices;
    }

    /** Where there is no price now, the one at binding stands in. */
    private Optional<MarkPrice> price(InstrumentRef ref) {
        try {
            return Optional.of(peers.marketdata().mark(COVER, ref));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** When a pending policy may be taken up by somebody else than the call that began it. */
    static boolean abandoned(PolicyRow row, Instant now) {
        return row.policy().boundAt().plusSeconds(30).isBefore(now);
    }
}
