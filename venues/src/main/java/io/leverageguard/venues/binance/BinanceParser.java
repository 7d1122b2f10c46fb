package io.leverageguard.venues.binance;

import io.leverageguard.venues.BookFrame;
import io.leverageguard.venues.BookUpdate;
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
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceEvent.AggTrade;
import io.leverageguard.venues.binance.BinanceEvent.BalanceChange;
import io.leverageguard.venues.binance.BinanceEvent.BookTicker;
import io.leverageguard.venues.binance.BinanceEvent.DepthUpdate;
import io.leverageguard.venues.binance.BinanceEvent.ForcedOrder;
import io.leverageguard.venues.binance.BinanceEvent.MarkPriceUpdate;
import io.leverageguard.venues.binance.BinanceEvent.OrderUpdate;
import io.leverageguard.venues.binance.BinanceEvent.PositionChange;
import io.leverageguard.venues.binance.BinanceEvent.Trade;
import io.leverageguard.venues.binance.BinanceMessages.ApiRestrictions;
import io.leverageguard.venues.binance.BinanceMessages.Balance;
import io.leverageguard.venues.binance.BinanceMessages.Depth;
import io.leverageguard.venues.binance.BinanceMessages.Income;
import io.leverageguard.venues.binance.BinanceMessages.Kline;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBracket;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import io.leverageguard.venues.binance.BinanceMessages.UserTrade;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns Binance's messages into our reports. A word we do not know becomes the unknown value of its
 * kind; a missing number is an error, because a made-up one would be worse.
 */
final class BinanceParser {
    private BinanceParser() {}

    /** Reads the body of an answer. */
    static <T> T read(Answer answer, Class<T> type) {
        try {
            return BinanceMessages.read(answer.body(), type);
        } catch (IllegalArgumentException e) {
            throw malformed(answer.source() + " answered what is " + e.getMessage());
        }
    }

    /** Reads the body of an answer that is an array. */
    static <T> List<T> readList(Answer answer, Class<T> type) {
        try {
            return BinanceMessages.readList(answer.body(), type);
        } catch (IllegalArgumentException e) {
            throw malformed(answer.source() + " answered what is " + e.getMessage());
        }
    }

    /** The venue said something that cannot be used. */
    static VenueError malformed(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", message);
    }

    static OrderReport order(Order order) {
        long createdAt = order.time() == null ? order.updateTime() : order.time();
        return new OrderReport(
                need(order.symbol(), "symbol"),
                String.valueOf(order.orderId()),
                need(order.clientOrderId(), "clientOrderId"),
                side(order.side()),
                kind(order.type()),
                status(order.status(), order.executedQty(), order.origQty()),
                closure(order.clientOrderId()),
                need(order.origQty(), "origQty"),
                need(order.executedQty(), "executedQty"),
                or(order.price(), BigDecimal.ZERO),
                or(order.avgPrice(), BigDecimal.ZERO),
                order.reduceOnly(),
                time(createdAt),
                time(order.updateTime()));
    }

    /** The stream does not say when an order was made; its first update is as early as we know. */
    static OrderReport order(OrderUpdate order) {
        return new OrderReport(
                need(order.symbol(), "s"),
                String.valueOf(order.orderId()),
                need(order.clientOrderId(), "c"),
                side(order.side()),
                kind(order.originalType() == null ? order.type() : order.originalType()),
                status(order.status(), order.filled(), order.quantity()),
                closure(order.clientOrderId()),
                need(order.quantity(), "q"),
                need(order.filled(), "z"),
                or(order.price(), BigDecimal.ZERO),
                or(order.averagePrice(), BigDecimal.ZERO),
                order.reduceOnly(),
                time(order.time()),
                time(order.time()));
    }

    /**
     * Whether an update is a fill. A liquidation is announced before it trades, with nothing filled
     * and status NEW; that is none.
     */
    static boolean isFill(OrderUpdate order) {
        return need(order.lastFilled(), "l").signum() > 0
                && !List.of("CANCELED", "EXPIRED", "AMENDMENT")
                        .contains(or(order.executionType(), ""));
    }

    static FillReport fill(OrderUpdate order) {
        return new FillReport(
                need(order.symbol(), "s"),
                String.valueOf(order.tradeId()),
                String.valueOf(order.orderId()),
                side(order.side()),
                need(order.lastPrice(), "L"),
                need(order.lastFilled(), "l"),
                or(order.commission(), BigDecimal.ZERO),
                or(order.commissionAsset(), ""),
                or(order.realizedPnl(), BigDecimal.ZERO),
                order.maker(),
                time(order.time()));
    }

