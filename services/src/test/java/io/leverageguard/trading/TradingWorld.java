package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketDataClient;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.Outlook;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.UsersClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The trading service over a small exchange, with one trader and one account at 10×. */
final class TradingWorld implements AutoCloseable {
    final TestKit base = TestKit.create();
    final FakeVenue venue = new FakeVenue(base.clock());
    final Neighbours neighbours = new Neighbours(venue);
    final Actor trader = person("ten-x");
    final Actor stranger = person("stranger");
    final FakeAccount exchange = venue.account("key");
    final List<RiskEvent> risk = new ArrayList<>();
    final VenueKeyId key = new VenueKeyId(base.kit().ids().next());
    final Account account;
    Kit kit = base.kit();
    HttpServer server = base.server();
    private final boolean live;
    private final TradingModule.Memory memory;
    private TradingModule module;

    TradingWorld() {
        this(true);
    }

    /** Either over PostgreSQL with an engine on its own thread, or over memory without threads. */
    TradingWorld(boolean live) {
        this.live = live;
        memory = new TradingModule.Memory(base.clock());
        neighbours.addKey(key, trader.user(), "key");
        module = open();
        account = api().openAccount(trader, new OpenAccount(key));
        setLeverage(10);
    }

    Outlook outlook() {
        return module.outlook();
    }

    long stateHash() {
        return module.stateHash();
    }

    /** How many batches the journal holds, in a world over memory. */
    int batches() {
        return memory.batches();
    }

    Protection protection() {
        return module.protection();
    }

    /** Risk has decided something, in a world without a feed. */
    void hear(RiskEvent event) {
        module.hear(event);
    }

    /** Who watches may end the process at a commit, in a world over memory. */
    void watch(Consumer<Boolean> watcher) {
        memory.watch(watcher);
    }

    /** Another account of somebody, whose venue account has the key's name. */
    Account open(Actor owner, String keyName) {
        VenueKeyId id = new VenueKeyId(base.kit().ids().next());
        neighbours.addKey(id, owner.user(), keyName);
        Account opened = api().openAccount(owner, new OpenAccount(id));
        api().setLeverage(
                        owner,
                        new SetLeverage(
                                opened.account(), FakeVenue.SYMBOL, MarginMode.ISOLATED, 10));
        return opened;
    }

    Trading api() {
        return module.api();
    }

    AccountRef ref() {
        return new AccountRef(account.account());
    }

    void setLeverage(int leverage) {
        api().setLeverage(
                        trader,
                        new SetLeverage(
                                account.account(),
                                FakeVenue.SYMBOL,
                                MarginMode.ISOLATED,
                                leverage));
    }

    OrderId newId() {
        return new OrderId(base.kit().ids().next());
    }

    PlaceOrder market(OrderId id, Side side, String quantity) {
        return command(id, side, OrderType.MARKET, quantity, null);
    }

    PlaceOrder limit(OrderId id, Side side, String quantity, String price) {
        return command(id, side, OrderType.LIMIT, quantity, new BigDecimal(price));
    }

    Order buy(String quantity) {
        return api().place(trader, market(newId(), Side.BUY, quantity));
    }

    Order order(OrderId id) {
        return api().order(trader, new OrderRef(id));
    }

    /** Takes in everything that has arrived. */
    void settle() {
        kit.pumps().settle();
    }

    /** Moves the clock, runs what has come due, and settles. */
    void advance(Duration duration) {
        base.clock().advance(duration);
        kit.jobs().runDue();
        settle();
    }

    <E extends TradingEvent> List<E> events(Class<E> type) {
        return api().events().read(0, EventFeed.PAGE_SIZE_MAX).stream()
                .map(EventFeed.Stored::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The process ends and starts again; the database and the exchange live on. */
    void restart() {
        module.close();
        begin();
    }

    /** The process is gone without having closed anything, and starts again. */
    void abandon() {
        begin();
    }

    private void begin() {
        Kit old = base.kit();
        server =
                new HttpServer(
                        HttpServer.Settings.local(), old.clock(), old.secrets(), old.telemetry());
        kit =
                new Kit(
                        old.clock(),
                        old.ids(),
                        server,
                        old.databases(),
                        new Pumps(),
                        Jobs.stepped(base.clock()),
                        old.hub(),
                        old.web(),
                        old.configuration(),
                        old.secrets(),
                        old.telemetry(),
                        old.data());
        module = open();
    }

    @Override
    public void close() {
        module.close();
        server.close();
        base.close();
    }

    /** The price moves, and everybody hears of it. */
    void move(String price) {
        venue.move(price);
        settle();
    }

    private TradingModule open() {
        if (!live) {
            return TradingModule.simulated(
                    new TradingModule.Simulated(
                            kit.clock(), kit.ids(), kit.pumps(), kit.jobs(), memory),
                    new UsersClient(neighbours),
                    new RiskClient(neighbours),
                    new MarketDataClient(neighbours),
                    _ -> venue);
        }
        TradingModule opened =
                new TradingModule(
                        kit,
                        new UsersClient(neighbours),
                        new RiskClient(neighbours),
                        new MarketDataClient(neighbours),
                        _ -> venue);
        opened.listen(this::readRisk);
        return opened;
    }

    private List<EventFeed.Stored<RiskEvent>> readRisk(long after, int limit) {
        List<EventFeed.Stored<RiskEvent>> page = new ArrayList<>();
        for (int i = (int) after; i < risk.size(); i++) {
            page.add(new EventFeed.Stored<>(i + 1, base.clock().now(), "", risk.get(i)));
        }
        return page;
    }

    private PlaceOrder command(
            OrderId id, Side side, OrderType type, String quantity, @Nullable BigDecimal price) {
        return new PlaceOrder(
                id,
                account.account(),
                FakeVenue.SYMBOL,
                side,
                type,
                new BigDecimal(quantity),
                price,
                null,
                null,
                null);
    }

    private Actor person(String name) {
        return new Actor(new UserId(base.kit().ids().next()), name, Set.of(Role.TRADER));
    }
}
