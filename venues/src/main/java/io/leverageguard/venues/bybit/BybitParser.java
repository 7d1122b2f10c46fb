package io.leverageguard.venues.bybit;

import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitAccountMessages.ApiKey;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import io.leverageguard.venues.bybit.BybitAccountMessages.WalletCoin;
import io.leverageguard.venues.bybit.BybitEvent.Liquidation;
import io.leverageguard.venues.bybit.BybitEvent.Trade;
import io.leverageguard.venues.bybit.BybitMarketMessages.Kline;
import io.leverageguard.venues.bybit.BybitMarketMessages.RiskLimit;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns Bybit's messages into our reports. A word we do not know becomes the unknown value of its
 * kind; a missing number is an error, because a made-up one would be worse.
 */
final class BybitParser {
    /** Kinds of executions by which no quantity changes hands. */
    private static final Set<String> NO_FILLS = Set.of("Funding", "Settle", "SessionSettlePnL");

    /** Words by which the venue says that an order ended as its owner wanted. */
    private static final Set<String> OWN_WISH =
            Set.of("", "UNKNOWN", "CancelByUser", "CancelByDCP");

    private static final Set<String> NO_REASON =
            Set.of("", "UNKNOWN", "EC_NoError", "EC_PerCancelRequest");

    private BybitParser() {}

    /** Reads the result of a good answer. */
    static <T> T read(Answer answer, Class<T> type) {
        try {
            return answer.content().result(type);
        } catch (IllegalArgumentException e) {
            throw malformed(answer.source() + " answered what is " + e.getMessage());
        }
    }

    /** Reads the result of a good answer that is a list. */
    static <T> Page<T> page(Answer answer, Class<T> row) {
        try {
            return answer.content().page(row);
        } catch (IllegalArgumentException e) {
            throw malformed(answer.source() + " answered what is " + e.getMessage());
        }
    }

    /** The venue said something that cannot be used. */
    static VenueError malformed(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", message);
    }

    static OrderReport order(Order order) {
        BigDecimal filled = or(order.cumExecQty(), BigDecimal.ZERO);
        return new OrderReport(
                text(order.symbol(), "symbol"),
                text(order.orderId(), "orderId"),
                order.orderLinkId(),
                side(order.side()),
                kind(order.orderType()),
                status(order),
                closure(order.createType(), ""),
                need(order.qty(), "qty"),
                filled,
                or(order.price(), BigDecimal.ZERO),
                average(order, filled),
                order.reduceOnly(),
                time(order.createdTime(), "createdTime"),
                time(order.updatedTime(), "updatedTime"));
    }

    /** Whether a row is a conditional order, before or after it was triggered. */
    static boolean isTrigger(Order order) {
        return !Set.of("", "UNKNOWN").contains(order.stopOrderType());
    }

    /** Whether a conditional order has not become an order, and perhaps never will. */
    static boolean isUntriggered(Order order) {
        return Set.of("Untriggered", "Deactivated").contains(order.orderStatus());
    }

    /** Whether a row is about an order; one that has just been triggered becomes one or none. */
    static boolean isOrder(Order order) {
        return !isUntriggered(order) && !order.orderStatus().equals("Triggered");
    }

    /** A conditional order keeps its id when it is triggered. */
    static TriggerReport trigger(Order order) {
        String id = text(order.orderId(), "orderId");
        TriggerState state = state(order);
        boolean became = state == TriggerState.TRIGGERED || state == TriggerState.FINISHED;
        return new TriggerReport(
                text(order.symbol(), "symbol"),
                id,
                order.orderLinkId(),
                side(order.side()),
                kind(order),
                state,
                or(order.triggerPrice(), BigDecimal.ZERO),
                or(order.qty(), BigDecimal.ZERO),
                became ? id : "",
                time(order.updatedTime(), "updatedTime"));
    }

    /** Whether an execution is a fill; others are payments. */
    static boolean isFill(Execution execution) {
        return !NO_FILLS.contains(execution.execType());
    }

    static boolean isFunding(Execution execution) {
        return execution.execType().equals("Funding");
    }

