package io.leverageguard.exchange.core;

import io.leverageguard.exchange.core.Trigger.Kind;
import java.math.BigDecimal;

/**
 * A conditional order as a client asks for it.
 *
 * @param clientId the trigger's own; empty when the client gives none
 * @param rises whether a rise to the price triggers it; else a fall does
 * @param price where it triggers; for a trailing stop where it becomes active, zero for at once
 * @param callbackRate trailing: how far the price must come back, as a share; else zero
 * @param callbackSpread trailing: the same as a distance; else zero
 * @param withPosition whether it dies when the position is closed
 * @param goodTill when it expires in milliseconds; zero for never
 * @param order what is sent when it triggers; its client id may be empty
 */
public record TriggerRequest(
        String clientId,
        Kind kind,
        PriceSource source,
        boolean rises,
        BigDecimal price,
        BigDecimal callbackRate,
        BigDecimal callbackSpread,
        boolean withPosition,
        long goodTill,
        OrderRequest order) {
    /** A stop or a take-profit whose direction follows from its side. */
    public static TriggerRequest at(Kind kind, BigDecimal price, OrderRequest order) {
        boolean rises = order.buy() == (kind == Kind.STOP);
        return new TriggerRequest(
                "",
                kind,
                PriceSource.LAST,
                rises,
                price,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                false,
                0,
                order);
    }

    /** A trailing stop by a share of the best price, active from {@code activation} on. */
    public static TriggerRequest trailing(
            BigDecimal activation, BigDecimal rate, OrderRequest order) {
        return new TriggerRequest(
                "",
                Kind.TRAILING,
                PriceSource.LAST,
                order.buy(),
                activation,
                rate,
                BigDecimal.ZERO,
                false,
                0,
                order);
    }

    /** The same with its own client id. */
    public TriggerRequest named(String id) {
        return changed(id, source, withPosition, goodTill);
    }

    /** The same looking at another price. */
    public TriggerRequest by(PriceSource other) {
        return changed(clientId, other, withPosition, goodTill);
    }

    /** The same, which dies with the position. */
    public TriggerRequest dyingWithPosition() {
        return changed(clientId, source, true, goodTill);
    }

    /** The same, which expires at {@code millis}. */
    public TriggerRequest until(long millis) {
        return changed(clientId, source, withPosition, millis);
    }

    private TriggerRequest changed(String id, PriceSource by, boolean dies, long until) {
        return new TriggerRequest(
                id, kind, by, rises, price, callbackRate, callbackSpread, dies, until, order);
    }

    /** The same at another trigger price and with another order. */
    public TriggerRequest with(BigDecimal newPrice, OrderRequest newOrder) {
        return new TriggerRequest(
                clientId,
                kind,
                source,
                rises,
                newPrice,
                callbackRate,
                callbackSpread,
                withPosition,
                goodTill,
                newOrder);
    }
}
