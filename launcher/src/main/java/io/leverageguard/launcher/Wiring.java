package io.leverageguard.launcher;

import static io.leverageguard.launcher.ServiceName.ANALYTICS;
import static io.leverageguard.launcher.ServiceName.CHAIN;
import static io.leverageguard.launcher.ServiceName.CONFIG;
import static io.leverageguard.launcher.ServiceName.COVER;
import static io.leverageguard.launcher.ServiceName.FUND;
import static io.leverageguard.launcher.ServiceName.GATEWAY;
import static io.leverageguard.launcher.ServiceName.MARKETDATA;
import static io.leverageguard.launcher.ServiceName.NOTIFICATION;
import static io.leverageguard.launcher.ServiceName.PAYOUT;
import static io.leverageguard.launcher.ServiceName.RISK;
import static io.leverageguard.launcher.ServiceName.STRATEGY;
import static io.leverageguard.launcher.ServiceName.TRADING;
import static io.leverageguard.launcher.ServiceName.USERS;

import io.leverageguard.analytics.AnalyticsModule;
import io.leverageguard.api.Routes;
import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.analytics.AnalyticsClient;
import io.leverageguard.api.chain.Chain;
import io.leverageguard.api.chain.ChainClient;
import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigClient;
import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.CoverClient;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundClient;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketDataClient;
import io.leverageguard.api.notification.NotificationClient;
import io.leverageguard.api.notification.Notifications;
import io.leverageguard.api.payout.PayoutClient;
import io.leverageguard.api.payout.Payouts;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.StrategyClient;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.TradingClient;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersClient;
import io.leverageguard.chain.ChainModule;
import io.leverageguard.config.ConfigModule;
import io.leverageguard.cover.CoverModule;
import io.leverageguard.fund.FundModule;
import io.leverageguard.gateway.GatewayModule;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.ProcessReport;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.stream.HubBridge;
import io.leverageguard.marketdata.MarketDataModule;
import io.leverageguard.notification.NotificationModule;
import io.leverageguard.payout.PayoutModule;
import io.leverageguard.risk.RiskModule;
import io.leverageguard.strategy.StrategyModule;
import io.leverageguard.trading.TradingModule;
import io.leverageguard.users.UsersModule;
import io.leverageguard.venues.Venues;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole system on one page: what runs here, whom it calls, what it listens to.
 *
 * <p>A service that is not run here is replaced by its HTTP client, if and only if somebody here
 * needs it. Services are made in call order, so that what a service calls exists before it; feeds
 * are connected when all exist, so they may point anywhere.
 */
final class Wiring implements AutoCloseable {
    private static final Duration PEER_TIMEOUT = Duration.ofSeconds(30);

    private final Kit kit;
    private final Set<ServiceName> run;
    private final Map<ServiceName, URI> peers;
    private final Map<ServiceName, HttpCaller> callers = new EnumMap<>(ServiceName.class);

    private final List<HubBridge> bridges = new ArrayList<>();

    private final @Nullable UsersModule users;
    private final @Nullable ConfigModule config;
    private final @Nullable MarketDataModule marketdata;
    private final @Nullable FundModule fund;
    private final @Nullable RiskModule risk;
    private final @Nullable TradingModule trading;
    private final @Nullable StrategyModule strategy;
    private final @Nullable CoverModule cover;
    private final @Nullable PayoutModule payout;
    private final @Nullable ChainModule chain;
    private final @Nullable NotificationModule notification;
    private final @Nullable AnalyticsModule analytics;

    /** Makes the services of {@code run}; the others are looked for at {@code peers}. */
    Wiring(
            Kit kit,
            HttpServer server,
            Venues venues,
            Set<ServiceName> run,
            Map<ServiceName, URI> peers) {
        this.kit = kit;
        this.run = Set.copyOf(run);
        this.peers = Map.copyOf(peers);
        users = runs(USERS) ? new UsersModule(kit, venues) : null;
        config = runs(CONFIG) ? new ConfigModule(kit) : null;
        marketdata = runs(MARKETDATA) ? new MarketDataModule(kit, venues) : null;
        fund = runs(FUND) ? new FundModule(kit) : null;
        risk = runs(RISK) ? new RiskModule(kit, config(), marketdata()) : null;
        trading =
                runs(TRADING)
                        ? new TradingModule(kit, users(), risk(), marketdata(), venues)
                        : null;
        strategy = runs(STRATEGY) ? new StrategyModule(kit, marketdata(), trading()) : null;
        cover =
                runs(COVER)
                        ? new CoverModule(
                                kit, config(), users(), marketdata(), trading(), fund(), venues)
                        : null;
        payout = runs(PAYOUT) ? new PayoutModule(kit, fund(), config()) : null;
        chain = runs(CHAIN) ? new ChainModule(kit, fund()) : null;
        notification = runs(NOTIFICATION) ? new NotificationModule(kit, users()) : null;
        analytics = runs(ANALYTICS) ? new AnalyticsModule(kit) : null;
        listen();
        ProcessReport here = new ProcessReport(kit, server, names(run));
        server.serveProcess(here::state);
        if (runs(GATEWAY)) {
            new GatewayModule(
                    kit, server, users(), config(), elsewhere(), audits(), processes(here));
            bridgeStreams();
        }
        HubBridge.serve(kit.hub(), server);
    }

