package io.leverageguard.api.notification;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Notifications} in another process. */
public final class NotificationClient implements Notifications {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public NotificationClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Inbox inbox(Actor actor, None nothing) {
        return caller.call(NotificationRoutes.INBOX, actor, nothing);
    }

    @Override
    public Message markRead(Actor actor, MessageRef ref) {
        return caller.call(NotificationRoutes.MARK_READ, actor, ref);
    }

    @Override
    public Unread unread(Actor actor, None nothing) {
        return caller.call(NotificationRoutes.UNREAD, actor, nothing);
    }

    @Override
    public Unread markAllRead(Actor actor, MarkAllRead command) {
        return caller.call(NotificationRoutes.MARK_ALL_READ, actor, command);
    }

    @Override
    public Preferences preferences(Actor actor, None nothing) {
        return caller.call(NotificationRoutes.PREFERENCES, actor, nothing);
    }

    @Override
    public Preferences setPreferences(Actor actor, Preferences command) {
        return caller.call(NotificationRoutes.SET_PREFERENCES, actor, command);
    }

    @Override
    public EventFeed<NotificationEvent> events() {
        return caller.feed("notification", NotificationEvent.class);
    }
}
