package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.AccountCause;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.bybit.BybitAccountMessages;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitEvent;
import io.leverageguard.venues.bybit.BybitMessages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what happens to each account and tells it together, one frame per private topic: orders
 * and executions as they were at the moment, positions and wallet as they are in the end.
 */
final class BybitEvents implements ExchangeListener {
    private final Exchange exchange;
    private final Faults faults;
    private final BybitStreams streams;
    private final BybitTopics topics;
    private final BybitPrices prices;
    private final BybitRows rows;
    private final SortedMap<Long, News> waiting = new TreeMap<>();
    private long told;

    /** What an account has not been told yet. */
    private static final class News {
        private final Account account;
        private final List<BybitAccountMessages.Execution> executions = new ArrayList<>();
        private final List<Order> orders = new ArrayList<>();
        private final Set<Position> positions = new LinkedHashSet<>();
        private boolean wallet;

        private News(Account account) {
            this.account = account;
        }
    }

    BybitEvents(
            Exchange exchange,
            Faults faults,
            BybitStreams streams,
            BybitTopics topics,
            BybitPrices prices,
            BybitRows rows) {
        this.exchange = exchange;
        this.faults = faults;
        this.streams = streams;
        this.topics = topics;
        this.prices = prices;
        this.rows = rows;
    }

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        if (order.account().system()) {
            return;
        }
        News news = news(order.account());
        if (fill != null) {
            rows.note(fill);
            news.executions.add(rows.execution(fill, order.left(), true));
        }
        if (fill != null || change != OrderChange.NEW || rests(order)) {
            boolean sent = change == OrderChange.CALCULATED && fill == null;
            if (!sent || !order.status().isOpen()) {
                news.orders.add(rows.order(BybitTicket.of(order), true));
            }
        }
    }

    /** The venue says nothing of the birth of an order that cannot stay in the book. */
    private static boolean rests(ExchangeOrder order) {
        Execution execution = order.terms().execution();
        return order.terms().type() == OrderType.LIMIT
                && (execution == Execution.GTC || execution == Execution.POST_ONLY);
    }

    @Override
    public void triggered(Trigger trigger, TriggerChange change) {
        News news = news(trigger.account());
        BybitTicket ticket = BybitTicket.of(trigger);
        switch (change) {
            case TRIGGERING -> news.orders.add(rows.triggered(ticket));
            case TRIGGERED, FINISHED -> {}
            case NEW, AMENDED, ACTIVATED, CANCELED, EXPIRED, REJECTED ->
                    news.orders.add(rows.order(ticket, true));
        }
        if (trigger.request().withPosition()) {
            news.positions.add(position(trigger));
        }
    }

    private static Position position(Trigger trigger) {
        return trigger.account().position(trigger.market(), trigger.request().order().leg());
    }

    @Override
    public void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {
        if (!account.system()) {
            News news = news(account);
            news.positions.addAll(changed);
            news.wallet = true;
        }
    }

    @Override
    public void leverageChanged(Position position) {
        news(position.account()).positions.add(position);
    }

    @Override
    public void hedgeChanged(Account account) {
        exchange.markets().forEach(market -> news(account).positions.addAll(account.legs(market)));
    }

    @Override
    public void fundingPaid(Position position, Funding.Paid funding, long amount) {
        if (!position.account().system()) {
            News news = news(position.account());
            news.executions.add(BybitFundings.execution(position, funding, amount));
            news.positions.add(position);
        }
    }

    @Override
    public void traded(Market market, PublicTrade trade) {
        topics.traded(market, trade);
    }

    @Override
    public void liquidated(Liquidation liquidation) {
        topics.liquidated(liquidation);
    }

    @Override
    public void ticked(Market market) {
        prices.note(market, exchange.now());
    }

    /** Tells everybody what is new. */
    void flush() {
        List<News> all = List.copyOf(waiting.values());
        // Who hears of it may answer at once, and so flush again.
        waiting.clear();
        all.forEach(this::tell);
        topics.flush();
    }

    private void tell(News news) {
        Account account = news.account;
        long now = exchange.now();
        if (!news.executions.isEmpty()) {
            send(
                    account,
                    "execution",
                    id -> new BybitEvent.Executions(id, "execution", now, news.executions));
        }
        if (!news.orders.isEmpty()) {
            send(account, "order", id -> new BybitEvent.Orders(id, "order", now, news.orders));
        }
        if (!news.positions.isEmpty()) {
            List<BybitAccountMessages.Position> shown =
                    news.positions.stream().map(BybitPositions::streamed).toList();
            send(account, "position", id -> new BybitEvent.Positions(id, "position", now, shown));
        }
        if (news.wallet) {
            send(
                    account,
                    "wallet",
                    id ->
                            new BybitEvent.Wallets(
                                    id, "wallet", now, List.of(BybitWallets.wallet(account))));
        }
    }

    private interface Frame {
        BybitEvent of(String id);
    }

    private void send(Account account, String topic, Frame frame) {
        if (streams.isWanted(topic)) {
            String text = BybitMessages.write(frame.of(account.id() + "_" + ++told));
            faults.privateEvent(() -> streams.tell(account, topic, text));
        }
    }

    private News news(Account account) {
        return waiting.computeIfAbsent(account.id(), id -> new News(account));
    }
}
