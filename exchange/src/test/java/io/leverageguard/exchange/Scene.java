package io.leverageguard.exchange;

import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.ClientSocket;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.http.WebServer.SocketListener;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the cases of {@link VenueSpec} play: one adapter and the exchange it speaks to, both in
 * memory, whose prices, time and faults the case decides. BTC stands at 100,000 until it is moved.
 */
final class Scene {
    /** Ten minutes before a funding. */
    static final Instant START = Instant.parse("2025-10-10T23:50:00Z");

    private static final String ADDRESS = "http://127.0.0.1:1";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LISTENING = Duration.ofSeconds(10);

    private final ExchangeServer server;
    private final SteppedClock clock = new SteppedClock(START);
    private final Line line;
    private final Venue venue;
    private final String symbol;
    private int accounts;
    private int orders;

    Scene(Door door) {
        server =
                ExchangeServer.inMemory(strict(ExchangeConfig.stepped(0, 9, Scenario.flat(START))));
        line = new Line(server.wire());
        VenuesConfig config =
                VenuesConfig.defaults()
                        .withEverythingAt(ADDRESS)
                        .withPatience(TIMEOUT, Duration.ofMillis(1), 65_536, TIMEOUT);
        venue = door.open(line, clock, config);
        symbol =
                venue.instruments().stream()
                        .filter(one -> one.base().equals("BTC") && one.quote().equals("USDT"))
                        .map(Instrument::symbol)
                        .findFirst()
                        .orElseThrow();
    }

    /** The same, refusing who asks too often. */
    private static ExchangeConfig strict(ExchangeConfig plain) {
        return new ExchangeConfig(
                plain.host(),
                plain.port(),
                plain.seed(),
                plain.scenario(),
                plain.startTime(),
                plain.accounts(),
                plain.insurance(),
                plain.clock(),
                plain.speed(),
                true);
    }

    /** How often the venue has said that we ask too often. */
    int warnings() {
        return line.warnings;
    }

    /** Makes the adapter. */
    interface Door {
        Venue open(Wire wire, Clock clock, VenuesConfig config);
    }

    Venue venue() {
        return venue;
    }

    /** BTC in USDT, by the name that the venue gives it. */
    String symbol() {
        return symbol;
    }

    Instant now() {
        return clock.now();
    }

    /** A new account with 10,000 USDT, one-way, ten times leverage, cross. */
    VenueAccount account() {
        return account("10000");
    }

    VenueAccount account(String usdt) {
        VenueAccount account = venue.account(credentials(usdt));
        account.setLeverage(symbol, 10);
        return account;
    }

    /** The newest account, as a process that has just begun sees it. */
    VenueAccount sameAccount() {
        String key = "key" + accounts;
        return venue.account(new VenueCredentials(key, "s-" + key, "Pass1"));
    }

    /** A stream of the account without gaps. */
    AccountMirror mirror(VenueAccount account, AccountMirror.Sink sink) {
        return new AccountMirror(account, clock, Set.of(symbol), START, sink);
    }

    /** The key of a new account. */
    VenueCredentials credentials(String usdt) {
        String key = "key" + ++accounts;
        sim(
                "accounts",
                """
                {"key":"%s","secret":"s-%s","passphrase":"Pass1","deposits":{"USDT":"%s"}}
                """
                        .formatted(key, key, usdt));
        return new VenueCredentials(key, "s-" + key, "Pass1");
    }

    /** Moves index, mark and the makers. */
    void price(String price) {
        sim("price", "{\"symbol\":\"BTCUSDT\",\"price\":\"" + price + "\"}");
    }

    /** Time passes, for the exchange and for the adapter. */
    void advance(Duration time) {
        server.advance(time);
        clock.advance(time);
    }

