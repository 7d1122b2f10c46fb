package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.binance.BinanceAlgo.MarginMoved;
import io.leverageguard.venues.binance.BinanceAlgo.PositionMode;
import io.leverageguard.venues.binance.BinanceMessages;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Leverage, margin, modes, and the countdown that cancels what nobody watches. */
final class BinanceSettingsApi {
    private static final int MOVES_MAX = 10_000;
    private static final long COUNTDOWN_MAX = 24 * 3_600_000L;

    /** Margin that was added (type 1) or taken (type 2). */
    private record Move(
            Account account, Position position, int type, BigDecimal amount, long time) {}

    /** Orders of one contract that are cancelled when the time comes. */
    private record Countdown(Account account, Market market, long due) {}

    private final Exchange exchange;
    private final Deque<Move> moves = new ArrayDeque<>();
    private final SortedMap<String, Countdown> countdowns = new TreeMap<>();

    BinanceSettingsApi(Exchange exchange) {
        this.exchange = exchange;
    }

    Object setLeverage(Account account, BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        long leverage = params.integer("leverage");
        exchange.setLeverage(account, market, Math.clamp(leverage, -1, 1000));
        return new BinanceMessages.Leverage(
                (int) leverage, most(market, (int) leverage), market.contract().symbol());
    }

    Object setMarginType(Account account, BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        String type = params.required("marginType");
        if (!List.of("ISOLATED", "CROSSED").contains(type)) {
            throw new BinanceRefusal(-1128, "Combination of optional parameters invalid.");
        }
        exchange.setIsolated(account, market, type.equals("ISOLATED"));
        return done();
    }

    Object positionMode(Account account, BinanceParams params) {
        return new PositionMode(account.hedge());
    }

    Object setPositionMode(Account account, BinanceParams params) {
        params.required("dualSidePosition");
        exchange.setHedge(account, params.flag("dualSidePosition"));
        return done();
    }

    Object multiAssets(Account account, BinanceParams params) {
        return Map.of("multiAssetsMargin", false);
    }

    /** There is one asset here, so that nothing else can be margin. */
    Object setMultiAssets(Account account, BinanceParams params) {
        params.required("multiAssetsMargin");
        if (params.flag("multiAssetsMargin")) {
            throw new BinanceRefusal(
                    -4168, "Unable to adjust to Multi-Assets mode with this account.");
        }
        throw new BinanceRefusal(-4171, "No need to change Multi-Assets mode.");
    }

    Object moveMargin(Account account, BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        Leg leg = BinanceOrderParams.leg(params);
        if (account.hedge() == (leg == Leg.BOTH)) {
            throw new BinanceRefusal(-4061, "Order's position side does not match user's setting.");
        }
        BigDecimal amount = params.decimal("amount");
        long type = params.integer("type");
        if (type != 1 && type != 2) {
            throw BinanceOrderParams.invalid("type");
        }
        Position position = account.position(market, leg);
        exchange.addMargin(position, type == 1 ? amount : amount.negate());
        moves.addLast(new Move(account, position, (int) type, amount, exchange.now()));
        if (moves.size() > MOVES_MAX) {
            moves.removeFirst();
        }
        return new MarginMoved(amount, 200, "Successfully modify position margin.", (int) type);
    }

    Object marginHistory(Account account, BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", exchange.now());
        List<Object> rows = new ArrayList<>();
        for (Move move : moves) {
            boolean mine = move.account() == account && move.position().market() == market;
            boolean wanted = params.integer("type", move.type()) == move.type();
            if (mine && wanted && move.time() >= from && move.time() <= to) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("symbol", market.contract().symbol());
                row.put("type", move.type());
                row.put("deltaType", "USER_ADJUST");
                row.put("amount", move.amount());
                row.put("asset", BinanceWire.ASSET);
                row.put("time", move.time());
                row.put("positionSide", move.position().leg().name());
                rows.add(row);
            }
        }
        return BinanceMarketApi.page(rows, params.limit(500, 500), params.has("startTime"));
    }

    Object accountConfig(Account account, BinanceParams params) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("feeTier", 0);
        config.put("canTrade", true);
        config.put("canDeposit", true);
        config.put("canWithdraw", true);
        config.put("dualSidePosition", account.hedge());
        config.put("updateTime", 0);
        config.put("multiAssetsMargin", false);
        config.put("tradeGroupId", -1);
        return config;
    }

    Object symbolConfig(Account account, BinanceParams params) {
        if (params.has("symbol")) {
            exchange.market(params.text("symbol"));
        }
        List<Object> rows = new ArrayList<>();
        for (Market market : exchange.markets()) {
            Contract contract = market.contract();
            Position first = account.legs(market).getFirst();
            if (BinanceOrderParams.isOf(contract, params)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("symbol", contract.symbol());
                row.put("marginType", first.isolated() ? "ISOLATED" : "CROSSED");
                row.put("isAutoAddMargin", false);
                row.put("leverage", first.leverage());
                row.put("maxNotionalValue", most(market, first.leverage()));
                rows.add(row);
            }
        }
        return rows;
    }

    /** Cancels all orders of the contract unless asked again in time; zero stops the clock. */
    Object countDown(Account account, BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        long wait = params.integer("countdownTime");
        if (wait < 0 || wait > COUNTDOWN_MAX) {
            throw BinanceOrderParams.invalid("countdownTime");
        }
        String symbol = market.contract().symbol();
        String name = account.id() + ":" + symbol;
        if (wait == 0) {
            countdowns.remove(name);
        } else {
            countdowns.put(name, new Countdown(account, market, exchange.now() + wait));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("symbol", symbol);
        answer.put("countdownTime", Long.toString(wait));
        return answer;
    }

    /** Cancels what nobody has asked to keep. */
    void flush() {
        for (Map.Entry<String, Countdown> entry : List.copyOf(countdowns.entrySet())) {
            Countdown countdown = entry.getValue();
            if (countdown.due() <= exchange.now()) {
                countdowns.remove(entry.getKey());
                exchange.cancelAll(countdown.account(), countdown.market());
            }
        }
    }

    private static BinanceMessages.Status done() {
        return new BinanceMessages.Status(200, "success");
    }

    private static String most(Market market, int leverage) {
        return market.contract().margins().notionalMax(leverage).toPlainString();
    }
}
