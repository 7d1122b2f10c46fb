package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Journal.BatchReader;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Store} in memory, for simulations: it outlives the module that writes it, as a
 * database outlives a process. Whoever watches the commits may end the "process" before or after
 * any of them by throwing. One thread at a time.
 */
final class MemoryStore implements Store {
    /** Where a commit stands. */
    enum Step {
        /** Nothing is kept yet. */
        BEFORE_COMMIT,
        /** Everything is kept. */
        AFTER_COMMIT
    }

    private record TradeKey(AccountId account, String symbol, String tradeId) {}

    private record FundingKey(AccountId account, String symbol, Instant minute) {}

    private final Clock clock;
    private final List<JournalBatch> journal = new ArrayList<>();
    private final List<Names.Named> names = new ArrayList<>();
    private final List<DeskAccount> accounts = new ArrayList<>();
    private final List<Contract> contracts = new ArrayList<>();
    private final Map<OrderId, OrderRow> orders = new LinkedHashMap<>();
    private final Map<AccountId, Map<String, OrderRow>> byClient = new HashMap<>();
    private final Map<AccountId, Map<String, OrderRow>> byVenue = new HashMap<>();
    private final Map<TradeKey, Fill> fills = new LinkedHashMap<>();
    private final Map<Changes.Key, PositionRow> positions = new LinkedHashMap<>();
    private final Map<Changes.Key, Balance> balances = new LinkedHashMap<>();
    private final Map<FundingKey, Changes.Funding> funding = new LinkedHashMap<>();
    private final Map<AccountId, Instant> reconciled = new HashMap<>();
    private final List<EventFeed.Stored<TradingEvent>> events = new ArrayList<>();
    private final List<AuditTrail.AuditRecord> audited = new ArrayList<>();
    private final MemoryProtection protection = new MemoryProtection();
    private byte @Nullable [] snapshot;
    private long snapshotAfter;
    private Consumer<Step> watcher = step -> {};

    MemoryStore(Clock clock) {
        this.clock = clock;
    }

    /** From now on tells {@code next} of every step of a commit. */
    void watch(Consumer<Step> next) {
        watcher = next;
    }

    /** How many batches the journal holds. */
    int batches() {
        return journal.size();
    }

    @Override
    public void append(byte[] commands, long stateHash, Changes changes) {
        watcher.accept(Step.BEFORE_COMMIT);
        if (commands.length > 0) {
            journal.add(new JournalBatch(journal.size() + 1L, commands, stateHash, true));
        }
        names.addAll(changes.names);
        accounts.addAll(changes.accounts);
        contracts.addAll(changes.contracts);
        reconciled.putAll(changes.reconciled);
        changes.orders.values().forEach(this::put);
        for (Fill fill : changes.fills) {
            TradeKey key = new TradeKey(fill.account(), fill.symbol(), fill.tradeId());
            if (fills.put(key, fill) != null) {
                throw new IllegalStateException("fill stored twice: " + key);
            }
        }
        positions.putAll(changes.positions);
        balances.putAll(changes.balances);
        for (Changes.Funding settled : changes.funding) {
            FundingKey key = key(settled.account(), settled.symbol(), settled.at());
            if (funding.put(key, settled) != null) {
                throw new IllegalStateException("funding stored twice: " + key);
            }
        }
        for (Changes.Announced announced : changes.announced()) {
            events.add(
                    new EventFeed.Stored<>(
                            events.size() + 1L, clock.now(), announced.trace(), announced.event()));
        }
        changes.audited.forEach(this::record);
        protection.keep(changes.protection);
        watcher.accept(Step.AFTER_COMMIT);
    }

    @Override
    public byte @Nullable [] snapshot() {
        return snapshot;
    }

    @Override
    public void keep(byte[] newest, long stateHash) {
        snapshot = newest;
        snapshotAfter = journal.size();
    }

    @Override
    public Ledger ledger(AccountId account) {
        LedgerBook book = new LedgerBook();
        fills.values().stream().filter(fill -> fill.account().equals(account)).forEach(book::add);
        funding.values().stream()
                .filter(settled -> settled.account().equals(account))
                .forEach(book::add);
        return book.newest(LEDGER_MAX);
    }

    @Override
    public void replay(BatchReader reader) {
        List.copyOf(journal.subList((int) snapshotAfter, journal.size()))
                .forEach(batch -> reader.onBatch(batch.commands, batch.stateHash, true));
    }

    @Override
    public void load(Desk desk) {
        desk.load(
                new Desk.Stored(
                        accounts,
                        contracts,
                        names,
                        orders.values().stream().filter(OrderRow::works).toList()));
        desk.positions().load(positions.values(), balances);
    }

    @Override
    public ProtectionStore protection() {
        return protection;
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return (after, limit) ->
                List.copyOf(
                        events.subList((int) after, (int) Math.min(events.size(), after + limit)));
    }

    @Override
    public AuditTrail audit() {
        return new AuditTrail() {
            @Override
            public List<AuditRecord> read(long after, int limit) {
                return audited.stream().skip(after).limit(limit).toList();
            }

            @Override
            public AuditVerification verify() {
                return new AuditVerification("trading", audited.size(), true, 0, "");
            }
        };
    }

    @Override
    public List<Account> accounts() {
        return accounts.stream().map(DeskAccount::account).toList();
    }

