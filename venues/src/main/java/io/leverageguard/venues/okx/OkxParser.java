package io.leverageguard.venues.okx;

import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.LiquidationPrint;
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
import io.leverageguard.venues.okx.OkxAccounts.Asset;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxEvent.Liquidation;
import io.leverageguard.venues.okx.OkxEvent.OrderUpdate;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.Candle;
import io.leverageguard.venues.okx.OkxMarkets.PastFunding;
import io.leverageguard.venues.okx.OkxMarkets.PositionTier;
import io.leverageguard.venues.okx.OkxMarkets.Trade;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxSymbols.Swap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns OKX's messages into our reports: contracts into base units, fees that are negative when
 * charged into positive ones. A word we do not know becomes the unknown value of its kind; a
 * missing number is an error, because a made-up one would be worse.
 */
final class OkxParser {
    static final String FUNDING = "8";
    static final String MARGIN_TRANSFER = "MARGIN_TRANSFER";
    static final String LIQUIDATION_FEE = "LIQUIDATION_FEE";

    /** What the numbers of {@code type} in a bill mean, in our other venues' words. */
    private static final Map<String, String> BILLS =
            Map.of(
                    "1",
                    "TRANSFER",
                    "2",
                    "TRADE",
                    "3",
                    "DELIVERY",
                    "5",
                    "LIQUIDATION",
                    "6",
                    MARGIN_TRANSFER,
                    "7",
                    "INTEREST",
                    FUNDING,
                    "FUNDING_FEE",
                    "9",
                    "ADL",
                    "10",
                    "CLAWBACK");

    private static final String LIQUIDATION_FEE_SUBTYPE = "109";
    private static final int NOTIONAL_PLACES = 2;

    private final OkxSymbols symbols;

    OkxParser(OkxSymbols symbols) {
        this.symbols = symbols;
    }

    /** The venue said something that cannot be used. */
    static VenueError malformed(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", message);
    }

    /** An order without an id of its owner's is called by the venue's number. */
    OrderReport order(Order order) {
        Swap swap = symbols.swap(need(order.instId(), "instId"));
        String ordId = need(order.ordId(), "ordId");
        BigDecimal filled = swap.base(or(order.accFillSz(), BigDecimal.ZERO));
        return new OrderReport(
                swap.symbol(),
                ordId,
                isEmpty(order.clOrdId()) ? ordId : order.clOrdId(),
                side(order.side()),
                kind(order.ordType()),
                status(order.state(), filled),
                closure(order.category()),
                swap.base(need(order.sz(), "sz")),
                filled,
                or(order.px(), BigDecimal.ZERO),
                or(order.avgPx(), BigDecimal.ZERO),
                "true".equals(order.reduceOnly()),
                time(order.cTime()),
                time(order.uTime()));
    }

    /** Whether an update of an order is a fill; others repeat the number of the last trade. */
    static boolean isFill(OrderUpdate update) {
        Order order = need(update.order(), "order");
        return or(order.fillSz(), BigDecimal.ZERO).signum() > 0
                && isTold(order.tradeId())
                && Set.of("partially_filled", "filled").contains(or(order.state(), ""));
    }

    /**
     * Whether an update is a fill of which the venue does not say which: trades of liquidations and
     * of auto-deleveraging have their (negative) number in the list of fills alone.
     */
    static boolean isNamelessFill(OrderUpdate update) {
        Order order = need(update.order(), "order");
        return or(order.fillSz(), BigDecimal.ZERO).signum() > 0
                && !isTold(order.tradeId())
                && closure(order.category()) != Closure.USER;
    }

    private static boolean isTold(@Nullable String tradeId) {
        return !isEmpty(tradeId) && !"0".equals(tradeId);
    }

