package io.leverageguard.exchange.binance;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Ledger;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBracket;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBrackets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balances, positions, fees and ledger. */
final class BinanceAccountApi {
    private static final long WEEK = 7 * 86_400_000L;
    private static final long KEPT_MILLIS = 90 * 86_400_000L;

    private final Exchange exchange;

    BinanceAccountApi(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Sums over an account's positions. */
    private record Sums(long profit, long maintenance, long positionMargin) {}

    Object account(Account account, BinanceParams params) {
        Sums sums = sums(account);
        long orders = account.orderMargin();
        BigDecimal wallet = BinanceWire.money(account.wallet());
        BigDecimal profit = BinanceWire.money(sums.profit());
        BigDecimal margin = BinanceWire.money(account.wallet() + sums.profit());
        BigDecimal maintenance = BinanceWire.money(sums.maintenance());
        BigDecimal initial = BinanceWire.money(sums.positionMargin() + orders);
        BigDecimal positionInitial = BinanceWire.money(sums.positionMargin());
        BigDecimal orderInitial = BinanceWire.money(orders);
        BigDecimal cross = BinanceWire.money(account.crossWallet());
        BigDecimal crossProfit = BinanceWire.money(account.crossProfit());
        BigDecimal available = BinanceWire.money(Math.max(0, account.available()));
        BinanceMessages.AccountAsset asset =
                new BinanceMessages.AccountAsset(
                        BinanceWire.ASSET,
                        wallet,
                        profit,
                        margin,
                        maintenance,
                        initial,
                        positionInitial,
                        orderInitial,
                        cross,
                        crossProfit,
                        available,
                        withdrawable(account),
                        account.updatedAt());
        return new BinanceMessages.Account(
                initial,
                maintenance,
                wallet,
                profit,
                margin,
                positionInitial,
                orderInitial,
                cross,
                crossProfit,
                available,
                withdrawable(account),
                List.of(asset),
                positions(account));
    }

    Object balance(Account account, BinanceParams params) {
        return List.of(
                new BinanceMessages.Balance(
                        "Lg" + account.id(),
                        BinanceWire.ASSET,
                        BinanceWire.money(account.wallet()),
                        BinanceWire.money(account.crossWallet()),
                        BinanceWire.money(account.crossProfit()),
                        BinanceWire.money(Math.max(0, account.available())),
                        withdrawable(account),
                        true,
                        account.updatedAt()));
    }

    Object positionRisk(Account account, BinanceParams params) {
        List<BinanceMessages.PositionRisk> rows = new ArrayList<>();
        if (params.has("symbol")) {
            exchange.market(params.text("symbol"));
        }
        for (Position position : account.positions()) {
            String symbol = position.market().contract().symbol();
            boolean shown = position.lots() != 0 || !account.openIn(position.market()).isEmpty();
            if (shown && params.text("symbol", symbol).equals(symbol)) {
                rows.add(BinanceWire.risk(position));
            }
        }
        return rows;
    }

    Object brackets(Account account, BinanceParams params) {
        List<LeverageBrackets> rows = new ArrayList<>();
        for (Market market : exchange.markets()) {
            rows.add(brackets(market.contract()));
        }
        if (!params.has("symbol")) {
            return rows;
        }
        return brackets(exchange.market(params.text("symbol")).contract());
    }

    Object commissionRate(Account account, BinanceParams params) {
        Map<String, Object> row = new TreeMap<>();
        row.put("symbol", exchange.market(params.required("symbol")).contract().symbol());
        row.put("makerCommissionRate", rate(Ledger.MAKER_FEE));
        row.put("takerCommissionRate", rate(Ledger.TAKER_FEE));
        return row;
    }

    /** The ledger; without a start the last seven days, and never what is older than 90. */
    Object income(Account account, BinanceParams params) {
        long to = params.integer("endTime", Long.MAX_VALUE);
        long from = params.integer("startTime", exchange.now() - WEEK);
        long oldest = exchange.now() - KEPT_MILLIS;
        List<BinanceMessages.Income> rows = new ArrayList<>();
        for (Account.Income line : account.income()) {
            boolean inside = line.time() >= Math.max(from, oldest) && line.time() <= to;
            boolean wanted =
                    params.text("symbol", line.symbol()).equals(line.symbol())
                            && isType(params, BinanceWire.incomeType(line.type()));
            if (inside && wanted) {
                rows.add(BinanceWire.income(line));
            }
        }
        int limit = params.limit(100, 1000);
        return params.has("page")
                ? params.page(rows, limit)
                : BinanceMarketApi.page(rows, limit, params.has("startTime"));
    }

    /** How soon each position would be closed for another's liquidation. */
    Object adlQuantile(Account account, BinanceParams params) {
        Map<String, Map<String, Object>> bySymbol = new TreeMap<>();
        for (Position position : account.positions()) {
            Contract contract = position.market().contract();
            if (position.lots() != 0 && BinanceOrderParams.isOf(contract, params)) {
                bySymbol.computeIfAbsent(contract.symbol(), symbol -> new TreeMap<>())
                        .put(position.leg().name(), exchange.adlQuantile(position));
            }
        }
        List<Object> rows = new ArrayList<>();
        bySymbol.forEach(
                (symbol, quantiles) -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("symbol", symbol);
                    row.put("adlQuantile", quantiles);
                    rows.add(row);
                });
        return rows;
    }

