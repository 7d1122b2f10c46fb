package io.leverageguard.notification;

import io.leverageguard.api.notification.NotificationEvent;
import io.leverageguard.api.notification.NotificationRoutes;
import io.leverageguard.api.notification.Notifications;
import io.leverageguard.kernel.rpc.Server;

/** Serves {@link Notifications}. */
final class NotificationHttp {
    private NotificationHttp() {}

    static void serve(Server server, Notifications notifications) {
        server.serve(NotificationRoutes.INBOX, notifications::inbox);
        server.serve(NotificationRoutes.MARK_READ, notifications::markRead);
        server.serve(NotificationRoutes.UNREAD, notifications::unread);
        server.serve(NotificationRoutes.MARK_ALL_READ, notifications::markAllRead);
        server.serve(NotificationRoutes.PREFERENCES, notifications::preferences);
        server.serve(NotificationRoutes.SET_PREFERENCES, notifications::setPreferences);
        server.serveFeed("notification", NotificationEvent.class, notifications.events());
    }
}