    static FillReport fill(UserTrade trade) {
        return new FillReport(
                need(trade.symbol(), "symbol"),
                String.valueOf(trade.id()),
                String.valueOf(trade.orderId()),
                side(trade.side()),
                need(trade.price(), "price"),
                need(trade.qty(), "qty"),
                or(trade.commission(), BigDecimal.ZERO),
                or(trade.commissionAsset(), ""),
                or(trade.realizedPnl(), BigDecimal.ZERO),
                trade.maker(),
                time(trade.time()));
    }

    static PositionReport position(PositionRisk position) {
        BigDecimal isolatedWallet = or(position.isolatedWallet(), BigDecimal.ZERO);
        BigDecimal liquidation = or(position.liquidationPrice(), BigDecimal.ZERO);
        boolean isolated =
                position.marginType() == null
                        ? isolatedWallet.signum() != 0
                        : position.marginType().equalsIgnoreCase("isolated");
        return new PositionReport(
                need(position.symbol(), "symbol"),
                need(position.positionAmt(), "positionAmt"),
                need(position.entryPrice(), "entryPrice"),
                or(position.unRealizedProfit(), BigDecimal.ZERO),
                isolated,
                isolatedWallet,
                leverage(position),
                liquidation.signum() <= 0 ? null : liquidation,
                time(position.updateTime()),
                BinanceAlgoParser.leg(position.positionSide()));
    }

    /** The stream tells neither leverage nor liquidation price: 0 and null. */
    static PositionReport position(PositionChange position, long at) {
        return new PositionReport(
                need(position.symbol(), "s"),
                need(position.amount(), "pa"),
                need(position.entryPrice(), "ep"),
                or(position.unrealizedPnl(), BigDecimal.ZERO),
                "isolated".equalsIgnoreCase(position.marginType()),
                or(position.isolatedWallet(), BigDecimal.ZERO),
                0,
                null,
                time(at),
                BinanceAlgoParser.leg(position.positionSide()));
    }

    static BalanceReport balance(Balance balance) {
        return new BalanceReport(
                need(balance.asset(), "asset"),
                need(balance.balance(), "balance"),
                need(balance.availableBalance(), "availableBalance"));
    }

    /** The stream does not say what is available; the cross wallet is the most it can be. */
    static BalanceReport balance(BalanceChange balance) {
        return new BalanceReport(
                need(balance.asset(), "a"),
                need(balance.wallet(), "wb"),
                need(balance.crossWallet(), "cw"));
    }

    static IncomeReport income(Income income) {
        return new IncomeReport(
                income.incomeType() + ":" + income.tranId(),
                or(income.symbol(), ""),
                need(income.incomeType(), "incomeType"),
                need(income.income(), "income"),
                or(income.asset(), ""),
                time(income.time()));
    }

    static Candle candle(Kline kline) {
        return new Candle(
                time(kline.openTime()),
                need(kline.open(), "open"),
                need(kline.high(), "high"),
                need(kline.low(), "low"),
                need(kline.close(), "close"),
                need(kline.volume(), "volume"));
    }

    static FundingRate fundingRate(BinanceMessages.FundingRate rate) {
        return new FundingRate(need(rate.fundingRate(), "fundingRate"), time(rate.fundingTime()));
    }

    static Bracket bracket(LeverageBracket bracket) {
        return new Bracket(
                need(bracket.notionalFloor(), "notionalFloor"),
                need(bracket.notionalCap(), "notionalCap"),
                bracket.initialLeverage(),
                need(bracket.maintMarginRatio(), "maintMarginRatio"),
                need(bracket.cum(), "cum"));
    }

    static KeyRights rights(ApiRestrictions key, long uid) {
        boolean trades =
                key.enableFutures()
                        || key.enableMargin()
                        || key.enableSpotAndMarginTrading()
                        || key.enableVanillaOptions()
                        || key.enablePortfolioMarginTrading()
                        || key.enableFixApiTrade();
        return new KeyRights(
                String.valueOf(uid),
                key.enableReading(),
                trades,
                key.enableWithdrawals(),
                key.enableInternalTransfer() || key.permitsUniversalTransfer(),
                key.ipRestrict(),
                time(key.createTime()));
    }

    static TradePrint trade(AggTrade trade) {
        return new TradePrint(
                need(trade.symbol(), "s"),
                String.valueOf(trade.aggregateId()),
                need(trade.price(), "p"),
                need(trade.quantity(), "q"),
                trade.buyerMaker(),
                time(trade.time()));
    }

    static TradePrint trade(Trade trade) {
        return new TradePrint(
                need(trade.symbol(), "s"),
                String.valueOf(trade.tradeId()),
                need(trade.price(), "p"),
                need(trade.quantity(), "q"),
                trade.buyerMaker(),
                time(trade.time()));
    }

    static MarkUpdate mark(MarkPriceUpdate mark) {
        return new MarkUpdate(
                need(mark.symbol(), "s"),
                need(mark.markPrice(), "p"),
                need(mark.indexPrice(), "i"),
                or(mark.fundingRate(), BigDecimal.ZERO),
                time(mark.nextFundingTime()),
                time(mark.eventTime()));
    }