    Object orderLimits(Account account, BinanceParams params) {
        return BinanceCounts.orderLimits();
    }

    private static boolean isType(BinanceParams params, String type) {
        return params.text("incomeType", type).equals(type);
    }

    Object spotAccount(Account account, BinanceParams params) {
        return new BinanceMessages.SpotAccount(
                true, true, true, account.updatedAt(), "SPOT", account.id());
    }

    private List<BinanceMessages.AccountPosition> positions(Account account) {
        List<BinanceMessages.AccountPosition> rows = new ArrayList<>();
        for (Position position : account.positions()) {
            if (position.lots() != 0) {
                long margin =
                        position.isolated() ? position.isolatedWallet() + position.profit() : 0;
                rows.add(
                        new BinanceMessages.AccountPosition(
                                position.market().contract().symbol(),
                                position.leg().name(),
                                position.market().contract().quantity(position.lots()),
                                BinanceWire.money(position.profit()),
                                BinanceWire.money(margin),
                                BinanceWire.money(position.lots() * position.market().mark()),
                                BinanceWire.money(position.isolatedWallet()),
                                BinanceWire.money(position.positionMargin()),
                                BinanceWire.money(position.maintenance()),
                                position.updatedAt()));
            }
        }
        return rows;
    }

    private static Sums sums(Account account) {
        long profit = 0;
        long maintenance = 0;
        long margin = 0;
        for (Position position : account.positions()) {
            profit += position.profit();
            maintenance += position.maintenance();
            margin += position.lots() == 0 ? 0 : position.positionMargin();
        }
        return new Sums(profit, maintenance, margin);
    }

    private static BigDecimal withdrawable(Account account) {
        return BinanceWire.money(Math.max(0, Math.min(account.available(), account.crossWallet())));
    }

    private static BigDecimal rate(long units) {
        return BinanceWire.money(units).setScale(6, RoundingMode.UNNECESSARY);
    }

    private static LeverageBrackets brackets(Contract contract) {
        List<LeverageBracket> rows = new ArrayList<>();
        for (MarginBracket bracket : contract.margins().brackets()) {
            rows.add(
                    new LeverageBracket(
                            rows.size() + 1,
                            bracket.maxLeverage(),
                            bracket.notionalCap(),
                            bracket.notionalFloor(),
                            bracket.rate(),
                            bracket.amount()));
        }
        return new LeverageBrackets(contract.symbol(), rows);
    }
}
