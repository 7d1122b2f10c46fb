package io.leverageguard.api.notification;

import io.leverageguard.kernel.ids.NotificationId;
import io.leverageguard.kernel.ids.UserId;

/** Everything the notification service announces. */
public sealed interface NotificationEvent {
    /** A message reached a person on a channel, or was given up after the last try. */
    record DeliveryEnded(
            NotificationId id,
            UserId user,
            Notifications.Channel channel,
            boolean delivered,
            int attempts)
            implements NotificationEvent {}
}