    FillReport fill(OrderUpdate update) {
        Order order = need(update.order(), "order");
        Swap swap = symbols.swap(need(order.instId(), "instId"));
        Long at = order.fillTime();
        return new FillReport(
                swap.symbol(),
                need(order.tradeId(), "tradeId"),
                need(order.ordId(), "ordId"),
                side(order.side()),
                need(order.fillPx(), "fillPx"),
                swap.base(need(order.fillSz(), "fillSz")),
                paid(update.fillFee()),
                or(update.fillFeeCcy(), or(order.feeCcy(), "")),
                or(update.fillPnl(), BigDecimal.ZERO),
                "M".equals(update.execType()),
                time(at == null || at == 0 ? order.uTime() : at));
    }

    FillReport fill(Fill fill) {
        Swap swap = symbols.swap(need(fill.instId(), "instId"));
        Long at = fill.fillTime();
        return new FillReport(
                swap.symbol(),
                need(fill.tradeId(), "tradeId"),
                need(fill.ordId(), "ordId"),
                side(fill.side()),
                need(fill.fillPx(), "fillPx"),
                swap.base(need(fill.fillSz(), "fillSz")),
                paid(fill.fee()),
                or(fill.feeCcy(), ""),
                or(fill.fillPnl(), BigDecimal.ZERO),
                "M".equals(fill.execType()),
                time(at == null || at == 0 ? fill.ts() : at));
    }

    PositionReport position(Position position) {
        Swap swap = symbols.swap(need(position.instId(), "instId"));
        PositionSide leg = leg(position.posSide());
        BigDecimal size = swap.base(or(position.pos(), BigDecimal.ZERO));
        BigDecimal liquidation = or(position.liqPx(), BigDecimal.ZERO);
        boolean isolated = "isolated".equals(position.mgnMode());
        return new PositionReport(
                swap.symbol(),
                signed(size, leg),
                or(position.avgPx(), BigDecimal.ZERO),
                or(position.upl(), BigDecimal.ZERO),
                isolated,
                isolated ? or(position.margin(), BigDecimal.ZERO) : BigDecimal.ZERO,
                or(position.lever(), BigDecimal.ZERO).intValue(),
                liquidation.signum() <= 0 ? null : liquidation,
                time(position.uTime()),
                leg);
    }

    /**
     * The wallet has what isolated positions hold in it, and no unrealised profit: equity less that
     * profit.
     */
    static BalanceReport balance(Asset asset) {
        BigDecimal equity = asset.eq();
        BigDecimal wallet =
                equity == null
                        ? need(asset.cashBal(), "cashBal")
                        : equity.subtract(or(asset.upl(), BigDecimal.ZERO));
        BigDecimal available = or(asset.availEq(), or(asset.availBal(), BigDecimal.ZERO));
        return new BalanceReport(need(asset.ccy(), "ccy"), plain(wallet), plain(available));
    }

    /**
     * A line of the ledger. Margin that moves between account and position is told as seen from the
     * position; everything else by what it did to both together.
     */
    static IncomeReport income(Bill bill) {
        String kind = kind(bill);
        BigDecimal account = or(bill.balChg(), BigDecimal.ZERO);
        BigDecimal position = or(bill.posBalChg(), BigDecimal.ZERO);
        return new IncomeReport(
                need(bill.billId(), "billId"),
                OkxSymbols.isOurs(bill.instId()) ? OkxSymbols.symbol(bill.instId()) : "",
                kind,
                kind.equals(MARGIN_TRANSFER) ? position : account.add(position),
                or(bill.ccy(), ""),
                time(bill.ts()));
    }

    io.leverageguard.venues.Reports.Candle candle(Candle candle) {
        return new io.leverageguard.venues.Reports.Candle(
                time(candle.ts()),
                need(candle.o(), "open"),
                need(candle.h(), "high"),
                need(candle.l(), "low"),
                need(candle.c(), "close"),
                need(candle.volCcy(), "volume"));
    }

    static FundingRate fundingRate(PastFunding funding) {
        BigDecimal rate = or(funding.realizedRate(), need(funding.fundingRate(), "fundingRate"));
        return new FundingRate(rate, time(funding.fundingTime()));
    }

