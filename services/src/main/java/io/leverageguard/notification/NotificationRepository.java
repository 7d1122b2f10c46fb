package io.leverageguard.notification;

import io.leverageguard.api.notification.NotificationEvent;
import io.leverageguard.api.notification.NotificationEvent.DeliveryEnded;
import io.leverageguard.api.notification.Notifications.Channel;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.api.users.Users.Language;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.NotificationId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores preferences, messages and deliveries that have not ended. */
final class NotificationRepository {
    private static final int INBOX_MAX = 200;
    private static final int DUE_MAX = 100;

    private final Database database;
    private final PostgresFeed<NotificationEvent> feed;

    NotificationRepository(Database database) {
        this.database = database;
        this.feed = database.feed(NotificationEvent.class);
    }

    /** What a person chose. */
    record Choice(UserId user, Language language, boolean stream, @Nullable String webhook) {}

    /** A delivery that has not ended. */
    record Delivery(Message message, Channel channel, String address, int attempts) {}

    EventFeed<NotificationEvent> events() {
        return feed;
    }

    Optional<Choice> choice(UserId user) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM preferences WHERE user_id = :user")
                                .bind("user", user)
                                .map((row, context) -> choice(row))
                                .findOne());
    }

    /** The first choice of a person; a later one is kept. */
    void begin(Handle handle, Choice choice) {
        put(handle, choice, "DO NOTHING");
    }

    void replace(Choice choice) {
        database.write(
                handle ->
                        put(
                                handle,
                                choice,
                                """
                                DO UPDATE SET language = excluded.language,
                                    stream = excluded.stream, webhook = excluded.webhook
                                """));
    }

    void account(Handle handle, AccountId account, UserId owner) {
        handle.execute(
                "INSERT INTO accounts (account, owner) VALUES (?, ?) ON CONFLICT DO NOTHING",
                account,
                owner);
    }

    Optional<UserId> owner(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT owner FROM accounts WHERE account = :account")
                                .bind("account", account)
                                .map((row, context) -> Rows.id(row, "owner", UserId.class))
                                .findOne());
    }

    /** Puts a message into the inbox and on its way, unless the event has already made one. */
    void add(Handle handle, Message message, String source, Choice choice) {
        int added =
                handle.createUpdate(
                                """
                                INSERT INTO messages (id, user_id, source, kind, title, text, at)
                                VALUES (:id, :user, :source, :kind, :title, :text, :at)
                                ON CONFLICT (user_id, source) DO NOTHING
                                """)
                        .bind("id", message.id())
                        .bind("user", message.user())
                        .bind("source", source)
                        .bind("kind", message.kind())
                        .bind("title", message.title())
                        .bind("text", message.text())
                        .bind("at", message.at())
                        .execute();
        if (added == 0) {
            return;
        }
        if (choice.stream()) {
            queue(handle, message, Channel.STREAM, "");
        }
        String webhook = choice.webhook();
        if (webhook != null) {
            queue(handle, message, Channel.WEBHOOK, webhook);
        }
        feed.append(
                handle, new DeliveryEnded(message.id(), message.user(), Channel.INBOX, true, 1));
    }

    List<Message> inbox(UserId user) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM messages WHERE user_id = :user
                                        ORDER BY seq DESC LIMIT :limit
                                        """)
                                .bind("user", user)
                                .bind("limit", INBOX_MAX)
                                .map((row, context) -> message(row))
                                .list());
    }

    long unread(UserId user) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(*) FROM messages
                                        WHERE user_id = :user AND NOT read
                                        """)
                                .bind("user", user)
                                .mapTo(Long.class)
                                .one());
    }

    Optional<Message> markRead(UserId user, NotificationId id) {
        return database.transaction(
                handle ->
                        handle.createQuery(
                                        """
                                        UPDATE messages SET read = true
                                        WHERE id = :id AND user_id = :user RETURNING *
                                        """)
                                .bind("id", id)
                                .bind("user", user)
                                .map((row, context) -> message(row))
                                .findOne());
    }

    void markAllRead(UserId user, Instant until) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE messages SET read = true
                                        WHERE user_id = :user AND NOT read AND at <= :until
                                        """)
                                .bind("user", user)
                                .bind("until", until)
                                .execute());
    }

    /** Deliveries on {@code channel} that are due, oldest message first. */
    List<Delivery> due(Channel channel, Instant now) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT m.*, d.channel, d.address, d.attempts
                                        FROM deliveries d JOIN messages m ON m.id = d.message
                                        WHERE d.channel = :channel AND d.next_try <= :now
                                        ORDER BY m.seq LIMIT :limit
                                        """)
                                .bind("channel", channel)
                                .bind("now", now)
                                .bind("limit", DUE_MAX)
                                .map((row, context) -> delivery(row))
                                .list());
    }

    /** The delivery has ended, well or not. */
    void end(Delivery delivery, boolean delivered) {
        database.write(
                handle -> {
                    int ended =
                            handle.execute(
                                    "DELETE FROM deliveries WHERE message = ? AND channel = ?",
                                    delivery.message().id(),
                                    delivery.channel());
                    if (ended == 1) {
                        feed.append(
                                handle,
                                new DeliveryEnded(
                                        delivery.message().id(),
                                        delivery.message().user(),
                                        delivery.channel(),
                                        delivered,
                                        delivery.attempts() + 1));
                    }
                });
    }

    void tryAgain(Delivery delivery, Instant at) {
        database.write(
                handle ->
                        handle.execute(
                                """
                                UPDATE deliveries SET attempts = attempts + 1, next_try = ?
                                WHERE message = ? AND channel = ?
                                """,
                                at,
                                delivery.message().id(),
                                delivery.channel()));
    }

    private static void put(Handle handle, Choice choice, String onConflict) {
        handle.createUpdate(
                        """
                        INSERT INTO preferences (user_id, language, stream, webhook)
                        VALUES (:user, :language, :stream, :webhook)
                        ON CONFLICT (user_id)
                        """
                                + onConflict)
                .bind("user", choice.user())
                .bind("language", choice.language())
                .bind("stream", choice.stream())
                .bind("webhook", choice.webhook())
                .execute();
    }

    private static void queue(Handle handle, Message message, Channel channel, String address) {
        handle.createUpdate(
                        """
                        INSERT INTO deliveries (message, channel, address, attempts, next_try)
                        VALUES (:message, :channel, :address, 0, :at)
                        """)
                .bind("message", message.id())
                .bind("channel", channel)
                .bind("address", address)
                .bind("at", message.at())
                .execute();
    }

    private static Choice choice(ResultSet row) throws SQLException {
        return new Choice(
                Rows.id(row, "user_id", UserId.class),
                Rows.constant(row, "language", Language.class),
                row.getBoolean("stream"),
                row.getString("webhook"));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                Rows.id(row, "id", NotificationId.class),
                Rows.id(row, "user_id", UserId.class),
                Rows.text(row, "kind"),
                Rows.text(row, "title"),
                Rows.text(row, "text"),
                row.getBoolean("read"),
                Rows.instant(row, "at"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                message(row),
                Rows.constant(row, "channel", Channel.class),
                Rows.text(row, "address"),
                row.getInt("attempts"));
    }
}