    /**
     * Time passes while somebody listens, who says what a venue wants to hear of those who are
     * there: some close a socket on which nothing was said for half a minute.
     */
    void listen(VenueStream stream, Duration time) {
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            Duration left = Duration.between(now(), end);
            advance(left.compareTo(LISTENING) < 0 ? left : LISTENING);
            hear(stream);
        }
    }

    /** The venue's clock is ahead of ours. */
    void skew(Duration ahead) {
        sim("faults", "{\"kind\":\"clock-skew\",\"ms\":" + ahead.toMillis() + "}");
    }

    /** Breaks every socket. */
    void dropSockets() {
        sim("faults", "{\"kind\":\"drop-sockets\"}");
    }

    /** No new socket can be opened, or again. */
    void refuseSockets(boolean refuse) {
        line.refuses = refuse;
    }

    /** The next command arrives, and its answer does not come back. */
    void loseAnswer() {
        line.loseAnswers = 1;
    }

    /** The next command does not arrive. */
    void loseCommand() {
        line.loseCommands = 1;
    }

    /** Everything that was said so far is handed over. */
    void hear(VenueStream stream) {
        stream.fence();
        for (int round = 0; round < 100 && stream.pump() > 0; round++) {
            stream.fence();
        }
    }

    /** A new client order id that every venue takes. */
    String id() {
        return "vs" + ++orders;
    }

    OrderRequest market(OrderSide side, String quantity) {
        return order(side, OrderKind.MARKET, quantity, null, Lifetime.IOC, false);
    }

    OrderRequest limit(OrderSide side, String quantity, String price, Lifetime lifetime) {
        return order(side, OrderKind.LIMIT, quantity, price, lifetime, false);
    }

    OrderRequest closing(OrderSide side, String quantity) {
        return order(side, OrderKind.MARKET, quantity, null, Lifetime.IOC, true);
    }

    OrderRequest leg(OrderSide side, String quantity, PositionSide leg) {
        OrderRequest plain = market(side, quantity);
        return new OrderRequest(
                plain.symbol(),
                plain.clientOrderId(),
                side,
                OrderKind.MARKET,
                plain.quantity(),
                null,
                Lifetime.IOC,
                false,
                leg,
                null);
    }

    /** Places an order that the venue must take, and says what became of it. */
    OrderReport placed(VenueAccount account, OrderRequest order) {
        PlaceOutcome outcome = account.place(order);
        if (!(outcome instanceof PlaceOutcome.Accepted)) {
            throw new AssertionError(outcome + " for " + order);
        }
        return account.order(order.symbol(), order.clientOrderId()).orElseThrow();
    }

    private OrderRequest order(
            OrderSide side,
            OrderKind kind,
            String quantity,
            @Nullable String price,
            Lifetime lifetime,
            boolean reduceOnly) {
        return new OrderRequest(
                symbol,
                id(),
                side,
                kind,
                new BigDecimal(quantity),
                price == null ? null : new BigDecimal(price),
                lifetime,
                reduceOnly);
    }

    private void sim(String path, String body) {
        Call call =
                new Call(
                        "POST",
                        URI.create(ADDRESS + "/sim/" + path),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        TIMEOUT);
        try {
            Reply reply = server.wire().send(call);
            if (reply.status() != 200) {
                throw new IllegalStateException(reply.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The way to the exchange, which fails when it is told to. */
    private static final class Line implements Wire {
        private final Wire wire;
        private boolean refuses;
        private int loseAnswers;
        private int loseCommands;
        private int warnings;

        private Line(Wire wire) {
            this.wire = wire;
        }

        @Override
        public Reply send(Call call) throws IOException {
            boolean command = !call.method().equals("GET");
            if (command && loseCommands > 0) {
                loseCommands--;
                throw new IOException("no answer");
            }
            Reply reply = wire.send(call);
            warnings += reply.status() == 429 || reply.status() == 418 ? 1 : 0;
            if (command && loseAnswers > 0) {
                loseAnswers--;
                throw new IOException("no answer");
            }
            return reply;
        }

        @Override
        public ClientSocket open(URI uri, Map<String, String> headers, SocketListener listener)
                throws IOException {
            if (refuses) {
                throw new IOException("refused");
            }
            return wire.open(uri, headers, listener);
        }
    }
}
