package io.leverageguard.notification;

import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.notification.Notifications;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.feed.FeedReader.Reaction;
import io.leverageguard.kit.sql.Database;
import java.time.Duration;

/** Wires the notification service. The only public class of this package. */
public final class NotificationModule {
    private static final Duration WEBHOOK_INTERVAL = Duration.ofSeconds(1);

    private final Kit kit;
    private final Database database;
    private final NotificationService service;
    private final StreamOutbox streams;

    /** Who a person is comes from {@code users}. */
    public NotificationModule(Kit kit, Users users) {
        this.kit = kit;
        this.database = kit.databases().open("notification");
        NotificationRepository repository = new NotificationRepository(database);
        Webhooks webhooks = new Webhooks(kit.clock(), kit.web(), kit.secrets(), repository);
        this.service = new NotificationService(kit.clock(), kit.ids(), users, webhooks, repository);
        this.streams = new StreamOutbox(kit.clock(), kit.hub(), repository);
        NotificationHttp.serve(kit.server(), service);
        kit.jobs().every("notification.webhooks", WEBHOOK_INTERVAL, webhooks::deliver);
    }

    /** Inboxes and preferences. */
    public Notifications api() {
        return service;
    }

    /** Follows everything that a person should hear of. */
    public void listen(
            EventFeed<UsersEvent> users,
            EventFeed<TradingEvent> trading,
            EventFeed<RiskEvent> risk,
            EventFeed<CoverEvent> cover,
            EventFeed<PayoutEvent> payout,
            EventFeed<FundEvent> fund,
            EventFeed<StrategyEvent> strategy) {
        follow("users", users, service::onUsers);
        follow("trading", trading, service::onTrading);
        follow("risk", risk, service::onRisk);
        follow("cover", cover, service::onCover);
        follow("payout", payout, service::onPayout);
        follow("fund", fund, service::onFund);
        follow("strategy", strategy, service::onStrategy);
        kit.pumps().add(streams);
    }

    private <E> void follow(String name, EventFeed<E> feed, Reaction<E> reaction) {
        kit.pumps().add(new FeedReader<>(database, name, feed, reaction));
    }
}
