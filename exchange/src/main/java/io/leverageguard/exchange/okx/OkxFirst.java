package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a channel says: to a new subscriber at once, and to all when something has changed. */
final class OkxFirst {
    private final Exchange exchange;
    private final OkxSockets sockets;
    private final OkxChannels channels;
    private final OkxInstruments instruments;
    private final OkxBooks books;
    private final OkxPrices prices;

    OkxFirst(
            Exchange exchange,
            OkxSockets sockets,
            OkxChannels channels,
            OkxInstruments instruments,
            OkxBooks books,
            OkxPrices prices) {
        this.exchange = exchange;
        this.sockets = sockets;
        this.channels = channels;
        this.instruments = instruments;
        this.books = books;
        this.prices = prices;
    }

    /** Tells a new subscriber how things stand. */
    void tell(OkxPeer peer, Arg arg) {
        String channel = OkxChannels.name(arg);
        ApiKey key = peer.key;
        if (OkxChannels.isPrivate(channel)) {
            if (key != null) {
                tell(peer, arg, key.account());
            }
        } else if (channel.equals("instruments")) {
            List<Object> rows = new ArrayList<>();
            exchange.markets().forEach(market -> rows.add(instruments.row(market)));
            sockets.push(peer, arg, null, rows);
        } else {
            channels.market(arg).ifPresent(market -> tell(peer, arg, market));
        }
    }

    private void tell(OkxPeer peer, Arg arg, Market market) {
        if (OkxChannels.name(arg).equals("books")) {
            sockets.push(peer, arg, "snapshot", List.of(books.snapshot(market, exchange.now())));
            return;
        }
        Object row = row(OkxChannels.name(arg), market);
        if (row != null) {
            sockets.push(peer, arg, null, List.of(row));
        }
    }

    private void tell(OkxPeer peer, Arg arg, Account account) {
        switch (OkxChannels.name(arg)) {
            case "account" ->
                    sockets.push(peer, arg, null, List.of(OkxAccountWire.balance(account)));
            case "balance_and_position" ->
                    sockets.push(
                            peer,
                            arg,
                            null,
                            List.of(both(account, "snapshot", held(account, arg))));
            case "positions" -> {
                List<Object> rows = new ArrayList<>();
                for (Position position : held(account, arg)) {
                    rows.add(OkxAccountWire.position(position, exchange.now()));
                }
                sockets.push(peer, arg, null, rows);
            }
            default -> {}
        }
    }

    private static List<Position> held(Account account, Arg arg) {
        return account.positions().stream()
                .filter(p -> p.lots() != 0 && OkxChannels.covers(arg, p.market()))
                .toList();
    }

    OkxEvent.BalanceAndPosition both(Account account, String why, List<Position> positions) {
        return new OkxEvent.BalanceAndPosition(
                exchange.now(),
                why,
                List.of(
                        new OkxEvent.CashBalance(
                                Contract.QUOTE,
                                OkxInstruments.money(account.wallet()),
                                account.updatedAt())),
                positions.stream().map(OkxAccountWire::held).toList(),
                List.of());
    }

    /** What a channel about a market says of it now; null when it only tells of events. */
    @Nullable Object row(String channel, Market market) {
        long now = exchange.now();
        return switch (channel) {
            case "tickers" -> OkxMarketWire.ticker(market, now);
            case "books5" -> OkxMarketWire.book(market, 5, market.updateId(), now);
            case "bbo-tbt" -> OkxMarketWire.book(market, 1, market.updateId(), now);
            case "mark-price" -> OkxMarketWire.mark(market, now);
            case "index-tickers" -> OkxMarketWire.index(market, now);
            case "funding-rate" -> OkxMarketWire.fundingRate(exchange, market);
            case "open-interest" -> OkxMarketWire.openInterest(exchange, market);
            case "price-limit" -> OkxMarketWire.priceLimit(market, now);
            default -> candle(channel, market, now).orElse(null);
        };
    }

    /** The candle in the making. */
    private Optional<Object> candle(String channel, Market market, long now) {
        return OkxChannels.bar(channel)
                .flatMap(bar -> candles(channel, market, bar, bar.open(now)).stream().findFirst());
    }

    /** Candles of a channel that open at {@code from} or later, oldest first. */
    List<Object> candles(String channel, Market market, OkxBar bar, long from) {
        long now = exchange.now();
        boolean traded = OkxChannels.ofTrades(channel);
        List<Candle> candles =
                traded
                        ? bar.merge(market.tape().candles(bar.part(), from, now + 1))
                        : prices.candles(market, OkxChannels.ofMark(channel), bar, from, now + 1);
        List<Object> rows = new ArrayList<>();
        for (Candle candle : candles) {
            boolean closed = candle.openTime() + bar.millis() <= now;
            rows.add(
                    traded
                            ? OkxMarketWire.candle(market.contract(), candle, closed)
                            : OkxMarketWire.priceCandle(market.contract(), candle, closed));
        }
        return rows;
    }
}