    @Override
    public Instant reconciledUntil(AccountId account) {
        return accounts().stream()
                .filter(one -> one.account().equals(account))
                .map(one -> reconciled.getOrDefault(account, one.openedAt()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<OrderRow> order(OrderId order) {
        return Optional.ofNullable(orders.get(order));
    }

    @Override
    public List<OrderRow> orders(Collection<OrderId> wanted) {
        return wanted.stream().map(this::order).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<OrderRow> order(AccountId account, String clientOrderId, String venueOrderId) {
        OrderRow byId = byVenue.getOrDefault(account, Map.of()).get(venueOrderId);
        if (byId != null) {
            return Optional.of(byId);
        }
        return Optional.ofNullable(byClient.getOrDefault(account, Map.of()).get(clientOrderId))
                .filter(
                        row ->
                                venueOrderId.isEmpty()
                                        || row.order().venueOrderId().isEmpty()
                                        || row.order().venueOrderId().equals(venueOrderId));
    }

    @Override
    public List<Order> orders(AccountId account, @Nullable OrderId before) {
        OrderRow last = before == null ? null : orders.get(before);
        long end = last == null ? Long.MAX_VALUE : last.number();
        return of(account)
                .filter(row -> row.number() < end)
                .sorted(Comparator.comparingLong(OrderRow::number).reversed())
                .limit(ORDERS_MAX)
                .map(OrderRow::order)
                .toList();
    }

    @Override
    public List<OrderRow> working(AccountId account) {
        return of(account).filter(OrderRow::works).toList();
    }

    @Override
    public List<OrderRow> unresolved() {
        return orders.values().stream().filter(row -> isUnresolved(row.order().state())).toList();
    }

    @Override
    public List<Fill> fills(AccountId account, @Nullable Instant before) {
        List<Fill> all =
                fills.values().stream()
                        .filter(fill -> fill.account().equals(account))
                        .filter(fill -> before == null || fill.at().isBefore(before))
                        .sorted(Comparator.comparing(Fill::at))
                        .toList();
        if (all.size() <= FILLS_MAX) {
            return all;
        }
        Instant oldest = all.get(all.size() - FILLS_MAX).at();
        return all.stream().filter(fill -> !fill.at().isBefore(oldest)).toList();
    }

    @Override
    public Set<String> knownTrades(AccountId account, String symbol, Collection<String> trades) {
        Set<String> known = new HashSet<>();
        for (String trade : trades) {
            if (fills.containsKey(new TradeKey(account, symbol, trade))) {
                known.add(trade);
            }
        }
        return known;
    }

    @Override
    public Optional<Instant> lastFill(AccountId account, String symbol) {
        return fills.values().stream()
                .filter(fill -> fill.account().equals(account) && fill.symbol().equals(symbol))
                .map(Fill::at)
                .max(Comparator.naturalOrder());
    }

    @Override
    public List<String> symbols(AccountId account) {
        Set<String> symbols = new TreeSet<>();
        of(account).forEach(row -> symbols.add(row.order().symbol()));
        positions(account).forEach(row -> symbols.add(row.symbol()));
        return List.copyOf(symbols);
    }

    @Override
    public boolean knowsFunding(AccountId account, String symbol, Instant at) {
        return funding.containsKey(key(account, symbol, at));
    }

    @Override
    public List<PositionRow> positions(AccountId account) {
        Map<String, PositionRow> own = new TreeMap<>();
        positions.forEach(
                (key, row) -> {
                    if (key.account().equals(account)) {
                        own.put(key.name(), row);
                    }
                });
        return List.copyOf(own.values());
    }

    @Override
    public List<Balance> balances(AccountId account) {
        Map<String, Balance> own = new TreeMap<>();
        balances.forEach(
                (key, balance) -> {
                    if (key.account().equals(account)) {
                        own.put(key.name(), balance);
                    }
                });
        return List.copyOf(own.values());
    }

    private Stream<OrderRow> of(AccountId account) {
        return orders.values().stream().filter(row -> row.order().account().equals(account));
    }

    private void put(OrderRow row) {
        Order order = row.order();
        orders.put(order.order(), row);
        index(byClient, order.account(), order.clientOrderId(), row);
        index(byVenue, order.account(), order.venueOrderId(), row);
    }

    private static void index(
            Map<AccountId, Map<String, OrderRow>> index,
            AccountId account,
            String id,
            OrderRow row) {
        if (!id.isEmpty()) {
            index.computeIfAbsent(account, _ -> new HashMap<>()).put(id, row);
        }
    }

    private void record(Changes.Audited change) {
        audited.add(
                new AuditTrail.AuditRecord(
                        audited.size() + 1L,
                        clock.now(),
                        change.actor(),
                        change.action(),
                        change.object(),
                        "",
                        change.after().toString(),
                        change.why(),
                        ""));
    }

    private static FundingKey key(AccountId account, String symbol, Instant at) {
        return new FundingKey(account, symbol, at.truncatedTo(ChronoUnit.MINUTES));
    }

    private static boolean isUnresolved(OrderState state) {
        return switch (state) {
            case INITIALIZED, RELEASED, SUBMITTED, UNKNOWN, PENDING_UPDATE, PENDING_CANCEL -> true;
            default -> false;
        };
    }
}
