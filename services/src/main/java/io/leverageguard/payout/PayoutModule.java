package io.leverageguard.payout;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.sql.Database;
import java.time.Duration;

/** Wires payouts. */
public final class PayoutModule {
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

    private final Kit kit;
    private final Database database;
    private final PayoutService service;
    private final Settlement settlement;

    /** Pays through {@code fund}, within the limits of {@code config}. */
    public PayoutModule(Kit kit, Fund fund, Config config) {
        this.kit = kit;
        database = kit.databases().open("payout");
        LiveSettings settings = new LiveSettings("payout", config);
        PayoutRepository repository = new PayoutRepository();
        service = new PayoutService(database, repository, settings, kit.clock());
        settlement = new Settlement(database, repository, service, fund, kit.clock());
        PayoutHttp.serve(kit.server(), service);
        kit.pumps().add(settings);
        kit.jobs().every("payout.retry", RETRY_INTERVAL, settlement::retry);
    }

    /** Payouts, in this process. */
    public Payouts api() {
        return service;
    }

    /** Follows claims that become payable, and pays them. */
    public void listen(EventFeed<CoverEvent> cover) {
        kit.pumps().add(new FeedReader<>(database, "cover", cover, service::react));
        kit.pumps().add(settlement);
    }
}
