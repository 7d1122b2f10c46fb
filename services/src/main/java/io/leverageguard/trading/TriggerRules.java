package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.Triggers.PriceSource;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the condition of an order must be like, and where it waits. */
final class TriggerRules {
    private static final BigDecimal CALLBACK_MIN = new BigDecimal("0.0001");
    private static final BigDecimal CALLBACK_MAX = new BigDecimal("0.5");

    private TriggerRules() {}

    /** Rules that need no market. */
    static void check(Trigger trigger) {
        BigDecimal price = trigger.price();
        BigDecimal callback = trigger.callback();
        boolean trails = trigger.kind() == TriggerKind.TRAILING;
        if (price == null && !trails) {
            throw Refusal.invalid("trigger.price", "needed, except for a trailing order");
        }
        if (price != null && price.signum() <= 0) {
            throw Refusal.invalid("trigger.price", "must be positive");
        }
        if (trails && callback == null) {
            throw Refusal.invalid("trigger.callback", "a trailing order needs one");
        }
        if (!trails && callback != null) {
            throw Refusal.invalid("trigger.callback", "only a trailing order has one");
        }
        if (callback != null
                && (callback.compareTo(CALLBACK_MIN) < 0 || callback.compareTo(CALLBACK_MAX) > 0)) {
            throw Refusal.invalid("trigger.callback", "must be between 0.0001 and 0.5");
        }
    }

    /**
     * The trigger with everything decided that its sender left open; refuses with {@code
     * trigger_unsupported} when the venue is to keep what it cannot.
     *
     * @param listed whether the order belongs to a list: those wait here, where the others of the
     *     list are
     */
    static @Nullable Trigger decided(PlaceOrder order, Capabilities venue, boolean listed) {
        Trigger trigger = order.trigger();
        if (trigger == null) {
            return null;
        }
        TriggerSource source = Objects.requireNonNullElse(trigger.source(), TriggerSource.MARK);
        boolean possible = !listed && keeps(venue, trigger.kind(), source);
        Keeper usual = possible ? Keeper.VENUE : Keeper.DESK;
        Keeper keeper = Objects.requireNonNullElse(trigger.keeper(), usual);
        if (keeper == Keeper.VENUE && !possible) {
            throw Refusal.unprocessable(
                    "trigger_unsupported",
                    listed
                            ? "orders of a list wait here and not at the venue"
                            : "the venue keeps no such conditional orders");
        }
        return new Trigger(
                trigger.kind(),
                source,
                trigger.price() == null ? null : Words.plain(trigger.price()),
                trigger.callback() == null ? null : Words.plain(trigger.callback()),
                keeper);
    }

    /** A trailing stop that closes a position is not the order that was asked for. */
    private static boolean keeps(Capabilities venue, TriggerKind kind, TriggerSource source) {
        boolean trails = kind == TriggerKind.TRAILING;
        return venue.triggersMax() > 0
                && !(trails && venue.trailsPositions())
                && venue.triggerKinds().contains(Words.venue(kind))
                && venue.triggerSources().contains(PriceSource.valueOf(source.name()));
    }
}