    static QuoteUpdate quote(BookTicker quote) {
        return new QuoteUpdate(
                need(quote.symbol(), "s"),
                need(quote.bid(), "b"),
                need(quote.bidQuantity(), "B"),
                need(quote.ask(), "a"),
                need(quote.askQuantity(), "A"),
                time(quote.time() == 0 ? quote.eventTime() : quote.time()));
    }

    /** A part of a book, as the stream pushes it. */
    static BookFrame book(DepthUpdate depth) {
        return new BookFrame(
                need(depth.symbol(), "s"),
                false,
                depth.firstUpdateId(),
                depth.finalUpdateId(),
                depth.previousUpdateId(),
                0,
                levels(depth.bids()),
                levels(depth.asks()),
                time(depth.time()));
    }

    /** A whole book, as it is asked for. */
    static BookFrame book(String symbol, Depth depth) {
        return new BookFrame(
                symbol,
                true,
                depth.lastUpdateId(),
                depth.lastUpdateId(),
                0,
                0,
                levels(depth.bids()),
                levels(depth.asks()),
                time(depth.time()));
    }

    private static List<BookUpdate.Level> levels(List<Level> levels) {
        return need(levels, "levels").stream()
                .map(
                        level ->
                                new BookUpdate.Level(
                                        need(level.price(), "price"),
                                        need(level.quantity(), "quantity")))
                .toList();
    }

    static LiquidationPrint liquidation(ForcedOrder order) {
        return new LiquidationPrint(
                need(order.symbol(), "s"),
                closedSide(side(order.side())),
                need(order.price(), "p"),
                need(order.averagePrice(), "ap"),
                need(order.quantity(), "q"),
                time(order.time()));
    }

    /** The position that an order of this side closes. */
    static PositionSide closedSide(OrderSide side) {
        return side == OrderSide.SELL ? PositionSide.LONG : PositionSide.SHORT;
    }

    /**
     * Who caused an order, by the prefix that the venue gives to its own. A client may choose the
     * same prefix, so this alone proves nothing.
     */
    static Closure closure(String clientOrderId) {
        if (clientOrderId.startsWith("autoclose-")) {
            return Closure.LIQUIDATION;
        }
        if (clientOrderId.startsWith("adl_autoclose")) {
            return Closure.ADL;
        }
        return clientOrderId.startsWith("settlement_autoclose-")
                        || clientOrderId.startsWith("delivery_autoclose-")
                ? Closure.SETTLEMENT
                : Closure.USER;
    }

    static OrderSide side(String side) {
        return switch (or(side, "")) {
            case "BUY" -> OrderSide.BUY;
            case "SELL" -> OrderSide.SELL;
            default -> throw malformed("an order is neither BUY nor SELL: " + side);
        };
    }

    /** Conditional orders become market or limit orders when they trigger, as their name says. */
    private static OrderKind kind(String type) {
        return or(type, "").contains("MARKET") ? OrderKind.MARKET : OrderKind.LIMIT;
    }

    /** NEW_INSURANCE and NEW_ADL are the venue's own orders; their state is in the quantities. */
    private static OrderStatus status(String status, BigDecimal filled, BigDecimal quantity) {
        return switch (or(status, "")) {
            case "NEW" -> OrderStatus.NEW;
            case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
            case "FILLED" -> OrderStatus.FILLED;
            case "CANCELED" -> OrderStatus.CANCELED;
            case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
            case "REJECTED" -> OrderStatus.REJECTED;
            case "NEW_INSURANCE", "NEW_ADL" -> statusByQuantity(filled, quantity);
            default -> OrderStatus.UNKNOWN;
        };
    }

    private static OrderStatus statusByQuantity(BigDecimal filled, BigDecimal quantity) {
        if (need(filled, "filled quantity").signum() == 0) {
            return OrderStatus.NEW;
        }
        return filled.compareTo(need(quantity, "quantity")) < 0
                ? OrderStatus.PARTIALLY_FILLED
                : OrderStatus.FILLED;
    }

    /** Version 3 leaves leverage out: it is notional over the initial margin of the position. */
    private static int leverage(PositionRisk position) {
        BigDecimal margin = or(position.positionInitialMargin(), BigDecimal.ZERO);
        BigDecimal notional = or(position.notional(), BigDecimal.ZERO).abs();
        try {
            if (position.leverage() != null) {
                return Integer.parseInt(position.leverage());
            }
            return margin.signum() == 0
                    ? 0
                    : notional.divide(margin, 0, RoundingMode.HALF_EVEN).intValueExact();
        } catch (ArithmeticException | NumberFormatException _) {
            throw malformed("a position has no usable leverage");
        }
    }

    private static Instant time(long epochMs) {
        return Instant.ofEpochMilli(epochMs);
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
