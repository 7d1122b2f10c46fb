package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.VenueAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the venue has answered about conditional orders of one account. An answer counts for all
 * that was heard before it, so that a venue that takes only so many questions at a time is not
 * asked the same ones again and again. One thread at a time.
 */
final class SetOffs {
    private record Answer(Optional<TriggerReport> report, long after) {}

    private final Map<OrderId, Answer> answers = new HashMap<>();
    private long heard;

    /** Something is heard. Returns its number. */
    long hear() {
        heard++;
        return heard;
    }

    /** Everything that was heard has been taken in. */
    void forget() {
        answers.clear();
    }

    /**
     * What the venue says of the conditional order, after what has this number was heard.
     *
     * @throws io.leverageguard.venues.VenueError when it does not answer
     */
    Optional<TriggerReport> ask(VenueAccount door, Order order, long number) {
        Answer known = answers.get(order.order());
        if (known == null || known.after() < number) {
            known = new Answer(door.trigger(order.symbol(), order.clientOrderId()), heard);
            answers.put(order.order(), known);
        }
        return known.report();
    }
}
