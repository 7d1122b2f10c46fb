package io.leverageguard.venues;

import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import java.util.Set;

/**
 * What a venue and its adapter can do, and in which manner, as data: callers ask here instead of
 * knowing venues by name.
 *
 * @param triggersMax conditional orders that may wait at once; 0 when it keeps none
 * @param hedgeMode whether one contract may have a long and a short position
 * @param marginModePerAccount whether isolated or cross is said for the whole account
 * @param adjustsMargin whether margin can be added to and taken from an isolated position
 * @param batchMax orders in one request; a longer list is split
 * @param amend what a change costs
 * @param answersAreFinal whether the answer to an order says what became of it; otherwise it only
 *     says that the order has arrived
 * @param tape how much of the public liquidations is published
 * @param clientIdPattern what the venue takes for a client order id, a regular expression
 */
public record Capabilities(
        Set<OrderKind> orderKinds,
        Set<Lifetime> lifetimes,
        Set<TriggerKind> triggerKinds,
        Set<PriceSource> triggerSources,
        int triggersMax,
        boolean hedgeMode,
        boolean marginModePerAccount,
        boolean adjustsMargin,
        int batchMax,
        Amend amend,
        boolean answersAreFinal,
        Tape tape,
        String clientIdPattern) {

    /** What changing an open order costs. */
    public enum Amend {
        /** Orders cannot be changed. */
        NONE,
        /** The order goes to the end of the queue. */
        LOSES_PRIORITY,
        /** It keeps its place when nothing but its quantity shrinks. */
        KEEPS_PRIORITY_WHEN_SMALLER
    }

    /** How much of the liquidations a venue publishes. */
    public enum Tape {
        /** Nothing. */
        NONE,
        /** At most one per contract and second: absence proves nothing. */
        SAMPLED,
        /** All. */
        COMPLETE
    }

    /** Sets are copied. */
    public Capabilities {
        orderKinds = Set.copyOf(orderKinds);
        lifetimes = Set.copyOf(lifetimes);
        triggerKinds = Set.copyOf(triggerKinds);
        triggerSources = Set.copyOf(triggerSources);
    }

    /** Places and cancels orders one by one: what {@link VenueAccount} does by itself. */
    public static Capabilities plain() {
        return new Capabilities(
                Set.of(OrderKind.MARKET, OrderKind.LIMIT),
                Set.of(Lifetime.GTC, Lifetime.IOC, Lifetime.FOK, Lifetime.POST_ONLY),
                Set.of(),
                Set.of(),
                0,
                false,
                false,
                false,
                1,
                Amend.NONE,
                true,
                Tape.NONE,
                "[A-Za-z0-9]{1,32}");
    }

    /** Whether the venue takes this client order id. */
    public boolean takesClientId(String clientOrderId) {
        return clientOrderId.matches(clientIdPattern);
    }
}
