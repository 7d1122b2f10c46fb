package io.leverageguard.gateway;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be subscribed to, and by whom. */
final class Topic {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,120}");
    private static final List<String> FOR_EVERYBODY =
            List.of(
                    "marketdata.trades.",
                    "marketdata.mark.",
                    "marketdata.candles.",
                    "marketdata.quotes.",
                    "marketdata.book.",
                    "marketdata.bar.");
    private static final List<String> PERSONAL =
            List.of(
                    "trading.orders.",
                    "trading.positions.",
                    "trading.fills.",
                    "trading.balances.",
                    "trading.exposure.",
                    "trading.algos.",
                    "trading.routes.",
                    "notification.");

    private Topic() {}

    /** Refuses a topic that does not exist, or that is somebody else's. */
    static void check(String topic, Actor actor) {
        if (!FORM.matcher(topic).matches()) {
            throw unknown(topic);
        }
        for (String prefix : FOR_EVERYBODY) {
            if (topic.startsWith(prefix) && topic.length() > prefix.length()) {
                return;
            }
        }
        for (String prefix : PERSONAL) {
            if (topic.startsWith(prefix)) {
                checkOwner(topic, topic.substring(prefix.length()), actor);
                return;
            }
        }
        throw unknown(topic);
    }

    private static void checkOwner(String topic, String owner, Actor actor) {
        if (!owner.equals(actor.user().toString())) {
            throw new Refusal(
                    Reason.FORBIDDEN,
                    "not_permitted",
                    "this topic belongs to another person",
                    Map.of("topic", topic));
        }
    }

    private static Refusal unknown(String topic) {
        return new Refusal(
                Reason.NOT_FOUND,
                "unknown_topic",
                "there is no such topic",
                FORM.matcher(topic).matches() ? Map.of("topic", topic) : Map.of());
    }
}