    /**
     * The tiers of a contract, which the venue counts in contracts, in quote at {@code mark}. The
     * rate of a tier is that of the whole position, so that nothing is taken off.
     */
    static List<Bracket> brackets(List<PositionTier> tiers, Swap swap, BigDecimal mark) {
        List<Bracket> brackets = new ArrayList<>();
        BigDecimal floor = BigDecimal.ZERO;
        List<PositionTier> rising =
                tiers.stream()
                        .sorted(Comparator.comparing(tier -> need(tier.maxSz(), "maxSz")))
                        .toList();
        for (PositionTier tier : rising) {
            BigDecimal cap =
                    swap.base(need(tier.maxSz(), "maxSz"))
                            .multiply(mark)
                            .setScale(NOTIONAL_PLACES, RoundingMode.DOWN);
            if (cap.compareTo(floor) <= 0) {
                throw malformed("a tier of " + swap.instId() + " ends before it begins");
            }
            brackets.add(
                    new Bracket(
                            floor,
                            cap,
                            need(tier.maxLever(), "maxLever").intValue(),
                            need(tier.mmr(), "mmr"),
                            BigDecimal.ZERO));
            floor = cap;
        }
        return List.copyOf(brackets);
    }

    /**
     * What a key may do: {@code perm} lists it. A word we do not know may mean anything, so that it
     * counts as trading.
     */
    static KeyRights rights(Config config) {
        List<String> perm =
                Arrays.stream(or(config.perm(), "").split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
        boolean withdraws = perm.contains("withdraw");
        return new KeyRights(
                need(config.uid(), "uid"),
                !perm.isEmpty(),
                perm.stream().anyMatch(word -> !Set.of("read_only", "withdraw").contains(word)),
                withdraws,
                withdraws,
                !isEmpty(config.ip()),
                Instant.EPOCH);
    }

    /** {@code side} is the taker's. */
    TradePrint trade(Trade trade) {
        Swap swap = symbols.swap(need(trade.instId(), "instId"));
        return new TradePrint(
                swap.symbol(),
                need(trade.tradeId(), "tradeId"),
                need(trade.px(), "px"),
                swap.base(need(trade.sz(), "sz")),
                side(trade.side()) == OrderSide.SELL,
                time(trade.ts()));
    }

    /** Best bid and ask of a book with one level on either side. */
    QuoteUpdate quote(String instId, Book book) {
        if (book.bids().isEmpty() || book.asks().isEmpty()) {
            throw malformed("a side of " + instId + " is empty");
        }
        Swap swap = symbols.swap(instId);
        OkxMarkets.Level bid = need(book.bids().getFirst(), "bid");
        OkxMarkets.Level ask = need(book.asks().getFirst(), "ask");
        return new QuoteUpdate(
                swap.symbol(),
                need(bid.px(), "bid"),
                swap.base(need(bid.sz(), "bid size")),
                need(ask.px(), "ask"),
                swap.base(need(ask.sz(), "ask size")),
                time(book.ts()));
    }

    /** The order's side tells which position was closed, in net mode too; the price is bankrupt. */
    LiquidationPrint liquidation(String instId, Liquidation liquidation) {
        Swap swap = symbols.swap(instId);
        BigDecimal price = need(liquidation.bkPx(), "bkPx");
        return new LiquidationPrint(
                swap.symbol(),
                closedSide(side(liquidation.side())),
                price,
                price,
                swap.base(need(liquidation.sz(), "sz")),
                time(liquidation.ts()));
    }

    /**
     * A conditional order. The venue's plain {@code trigger} does not say from which side it is
     * reached; it counts as a stop.
     */
    TriggerReport trigger(AlgoOrder algo) {
        Swap swap = symbols.swap(need(algo.instId(), "instId"));
        TriggerKind kind = TriggerKind.STOP;
        BigDecimal price = or(algo.triggerPx(), or(algo.slTriggerPx(), BigDecimal.ZERO));
        if ("move_order_stop".equals(algo.ordType())) {
            kind = TriggerKind.TRAILING;
            price = or(algo.activePx(), BigDecimal.ZERO);
        } else if (algo.tpTriggerPx() != null && price.signum() == 0) {
            kind = TriggerKind.TAKE_PROFIT;
            price = algo.tpTriggerPx();
        }
        String algoId = need(algo.algoId(), "algoId");
        List<String> orders = algo.ordIdList();
        String became =
                isEmpty(algo.ordId()) && !orders.isEmpty() ? orders.getFirst() : algo.ordId();
        return new TriggerReport(
                swap.symbol(),
                algoId,
                isEmpty(algo.algoClOrdId()) ? algoId : algo.algoClOrdId(),
                side(algo.side()),
                kind,
                triggerState(algo.state()),
                price,
                algo.closeFraction() == null
                        ? swap.base(or(algo.sz(), BigDecimal.ZERO))
                        : BigDecimal.ZERO,
                or(became, ""),
                time(algo.uTime()));
    }

    /** The position that an order of this side closes. */
    static PositionSide closedSide(OrderSide side) {
        return side == OrderSide.SELL ? PositionSide.LONG : PositionSide.SHORT;
    }

    /** The leg of a position; absent in net mode. */
    static @Nullable PositionSide leg(@Nullable String posSide) {
        return switch (or(posSide, "")) {
            case "long" -> PositionSide.LONG;
            case "short" -> PositionSide.SHORT;
            default -> null;
        };
    }

    /** Who caused an order; the venue says so itself. */
    static Closure closure(@Nullable String category) {
        return switch (or(category, "")) {
            case "full_liquidation", "partial_liquidation" -> Closure.LIQUIDATION;
            case "adl" -> Closure.ADL;
            case "delivery" -> Closure.SETTLEMENT;
            default -> Closure.USER;
        };
    }

    static OrderSide side(@Nullable String side) {
        return switch (or(side, "")) {
            case "buy" -> OrderSide.BUY;
            case "sell" -> OrderSide.SELL;
            default -> throw malformed("an order is neither buy nor sell: " + side);
        };
    }

    private static String kind(Bill bill) {
        String type = or(bill.type(), "");
        return LIQUIDATION_FEE_SUBTYPE.equals(bill.subType())
                ? LIQUIDATION_FEE
                : BILLS.getOrDefault(type, "TYPE_" + type);
    }

    private static OrderKind kind(@Nullable String type) {
        return switch (or(type, "")) {
            case "market", "optimal_limit_ioc" -> OrderKind.MARKET;
            default -> OrderKind.LIMIT;
        };
    }

    private static OrderStatus status(@Nullable String state, BigDecimal filled) {
        return switch (or(state, "")) {
            case "live" -> filled.signum() == 0 ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED;
            case "partially_filled" -> OrderStatus.PARTIALLY_FILLED;
            case "filled" -> OrderStatus.FILLED;
            case "canceled", "mmp_canceled" -> OrderStatus.CANCELED;
            default -> OrderStatus.UNKNOWN;
        };
    }

    private static TriggerState triggerState(@Nullable String state) {
        return switch (or(state, "")) {
            case "live", "pause" -> TriggerState.WAITING;
            case "effective", "order_placed", "partially_effective" -> TriggerState.TRIGGERED;
            case "filled" -> TriggerState.FINISHED;
            case "canceled" -> TriggerState.CANCELED;
            case "order_failed", "partially_failed" -> TriggerState.REJECTED;
            default -> TriggerState.UNKNOWN;
        };
    }

    private static BigDecimal signed(BigDecimal size, @Nullable PositionSide leg) {
        if (leg == null) {
            return size;
        }
        return leg == PositionSide.LONG ? size.abs() : size.abs().negate();
    }

    private static BigDecimal paid(@Nullable BigDecimal fee) {
        return plain(or(fee, BigDecimal.ZERO).negate());
    }

    private static BigDecimal plain(BigDecimal amount) {
        return OkxSymbols.plain(amount);
    }

    static Instant time(long epochMs) {
        return Instant.ofEpochMilli(epochMs);
    }

    static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
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
