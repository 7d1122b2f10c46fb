package io.leverageguard.api.notification;

import io.leverageguard.api.users.Users.Language;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.NotificationId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells people what happened, in their language and on the channels they chose. */
public interface Notifications {
    /** The actor's messages, newest first, at most 200. */
    Inbox inbox(Actor actor, None nothing);

    /** Marks one message as read. */
    Message markRead(Actor actor, MessageRef ref);

    /** How many of the actor's messages are unread. */
    Unread unread(Actor actor, None nothing);

    /** Marks the actor's messages as read, all of them or those that are not newer. */
    Unread markAllRead(Actor actor, MarkAllRead command);

    /** The actor's preferences. */
    Preferences preferences(Actor actor, None nothing);

    /** Replaces the actor's preferences. */
    Preferences setPreferences(Actor actor, Preferences command);

    /** What this service announces. */
    EventFeed<NotificationEvent> events();

    /** How a message travels. */
    enum Channel {
        /** The inbox; always on. */
        INBOX,
        /** The WebSocket of the gateway. */
        STREAM,
        /** A signed POST to an address of the person's choice. */
        WEBHOOK
    }

    /** A message. */
    record Message(
            NotificationId id,
            UserId user,
            String kind,
            String title,
            String text,
            boolean read,
            Instant at) {}

    /** Several messages. */
    record Inbox(List<Message> messages, long unread) {}

    /** How many messages are unread. */
    record Unread(long unread) {}

    /** Which messages; {@code until} is the instant of the newest that was seen. */
    record MarkAllRead(@Nullable Instant until) {}

    /** Names a message. */
    record MessageRef(NotificationId id) {}

    /**
     * Language and channels.
     *
     * @param webhook an https address; http only on the loopback
     * @param webhookSecret what the webhook's signature is keyed with; shown, never taken
     */
    record Preferences(
            Language language,
            Set<Channel> channels,
            @Nullable String webhook,
            @Nullable String webhookSecret) {

        /** As it is sent in. */
        public Preferences(Language language, Set<Channel> channels, @Nullable String webhook) {
            this(language, channels, webhook, null);
        }

        @Override
        public String toString() {
            return "Preferences[" + language + ", " + channels + "]";
        }
    }
}