    /**
     * {@code realized} stands in where the venue leaves the profit out. Stream and ledger write the
     * same profit with more and with fewer zeros.
     */
    static FillReport fill(Execution execution, BigDecimal realized) {
        return new FillReport(
                text(execution.symbol(), "symbol"),
                text(execution.execId(), "execId"),
                text(execution.orderId(), "orderId"),
                side(execution.side()),
                need(execution.execPrice(), "execPrice"),
                need(execution.execQty(), "execQty"),
                or(execution.execFee(), BigDecimal.ZERO),
                execution.feeCurrency().isEmpty()
                        ? BybitSymbols.SETTLE_COIN
                        : execution.feeCurrency(),
                or(execution.execPnl(), realized).stripTrailingZeros(),
                execution.maker(),
                time(execution.execTime(), "execTime"));
    }

    /** Whether cross or isolated is the account's affair, not the position's. */
    static PositionReport position(Position position, boolean isolated) {
        BigDecimal size = or(position.size(), BigDecimal.ZERO);
        BigDecimal entry = or(position.avgPrice(), or(position.entryPrice(), BigDecimal.ZERO));
        BigDecimal liquidation = or(position.liqPrice(), BigDecimal.ZERO);
        BigDecimal margin =
                or(position.positionBalance(), or(position.positionIM(), BigDecimal.ZERO));
        return new PositionReport(
                text(position.symbol(), "symbol"),
                isShort(position) ? size.negate() : size,
                entry,
                or(position.unrealisedPnl(), BigDecimal.ZERO),
                isolated,
                isolated ? margin : BigDecimal.ZERO,
                floor(or(position.leverage(), BigDecimal.ZERO)),
                liquidation.signum() <= 0 ? null : liquidation,
                Instant.ofEpochMilli(or(position.updatedTime(), 0L)),
                leg(position.positionIdx()));
    }

    /** What one may withdraw; where the venue no longer says it, equity less what margin holds. */
    static BalanceReport balance(WalletCoin coin) {
        BigDecimal wallet = or(coin.walletBalance(), BigDecimal.ZERO);
        BigDecimal free =
                or(coin.equity(), wallet)
                        .subtract(or(coin.totalPositionIM(), BigDecimal.ZERO))
                        .subtract(or(coin.totalOrderIM(), BigDecimal.ZERO))
                        .subtract(or(coin.locked(), BigDecimal.ZERO));
        return new BalanceReport(
                text(coin.coin(), "coin"),
                wallet,
                or(coin.availableToWithdraw(), free.max(BigDecimal.ZERO)));
    }

    /**
     * The lines of a transaction: funding apart from the rest, which is {@code cashFlow − fee}, so
     * that the lines add up to its change.
     */
    static List<IncomeReport> income(Transaction line) {
        BigDecimal funding = or(line.funding(), BigDecimal.ZERO);
        BigDecimal rest = need(line.change(), "change").subtract(funding);
        String type = text(line.type(), "type");
        String kind = line.transSubType().isEmpty() ? type : type + ":" + line.transSubType();
        List<IncomeReport> lines = new ArrayList<>();
        if (funding.signum() != 0) {
            lines.add(income(line, type + ":FUNDING", funding));
        }
        if (rest.signum() != 0 || funding.signum() == 0) {
            lines.add(income(line, kind.toUpperCase(Locale.ROOT), rest));
        }
        return lines;
    }

    private static IncomeReport income(Transaction line, String kind, BigDecimal amount) {
        return new IncomeReport(
                kind + ":" + line.id() + ":" + line.tradeId(),
                line.symbol(),
                kind,
                amount,
                line.currency(),
                time(line.transactionTime(), "transactionTime"));
    }

    static Candle candle(Kline kline) {
        return new Candle(
                time(kline.start(), "start"),
                need(kline.open(), "open"),
                need(kline.high(), "high"),
                need(kline.low(), "low"),
                need(kline.close(), "close"),
                need(kline.volume(), "volume"));
    }

    static FundingRate fundingRate(BybitMarketMessages.FundingRate rate) {
        return new FundingRate(
                need(rate.fundingRate(), "fundingRate"),
                time(rate.fundingRateTimestamp(), "fundingRateTimestamp"));
    }

