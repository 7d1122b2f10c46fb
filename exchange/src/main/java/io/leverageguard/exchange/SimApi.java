package io.leverageguard.exchange;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Ledger;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The control interface under /sim, for loopback only: accounts, price, clock, faults, state. */
final class SimApi {
    private static final long ADVANCE_MAX = Duration.ofDays(31).toMillis();

    private final Exchange exchange;
    private final Clients clients;
    private final Faults faults;
    private final List<Protocol> protocols;

    SimApi(Exchange exchange, Clients clients, Faults faults, List<Protocol> protocols) {
        this.exchange = exchange;
        this.clients = clients;
        this.faults = faults;
        this.protocols = protocols;
    }

    /** An account that exists from the start. */
    void open(AccountSpec spec) {
        Account account = exchange.openAccount();
        exchange.deposit(account, spec.usdt());
        clients.add(
                new ApiKey(
                        spec.key(),
                        spec.secret(),
                        spec.passphrase(),
                        account,
                        spec.permissions(),
                        exchange.now()));
    }

    /** A new key; with {@code uid} to an account that exists, without to a new one. */
    record NewAccount(
            @Nullable String key,
            @Nullable String secret,
            @Nullable String passphrase,
            @Nullable Map<String, String> deposits,
            @Nullable List<String> permissions,
            @Nullable String uid) {}

    record NewPrice(@Nullable String symbol, @Nullable String price) {}

    record NewTime(long advanceMs) {}

    /** So often as {@code count} says, once by default, or by chance when there is a permille. */
    record NewFault(
            @Nullable String kind,
            @Nullable Integer count,
            @Nullable Integer permille,
            @Nullable Long ms) {}

    record Time(long now, boolean done) {}

    Response handle(Request request) {
        if (!isLoopback(request.remote())) {
            return Response.json(403, "{\"error\":\"loopback only\"}");
        }
        try {
            return switch (request.method() + " " + request.path()) {
                case "POST /sim/accounts" -> ok(account(read(request, NewAccount.class)));
                case "GET /sim/account" -> ok(AccountView.of(keyed(request.query())));
                case "POST /sim/price" -> ok(price(read(request, NewPrice.class)));
                case "POST /sim/clock" -> ok(clock(read(request, NewTime.class)));
                case "POST /sim/faults" -> ok(fault(read(request, NewFault.class)));
                case "GET /sim/state" -> ok(state());
                default -> Response.json(404, "{\"error\":\"not here\"}");
            };
        } catch (Refusal | ExchangeRefusal | IllegalArgumentException | ArithmeticException e) {
            return Response.json(400, Json.write(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    /** Everything is looked at before anything is done. */
    private Object account(NewAccount asked) {
        String key = named("key", asked.key());
        String secret = named("secret", asked.secret());
        if (clients.find(key).isPresent()) {
            throw new IllegalArgumentException("this key is taken");
        }
        Set<KeyPermission> permissions = new TreeSet<>();
        List<String> names = asked.permissions();
        for (String name : names == null ? List.of("READ", "TRADE") : names) {
            permissions.add(KeyPermission.valueOf(name));
        }
        BigDecimal amount = deposit(asked.deposits());
        String uid = asked.uid();
        Account account =
                uid == null ? exchange.openAccount() : exchange.account(Long.parseLong(uid));
        String passphrase = asked.passphrase();
        clients.add(
                new ApiKey(
                        key,
                        secret,
                        passphrase == null ? "" : passphrase,
                        account,
                        permissions,
                        exchange.now()));
        if (amount.signum() > 0) {
            exchange.deposit(account, amount);
        }
        return Map.of("uid", Long.toString(account.id()));
    }

    /** The account of {@code key=…}. */
    private Account keyed(String query) {
        String key = query.startsWith("key=") ? query.substring("key=".length()) : "";
        return clients.find(key)
                .orElseThrow(() -> new IllegalArgumentException("no account has this key"))
                .account();
    }

    private static String named(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static BigDecimal deposit(@Nullable Map<String, String> deposits) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, String> deposit :
                new TreeMap<>(deposits == null ? Map.of() : deposits).entrySet()) {
            if (!deposit.getKey().equals(Contract.QUOTE)) {
                throw new IllegalArgumentException("only USDT can be deposited");
            }
            sum = Exchange.checkedDeposit(new BigDecimal(deposit.getValue()));
        }
        return sum;
    }

    private Object price(NewPrice asked) {
        String symbol = named("symbol", asked.symbol());
        Market market = exchange.market(symbol);
        exchange.setPrice(market, new BigDecimal(named("price", asked.price())));
        return Map.of("symbol", symbol, "mark", market.contract().priceOfUnits(market.mark()));
    }

    private Object clock(NewTime asked) {
        if (asked.advanceMs() > ADVANCE_MAX) {
            throw new IllegalArgumentException("at most " + ADVANCE_MAX + " ms at once");
        }
        return advance(asked.advanceMs());
    }

    /** Moves time in steps of a second and tells after each what happened. */
    Time advance(long millis) {
        long left = millis;
        while (left > 0) {
            long step = Math.min(left, 1000 - Math.floorMod(exchange.now(), 1000L));
            exchange.advance(step);
            faults.flush(exchange.now());
            protocols.forEach(Protocol::flush);
            left -= step;
        }
        if (left < 0) {
            throw new IllegalArgumentException("time does not go back");
        }
        return new Time(exchange.now(), exchange.isDone());
    }

    private Object fault(NewFault asked) {
        Long millis = asked.ms();
        String kind = named("kind", asked.kind());
        switch (kind) {
            case "drop-sockets" -> protocols.forEach(Protocol::dropSockets);
            case "clock-skew" -> faults.skew(millis == null ? 0 : millis);
            case "clear" -> faults.clear();
            default -> expect(asked, Faults.Kind.parse(kind));
        }
        return Map.of("kind", kind);
    }

    private void expect(NewFault asked, Faults.Kind kind) {
        Integer count = asked.count();
        Integer permille = asked.permille();
        Long millis = asked.ms();
        if (millis != null) {
            faults.delay(millis);
        }
        if (permille == null) {
            faults.add(kind, count == null ? 1 : count);
        } else {
            faults.chance(kind, permille);
        }
    }

    private Object state() {
        Ledger.Totals totals = exchange.totals();
        Map<String, Object> state = new TreeMap<>();
        state.put("now", exchange.now());
        state.put("done", exchange.isDone());
        state.put("deposits", QuoteUnits.toDecimal(totals.deposits()));
        state.put("wallets", QuoteUnits.toDecimal(totals.wallets()));
        state.put("fees", QuoteUnits.toDecimal(totals.fees()));
        state.put("insurance", QuoteUnits.toDecimal(totals.insurance()));
        state.put("openProfit", QuoteUnits.toDecimal(totals.profit()));
        state.put("difference", QuoteUnits.toDecimal(totals.difference()));
        state.put("netLots", totals.netLots());
        state.put("sockets", protocols.stream().mapToInt(Protocol::sockets).sum());
        return state;
    }

    private static <T> T read(Request request, Class<T> type) {
        return Json.read(request.body(), type);
    }

    private static Response ok(Object body) {
        return Response.json(200, Json.write(body));
    }

    private static boolean isLoopback(String remote) {
        return remote.startsWith("127.")
                || remote.equals("::1")
                || remote.equals("0:0:0:0:0:0:0:1");
    }
}
