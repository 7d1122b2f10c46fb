package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.AccountCause;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what happens at the exchange into OKX's pushes. */
final class OkxEvents implements ExchangeListener {
    private static final long MINUTE = 60_000;
    private static final long OPEN_INTEREST_EVERY = 3000;

    private final Exchange exchange;
    private final OkxSockets sockets;
    private final OkxFirst first;
    private final OkxBooks books;
    private final OkxPrices prices;
    private final OkxLiquidationTape liquidations;
    private final OkxTallies tallies;
    private final OkxOrderWire wire;
    private final Faults faults;
    private final Map<String, Long> openBars = new HashMap<>();
    private final Map<String, Object> quotes = new HashMap<>();

    OkxEvents(Parts parts) {
        exchange = parts.exchange;
        sockets = parts.sockets;
        first = parts.first;
        books = parts.books;
        prices = parts.prices;
        liquidations = parts.liquidations;
        tallies = parts.tallies;
        wire = parts.wire;
        faults = parts.faults;
    }

    /** What the events speak of and to. */
    record Parts(
            Exchange exchange,
            OkxSockets sockets,
            OkxFirst first,
            OkxBooks books,
            OkxPrices prices,
            OkxLiquidationTape liquidations,
            OkxTallies tallies,
            OkxOrderWire wire,
            Faults faults) {}

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        if (order.account().system()) {
            return;
        }
        if (fill != null) {
            tallies.add(fill);
        }
        OkxEvent.OrderUpdate update = wire.update(order, fill, change == OrderChange.AMENDMENT);
        tell(order.account(), "orders", order.market(), () -> update);
        if (fill != null) {
            tell(order.account(), "fills", order.market(), () -> OkxOrderWire.fillUpdate(fill));
        }
    }

    @Override
    public void triggered(Trigger trigger, TriggerChange change) {
        boolean told =
                switch (change) {
                    case TRIGGERING, FINISHED -> false;
                    case NEW, AMENDED, ACTIVATED -> OkxAlgo.of(trigger).isLedBy(trigger);
                    case TRIGGERED, REJECTED -> true;
                    case CANCELED, EXPIRED -> OkxAlgo.of(trigger).state().equals("canceled");
                };
        if (told) {
            OkxAlgo algo = OkxAlgo.of(trigger);
            Object row = algo.row();
            tell(trigger.account(), algo.channel(), trigger.market(), () -> row);
        }
    }

    @Override
    public void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {
        if (account.system()) {
            return;
        }
        tell(account, "account", null, () -> OkxAccountWire.balance(account));
        tell(
                account,
                "balance_and_position",
                null,
                () -> first.both(account, word(cause), changed));
        for (Position position : changed) {
            tellPosition(position);
        }
    }

    private static String word(AccountCause cause) {
        return switch (cause) {
            case DEPOSIT, WITHDRAWAL -> "transferred";
            case ORDER -> "filled";
            case FUNDING -> "funding_fee";
            case LIQUIDATION -> "liquidation";
            case MARGIN_TRANSFER -> "adjust_margin";
            case MARGIN_MODE -> "set_leverage";
            case ADL -> "adl";
        };
    }

    private void tellPosition(Position position) {
        tell(
                position.account(),
                "positions",
                position.market(),
                () -> OkxAccountWire.position(position, exchange.now()));
    }

    @Override
    public void leverageChanged(Position position) {
        if (position.lots() != 0) {
            tellPosition(position);
        }
    }

    @Override
    public void marginCalled(Position position) {
        tell(
                position.account(),
                "liquidation-warning",
                position.market(),
                () -> OkxAccountWire.warning(position, exchange.now()));
    }

    @Override
    public void liquidated(Liquidation liquidation) {
        liquidations.add(liquidation);
    }

    @Override
    public void traded(Market market, PublicTrade trade) {
        sockets.publish("trades", market, null, () -> OkxMarketWire.trade(market, trade, "1"));
        sockets.publish("trades-all", market, null, () -> OkxMarketWire.trade(market, trade, null));
    }

    @Override
    public void ticked(Market market) {
        long now = exchange.now();
        prices.note(market, now);
        publish("mark-price", market);
        publish("tickers", market);
        if (now % MINUTE == 0) {
            publish("funding-rate", market);
        }
        if (now % OPEN_INTEREST_EVERY == 0) {
            publish("open-interest", market);
            publish("price-limit", market);
        }
        index(market);
        candles(market);
        liquidations
                .due(market, now)
                .ifPresent(row -> sockets.publish("liquidation-orders", market, null, () -> row));
        sockets.closeIdle();
    }

    private void publish(String channel, Market market) {
        sockets.publish(channel, market, null, () -> row(channel, market));
    }

    private Object row(String channel, Market market) {
        Object row = first.row(channel, market);
        if (row == null) {
            throw new IllegalArgumentException("nothing to say on " + channel);
        }
        return row;
    }

    /** Indexes go by the name of their pair. */
    private void index(Market market) {
        String pair = OkxInstruments.family(market.contract());
        sockets.publish(
                arg -> OkxChannels.name(arg).equals("index-tickers") && pair.equals(arg.instId()),
                null,
                () -> row("index-tickers", market));
    }

    private void candles(Market market) {
        for (Arg arg : sockets.wanted(arg -> isCandleOf(arg, market))) {
            String channel = OkxChannels.name(arg);
            OkxBar bar = OkxChannels.bar(channel).orElseThrow();
            String key = channel + " " + arg.instId();
            long open = bar.open(exchange.now());
            long from = openBars.getOrDefault(key, open);
            openBars.put(key, open);
            for (Object row : first.candles(channel, market, bar, from)) {
                sockets.publish(arg::equals, null, () -> row);
            }
        }
    }

    private static boolean isCandleOf(Arg arg, Market market) {
        String channel = OkxChannels.name(arg);
        boolean index = channel.startsWith("index-");
        String name =
                index
                        ? OkxInstruments.family(market.contract())
                        : OkxInstruments.instId(market.contract());
        return OkxChannels.bar(channel).isPresent() && name.equals(arg.instId());
    }

    /** Tells what has changed in the books since the last time. */
    void flush() {
        for (Market market : exchange.markets()) {
            if (!sockets.isWanted("books", market)) {
                books.forget(market);
            }
            books.update(market, exchange.now())
                    .filter(update -> !faults.take(Faults.Kind.SKIP_DEPTH))
                    .ifPresent(update -> sockets.publish("books", market, "update", () -> update));
            quote("books5", 5, market);
            quote("bbo-tbt", 1, market);
        }
    }

    /** The best levels, when they are others than before. */
    private void quote(String channel, int depth, Market market) {
        String key = channel + " " + market.contract().symbol();
        if (!sockets.isWanted(channel, market)) {
            quotes.remove(key);
            return;
        }
        Object levels =
                List.of(
                        OkxMarketWire.levels(market, false, depth),
                        OkxMarketWire.levels(market, true, depth));
        if (!levels.equals(quotes.put(key, levels))) {
            publish(channel, market);
        }
    }

    private void tell(
            Account account, String channel, @Nullable Market market, Supplier<Object> row) {
        if (sockets.isHeard(account, channel)) {
            // Written now: the event may come late, and must say what was.
            Object written = row.get();
            faults.privateEvent(() -> sockets.tell(account, channel, market, written));
        }
    }
}