    /** Who listens to what. */
    private void listen() {
        if (risk != null) {
            risk.listen(trading().events());
        }
        if (trading != null) {
            trading.listen(risk().events());
        }
        if (strategy != null) {
            strategy.listen(marketdata().events(), trading().events());
        }
        if (cover != null) {
            cover.listen(trading().events(), payouts().events());
        }
        if (payout != null) {
            payout.listen(cover().events());
        }
        if (notification != null) {
            notification.listen(
                    users().events(),
                    trading().events(),
                    risk().events(),
                    cover().events(),
                    payouts().events(),
                    fund().events(),
                    strategies().events());
        }
        if (analytics != null) {
            analytics.listen(
                    new AnalyticsModule.Feeds(
                            users().events(),
                            marketdata().events(),
                            trading().events(),
                            risk().events(),
                            cover().events(),
                            payouts().events(),
                            fund().events(),
                            strategies().events()));
        }
    }

    Users users() {
        return users != null ? users.api() : new UsersClient(peer(USERS));
    }

    Config config() {
        return config != null ? config.api() : new ConfigClient(peer(CONFIG));
    }

    MarketData marketdata() {
        return marketdata != null ? marketdata.api() : new MarketDataClient(peer(MARKETDATA));
    }

    Fund fund() {
        return fund != null ? fund.api() : new FundClient(peer(FUND));
    }

    Risk risk() {
        return risk != null ? risk.api() : new RiskClient(peer(RISK));
    }

    Trading trading() {
        return trading != null ? trading.api() : new TradingClient(peer(TRADING));
    }

    Strategies strategies() {
        return strategy != null ? strategy.api() : new StrategyClient(peer(STRATEGY));
    }

    Cover cover() {
        return cover != null ? cover.api() : new CoverClient(peer(COVER));
    }

    Payouts payouts() {
        return payout != null ? payout.api() : new PayoutClient(peer(PAYOUT));
    }

    Chain chain() {
        return chain != null ? chain.api() : new ChainClient(peer(CHAIN));
    }

    Notifications notifications() {
        return notification != null
                ? notification.api()
                : new NotificationClient(peer(NOTIFICATION));
    }

    Analytics analytics() {
        return analytics != null ? analytics.api() : new AnalyticsClient(peer(ANALYTICS));
    }

    /** The gateway streams what other processes publish, too. */
    private void bridgeStreams() {
        for (ServiceName name : List.of(MARKETDATA, TRADING, NOTIFICATION)) {
            if (!runs(name)) {
                bridges.add(HubBridge.connect(kit.hub(), name.lowerCase() + ".", peer(name)));
            }
        }
    }

    /** Stops what holds threads or files; the rest ends with the process. */
    @Override
    public void close() {
        bridges.forEach(HubBridge::close);
        if (trading != null) {
            trading.close();
        }
        if (marketdata != null) {
            marketdata.close();
        }
    }

    private boolean runs(ServiceName name) {
        return run.contains(name);
    }

    /** The audit trails of every service, here or elsewhere, for the gateway to verify. */
    private Map<String, AuditTrail> audits() {
        Map<String, AuditTrail> trails = new LinkedHashMap<>();
        trails.put("users", users().audit());
        trails.put("config", config().audit());
        trails.put("fund", fund().audit());
        trails.put("risk", risk().audit());
        trails.put("trading", trading().audit());
        trails.put("strategy", strategies().audit());
        trails.put("cover", cover().audit());
        trails.put("payout", payouts().audit());
        trails.put("chain", chain().audit());
        return trails;
    }

    /** Every process that there is, this one first. */
    private List<GatewayModule.RunningProcess> processes(ProcessReport here) {
        Map<URI, Set<ServiceName>> others = new LinkedHashMap<>();
        for (ServiceName name : ServiceName.values()) {
            URI uri = peers.get(name);
            if (!runs(name) && uri != null) {
                others.computeIfAbsent(uri, _ -> EnumSet.noneOf(ServiceName.class)).add(name);
            }
        }
        List<GatewayModule.RunningProcess> found = new ArrayList<>();
        found.add(new GatewayModule.RunningProcess(names(run), null, here::state));
        others.forEach(
                (uri, services) ->
                        found.add(
                                new GatewayModule.RunningProcess(
                                        names(services),
                                        uri.toString(),
                                        peer(services.iterator().next())::process)));
        return found;
    }

    private static List<String> names(Set<ServiceName> services) {
        return services.stream().sorted().map(ServiceName::lowerCase).toList();
    }

    /** Where the gateway passes on calls of services that run elsewhere. */
    private List<GatewayModule.Peer> elsewhere() {
        List<GatewayModule.Peer> found = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            if (!runs(name)) {
                found.add(
                        new GatewayModule.Peer(
                                Routes.of(name.lowerCase()), peer(name).forwarder()));
            }
        }
        return found;
    }

    private HttpCaller peer(ServiceName name) {
        return callers.computeIfAbsent(name, this::call);
    }

    private HttpCaller call(ServiceName name) {
        URI uri = peers.get(name);
        if (uri == null) {
            throw new IllegalArgumentException(
                    "%s is needed here: run it with --services, or say where it is with --peer.%s"
                            .formatted(name, name.lowerCase()));
        }
        return new HttpCaller(kit.web(), uri, kit.clock(), kit.secrets(), PEER_TIMEOUT);
    }
}