    /**
     * Brackets from tiers, of which the venue tells the upper end. A deduction that is left out
     * follows from the tier before: the margin is the same on both sides of the border.
     */
    static List<Bracket> brackets(List<RiskLimit> tiers) {
        List<Bracket> brackets = new ArrayList<>();
        BigDecimal floor = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        List<RiskLimit> sorted =
                tiers.stream()
                        .sorted(
                                Comparator.comparing(
                                        tier -> need(tier.riskLimitValue(), "riskLimitValue")))
                        .toList();
        for (RiskLimit tier : sorted) {
            BigDecimal rate = rate(tier);
            amount = or(tier.mmDeduction(), amount.add(floor.multiply(rate.subtract(before))));
            before = rate;
            brackets.add(
                    new Bracket(
                            floor,
                            tier.riskLimitValue(),
                            floor(need(tier.maxLeverage(), "maxLeverage")),
                            rate,
                            amount));
            floor = tier.riskLimitValue();
        }
        return brackets;
    }

    /** Old contracts have percent: then initial margin times leverage is 100 instead of 1. */
    private static BigDecimal rate(RiskLimit tier) {
        BigDecimal rate = need(tier.maintenanceMargin(), "maintenanceMargin");
        BigDecimal whole =
                or(tier.initialMargin(), BigDecimal.ZERO)
                        .multiply(need(tier.maxLeverage(), "maxLeverage"));
        return whole.compareTo(BigDecimal.TEN) > 0 ? rate.movePointLeft(2) : rate;
    }

    /** The right to move money counts even where the key is for reading only. */
    static KeyRights rights(ApiKey key) {
        List<String> wallet = key.permissions().getOrDefault("Wallet", List.of());
        boolean trades =
                key.permissions().entrySet().stream()
                        .anyMatch(
                                area ->
                                        !area.getKey().equals("Wallet")
                                                && !area.getValue().isEmpty());
        return new KeyRights(
                String.valueOf(key.userID()),
                true,
                key.readOnly() == 0 && trades,
                wallet.stream().anyMatch(right -> right.startsWith("Withdraw")),
                wallet.stream().anyMatch(right -> right.contains("Transfer")),
                !key.ips().isEmpty() && !key.ips().contains("*"),
                instant(key.createdAt()));
    }

    /** The side of a public trade is the taker's. */
    static TradePrint trade(Trade trade) {
        return new TradePrint(
                text(trade.symbol(), "s"),
                text(trade.tradeId(), "i"),
                need(trade.price(), "p"),
                need(trade.quantity(), "v"),
                side(trade.side()) == OrderSide.SELL,
                Instant.ofEpochMilli(trade.time()));
    }

    static MarkUpdate mark(Ticker ticker, long at) {
        return new MarkUpdate(
                text(ticker.symbol(), "symbol"),
                need(ticker.markPrice(), "markPrice"),
                need(ticker.indexPrice(), "indexPrice"),
                or(ticker.fundingRate(), BigDecimal.ZERO),
                Instant.ofEpochMilli(or(ticker.nextFundingTime(), 0L)),
                Instant.ofEpochMilli(at));
    }

    static QuoteUpdate quote(Ticker ticker, long at) {
        return new QuoteUpdate(
                text(ticker.symbol(), "symbol"),
                need(ticker.bid1Price(), "bid1Price"),
                need(ticker.bid1Size(), "bid1Size"),
                need(ticker.ask1Price(), "ask1Price"),
                need(ticker.ask1Size(), "ask1Size"),
                Instant.ofEpochMilli(at));
    }

    /** The side is the position's, and the only price is the bankruptcy price. */
    static LiquidationPrint liquidation(Liquidation liquidation) {
        BigDecimal price = need(liquidation.price(), "p");
        return new LiquidationPrint(
                text(liquidation.symbol(), "s"),
                side(liquidation.positionSide()) == OrderSide.BUY
                        ? PositionSide.LONG
                        : PositionSide.SHORT,
                price,
                price,
                need(liquidation.quantity(), "v"),
                Instant.ofEpochMilli(liquidation.time()));
    }

