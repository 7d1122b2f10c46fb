package io.leverageguard.api.notification;

import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;

import io.leverageguard.api.notification.Notifications.Inbox;
import io.leverageguard.api.notification.Notifications.MarkAllRead;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.api.notification.Notifications.MessageRef;
import io.leverageguard.api.notification.Notifications.Preferences;
import io.leverageguard.api.notification.Notifications.Unread;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Notifications}. */
public final class NotificationRoutes {
    /** {@link Notifications#inbox}. */
    public static final Route<None, Inbox> INBOX =
            Route.open(
                    GET,
                    "/api/v1/notifications",
                    None.class,
                    Inbox.class,
                    LOGGED_IN,
                    "Lists the caller's messages, newest first");

    /** {@link Notifications#markRead}. */
    public static final Route<MessageRef, Message> MARK_READ =
            Route.open(
                    POST,
                    "/api/v1/notifications/{id}/read",
                    MessageRef.class,
                    Message.class,
                    LOGGED_IN,
                    "Marks one message as read");

    /** {@link Notifications#unread}. */
    public static final Route<None, Unread> UNREAD =
            Route.open(
                    GET,
                    "/api/v1/notifications/unread",
                    None.class,
                    Unread.class,
                    LOGGED_IN,
                    "Counts the caller's unread messages");

    /** {@link Notifications#markAllRead}. */
    public static final Route<MarkAllRead, Unread> MARK_ALL_READ =
            Route.open(
                    POST,
                    "/api/v1/notifications/read",
                    MarkAllRead.class,
                    Unread.class,
                    LOGGED_IN,
                    "Marks the caller's messages as read");

    /** {@link Notifications#preferences}. */
    public static final Route<None, Preferences> PREFERENCES =
            Route.open(
                    GET,
                    "/api/v1/notification-preferences",
                    None.class,
                    Preferences.class,
                    LOGGED_IN,
                    "Shows the caller's language and channels");

    /** {@link Notifications#setPreferences}. */
    public static final Route<Preferences, Preferences> SET_PREFERENCES =
            Route.open(
                    PUT,
                    "/api/v1/notification-preferences",
                    Preferences.class,
                    Preferences.class,
                    LOGGED_IN,
                    "Replaces the caller's language and channels");

    /** Every route of this service. */
    public static final List<Route<?, ?>> ALL =
            List.of(INBOX, MARK_READ, UNREAD, MARK_ALL_READ, PREFERENCES, SET_PREFERENCES);

    private NotificationRoutes() {}
}
