package io.leverageguard.notification;

import io.leverageguard.api.notification.Notifications.Channel;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.notification.NotificationRepository.Delivery;
import java.util.List;

/** Passes new messages to the streams of those they are for, after they are stored. */
final class StreamOutbox implements Pump {
    private final Clock clock;
    private final Hub hub;
    private final NotificationRepository repository;

    StreamOutbox(Clock clock, Hub hub, NotificationRepository repository) {
        this.clock = clock;
        this.hub = hub;
        this.repository = repository;
    }

    @Override
    public String name() {
        return "notification->streams";
    }

    @Override
    public int pump() {
        List<Delivery> due = repository.due(Channel.STREAM, clock.now());
        for (Delivery delivery : due) {
            hub.publish(
                    "notification." + delivery.message().user(), Json.write(delivery.message()));
            repository.end(delivery, true);
        }
        return due.size();
    }
}