    /**
     * Who caused an order, by words that the venue alone can choose. {@code CreateByMmRateClose} is
     * the owner's own order, kept for a margin rate.
     */
    static Closure closure(String createType, String execType) {
        return switch (createType) {
            case "CreateByLiq", "CreateByTakeOver_PassThrough" -> Closure.LIQUIDATION;
            case "CreateByAdl_PassThrough" -> Closure.ADL;
            case "CreateBySettle", "CreateByAdminClosing" -> Closure.SETTLEMENT;
            default ->
                    switch (execType) {
                        case "BustTrade" -> Closure.LIQUIDATION;
                        case "AdlTrade" -> Closure.ADL;
                        case "Delivery" -> Closure.SETTLEMENT;
                        default -> Closure.USER;
                    };
        };
    }

    static OrderSide side(String side) {
        return switch (side) {
            case "Buy" -> OrderSide.BUY;
            case "Sell" -> OrderSide.SELL;
            default -> throw malformed("an order is neither Buy nor Sell: " + side);
        };
    }

    static OrderKind kind(String orderType) {
        return orderType.equals("Market") ? OrderKind.MARKET : OrderKind.LIMIT;
    }

    /** The leg of hedge mode; absent in one-way mode. */
    static @Nullable PositionSide leg(int positionIdx) {
        return switch (positionIdx) {
            case 1 -> PositionSide.LONG;
            case 2 -> PositionSide.SHORT;
            default -> null;
        };
    }

    private static boolean isShort(Position position) {
        return position.positionIdx() == 2 || position.side().equals("Sell");
    }

    private static OrderStatus status(Order order) {
        return switch (order.orderStatus()) {
            case "Created", "New", "Active", "Untriggered", "Triggered" -> OrderStatus.NEW;
            case "PartiallyFilled" -> OrderStatus.PARTIALLY_FILLED;
            case "Filled" -> OrderStatus.FILLED;
            case "Cancelled", "PartiallyFilledCanceled", "Deactivated" ->
                    isOwnWish(order) ? OrderStatus.CANCELED : OrderStatus.EXPIRED;
            case "Rejected" -> OrderStatus.REJECTED;
            default -> OrderStatus.UNKNOWN;
        };
    }

    /** The venue calls cancelled what it ended itself, too, and gives the reason beside it. */
    private static boolean isOwnWish(Order order) {
        return OWN_WISH.contains(order.cancelType()) && NO_REASON.contains(order.rejectReason());
    }

    private static TriggerState state(Order order) {
        return switch (order.orderStatus()) {
            case "Untriggered" -> TriggerState.WAITING;
            case "Triggered", "New", "PartiallyFilled" -> TriggerState.TRIGGERED;
            case "Filled", "Cancelled" -> TriggerState.FINISHED;
            case "Deactivated" -> isOwnWish(order) ? TriggerState.CANCELED : TriggerState.EXPIRED;
            case "Rejected" -> TriggerState.REJECTED;
            default -> TriggerState.UNKNOWN;
        };
    }

    /** Direction 1 waits for a rise, 2 for a fall. */
    private static TriggerKind kind(Order order) {
        if (order.stopOrderType().startsWith("Trailing")) {
            return TriggerKind.TRAILING;
        }
        boolean buys = side(order.side()) == OrderSide.BUY;
        return buys == (order.triggerDirection() == 1) ? TriggerKind.STOP : TriggerKind.TAKE_PROFIT;
    }

    private static BigDecimal average(Order order, BigDecimal filled) {
        BigDecimal value = or(order.cumExecValue(), BigDecimal.ZERO);
        BigDecimal derived =
                filled.signum() == 0
                        ? BigDecimal.ZERO
                        : value.divide(filled, 12, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return or(order.avgPrice(), derived);
    }

    private static int floor(BigDecimal leverage) {
        return leverage.setScale(0, RoundingMode.FLOOR).intValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            return Instant.EPOCH;
        }
    }

    private static Instant time(@Nullable Long epochMs, String name) {
        return Instant.ofEpochMilli(need(epochMs, name));
    }

    private static String text(String value, String name) {
        if (value.isEmpty()) {
            throw malformed("a message has no " + name);
        }
        return value;
    }

    /** A member that a message must have. */
    static <T> T need(@Nullable T value, String name) {
        if (value == null) {
            throw malformed("a message has no " + name);
        }
        return value;
    }

    /** A member, or what stands for it when it is absent. */
    static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
