package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Journal.BatchReader;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where trading keeps what must outlive the process: the engine's journal, and the rows that people
 * ask for. {@link TradingRepository} keeps it in PostgreSQL; {@link MemoryStore} is for
 * simulations, in which processes die and their stores live on.
 */
interface Store {
    /** How many orders a list shows at most. */
    int ORDERS_MAX = 500;

    /** How many fills a list shows at most. */
    int FILLS_MAX = 1_000;

    /** How many lines a ledger shows at most. */
    int LEDGER_MAX = 1_000;

    /** Keeps a batch: commands, rows, audit records and events, all or nothing. */
    void append(byte[] commands, long stateHash, Changes changes);

    /** The newest snapshot of the engine; null when there is none. */
    byte @Nullable [] snapshot();

    /** Keeps a snapshot of the engine as it is after the last batch. */
    void keep(byte[] snapshot, long stateHash);

    /** Hands over the batches after the newest snapshot, in order. */
    void replay(BatchReader reader);

    /** Limits, kills, stops and margins. */
    ProtectionStore protection();

    /** Everything that the desk keeps in memory. */
    void load(Desk desk);

    /** What was announced. */
    EventFeed<TradingEvent> events();

    /** Who changed what. */
    AuditTrail audit();

    /** Every account, in the order of opening. */
    List<Account> accounts();

    /**
     * Until when everything that happened in the account is known for certain: a little before it
     * was last compared with the venue, for venues list some things late; or when it was opened.
     */
    Instant reconciledUntil(AccountId account);

    /** One order. */
    Optional<OrderRow> order(OrderId order);

    /** Those of the orders that are stored. */
    List<OrderRow> orders(Collection<OrderId> orders);

    /** The order that a report is about; the client's id decides, then the venue's. */
    Optional<OrderRow> order(AccountId account, String clientOrderId, String venueOrderId);

    /**
     * The account's newest orders, newest first, at most {@link #ORDERS_MAX}; of those placed
     * before an order, if one is named.
     */
    List<Order> orders(AccountId account, @Nullable OrderId before);

    /** The account's orders that can still change, oldest first. */
    List<OrderRow> working(AccountId account);

    /** Orders of which we do not know what the venue made of them, oldest first. */
    List<OrderRow> unresolved();

    /**
     * The account's newest {@link #FILLS_MAX} fills, oldest first, with all others of the oldest
     * one's instant; of those before an instant, if one is named.
     */
    List<Fill> fills(AccountId account, @Nullable Instant before);

    /** Which of the trades are stored already. */
    Set<String> knownTrades(AccountId account, String symbol, Collection<String> trades);

    /** When the account's last fill in this symbol was. */
    Optional<Instant> lastFill(AccountId account, String symbol);

    /** Every symbol that the account ever had to do with, in order. */
    List<String> symbols(AccountId account);

    /** Whether a funding of this minute is stored. */
    boolean knowsFunding(AccountId account, String symbol, Instant at);

    /** The account's positions, flat ones too, by symbol. */
    List<PositionRow> positions(AccountId account);

    /** What the account earned and paid: the newest {@link #LEDGER_MAX} lines, and all sums. */
    Ledger ledger(AccountId account);

    /** The account's balances, by asset. */
    List<Balance> balances(AccountId account);
}
