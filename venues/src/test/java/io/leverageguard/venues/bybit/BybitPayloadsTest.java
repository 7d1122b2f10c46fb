package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.bybit.BybitAccountMessages.AccountInfo;
import io.leverageguard.venues.bybit.BybitAccountMessages.ApiKey;
import io.leverageguard.venues.bybit.BybitAccountMessages.ClosedPnl;
import io.leverageguard.venues.bybit.BybitAccountMessages.Coins;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.FeeRate;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import io.leverageguard.venues.bybit.BybitAccountMessages.Wallet;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.FundingRate;
import io.leverageguard.venues.bybit.BybitMarketMessages.InstrumentInfo;
import io.leverageguard.venues.bybit.BybitMarketMessages.Klines;
import io.leverageguard.venues.bybit.BybitMarketMessages.RecentTrade;
import io.leverageguard.venues.bybit.BybitMarketMessages.RiskLimit;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages.BatchAck;
import io.leverageguard.venues.bybit.BybitMessages.CancelAllAck;
import io.leverageguard.venues.bybit.BybitMessages.Envelope;
import io.leverageguard.venues.bybit.BybitMessages.MarginModeReasons;
import io.leverageguard.venues.bybit.BybitMessages.OrderAck;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what others have recorded or copied from the venue's documentation. */
class BybitPayloadsTest {
    private static final String JKORF = "payloads/jkorf-bybit/";
    private static final String NAUTILUS = "payloads/nautilus/bybit/test_data";

    /** Members of other markets, of keys' editing, and of listings that are not yet open. */
    private static final Set<String> LEFT_ASIDE =
            Set.of(
                    "preListingInfo",
                    "safeConfirmNumber",
                    "userIDInt64",
                    "inviterIDInt64",
                    "affiliateIDInt64",
                    "mmrSysUpdateTime",
                    "spotBorrow",
                    "totalPerpUpl");

    private static final Map<String, Class<?>> PAGES =
            Map.ofEntries(
                    Map.entry("GetLinearInverseSymbols.txt", InstrumentInfo.class),
                    Map.entry("GetLinearInverseSymbolsPreListing.txt", InstrumentInfo.class),
                    Map.entry("GetLinearInverseTickers.txt", Ticker.class),
                    Map.entry("GetRiskLimit.txt", RiskLimit.class),
                    Map.entry("GetFundingRateHistory.txt", FundingRate.class),
                    Map.entry("GetTradeHistory.txt", RecentTrade.class),
                    Map.entry("V5Api/Trading/GetOrders.txt", Order.class),
                    Map.entry("GetOrderHistory.txt", Order.class),
                    Map.entry("GetPositions.txt", Position.class),
                    Map.entry("GetClosedProfitLoss.txt", ClosedPnl.class),
                    Map.entry("V5Api/Trading/GetUserTrades.txt", Execution.class),
                    Map.entry("V5Api/Account/GetTransactionHistory.txt", Transaction.class),
                    Map.entry("GetBalances.txt", Wallet.class),
                    Map.entry("GetFeeRate.txt", FeeRate.class),
                    Map.entry("PlaceMultipleOrders.txt", BatchAck.class),
                    Map.entry("CancelMultipleOrders.txt", BatchAck.class),
                    Map.entry("http_get_executions.json", Execution.class),
                    Map.entry("http_get_fee_rate.json", FeeRate.class),
                    Map.entry("http_get_funding_history.json", FundingRate.class),
                    Map.entry("http_get_instruments_linear.json", InstrumentInfo.class),
                    Map.entry("http_get_instruments_linear_symbol_type.json", InstrumentInfo.class),
                    Map.entry("http_get_order_partially_filled_rejected.json", Order.class),
                    Map.entry("http_get_orders_history.json", Order.class),
                    Map.entry("http_get_orders_history_with_duplicate.json", Order.class),
                    Map.entry("http_get_orders_realtime.json", Order.class),
                    Map.entry("http_get_orders_realtime_tp_sl.json", Order.class),
                    Map.entry("http_get_positions.json", Position.class),
                    Map.entry("http_get_positions_with_open_time.json", Position.class),
                    Map.entry("http_get_trades_recent.json", RecentTrade.class),
                    Map.entry("http_get_wallet_balance.json", Wallet.class),
                    Map.entry("http_get_wallet_balance_spot_short.json", Wallet.class),
                    Map.entry("http_get_wallet_balance_with_spot_borrow.json", Wallet.class));

    private static final Map<String, Class<?>> RESULTS =
            Map.ofEntries(
                    Map.entry("GetOrderbook.txt", Book.class),
                    Map.entry("GetKlines.txt", Klines.class),
                    Map.entry("V5Api/Trading/PlaceOrder.txt", OrderAck.class),
                    Map.entry("V5Api/Trading/EditOrder.txt", OrderAck.class),
                    Map.entry("V5Api/Trading/CancelOrder.txt", OrderAck.class),
                    Map.entry("CancelAllOrder.txt", CancelAllAck.class),
                    Map.entry("AddOrReduceMargin.txt", Position.class),
                    Map.entry("SetMarginMode.txt", MarginModeReasons.class),
                    Map.entry("GetMarginAccountInfo.txt", AccountInfo.class),
                    Map.entry("GetApiKeyInfo.txt", ApiKey.class),
                    Map.entry("GetAssetInfo.txt", Coins.class),
                    Map.entry("http_get_account_info.json", AccountInfo.class),
                    Map.entry("http_get_klines_linear.json", Klines.class),
                    Map.entry("http_get_orderbook.json", Book.class),
                    Map.entry("http_get_user_query_api.json", ApiKey.class));

    @Test
    void answersAreReadAndWrittenWithNothingLost() {
        PAGES.forEach(
                (file, type) -> {
                    Envelope answer = answer(file);
                    assertThat(answer.page(type).list()).as(file).isNotEmpty();
                    same(file, answer.result(), BybitMessages.tree(answer.page(type)));
                });
        RESULTS.forEach(
                (file, type) -> {
                    Envelope answer = answer(file);
                    same(file, answer.result(), BybitMessages.tree(answer.result(type)));
                });
    }

    @Test
    void framesAreReadAndWrittenWithNothingLost() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (String frame : frames()) {
            BybitEvent event = BybitEvent.read(frame);
            kinds.merge(event.getClass().getSimpleName(), 1, Integer::sum);
            if (!(event instanceof BybitEvent.Unknown)) {
                same(frame, tree(frame), tree(BybitMessages.write(event)));
            }
        }
        assertThat(kinds.keySet())
                .contains(
                        "Answer",
                        "TradeAnswer",
                        "OrderBook",
                        "Trades",
                        "Tickers",
                        "Klines",
                        "Liquidations",
                        "Orders",
                        "Executions",
                        "Positions",
                        "Wallets");
    }

    @Test
    void answersBecomeReports() {
        assertThat(rows(Order.class))
                .hasSizeGreaterThan(8)
                .allSatisfy(row -> assertThat(BybitParser.order(row).venueOrderId()).isNotEmpty())
                .allSatisfy(row -> assertThat(BybitParser.trigger(row).symbol()).isNotEmpty());
        assertThat(rows(Execution.class))
                .hasSize(3)
                .allSatisfy(
                        row ->
                                assertThat(BybitParser.fill(row, BigDecimal.ZERO).fee())
                                        .isPositive());
        assertThat(rows(Position.class).stream().map(row -> BybitParser.position(row, false)))
                .extracting(PositionReport::quantity)
                .containsExactlyInAnyOrder(
                        new BigDecimal("-300"),
                        new BigDecimal("0.5"),
                        new BigDecimal("-5.0"),
                        new BigDecimal("0"),
                        new BigDecimal("1"));
        assertThat(
                        rows(Transaction.class).stream()
                                .flatMap(row -> BybitParser.income(row).stream()))
                .extracting(IncomeReport::kind)
                .containsExactly("SETTLEMENT:FUNDING", "TRADE", "TRADE");
        assertThat(rows(Wallet.class).stream().flatMap(wallet -> wallet.coin().stream()))
                .hasSizeGreaterThan(4)
                .allSatisfy(coin -> assertThat(BybitParser.balance(coin).asset()).isNotEmpty());
        assertThat(BybitSymbols.instruments(rows(InstrumentInfo.class)))
                .extracting(Instrument::symbol)
                .contains("BTCUSDT", "ETHUSDT");
        assertThat(BybitParser.rights(answer("http_get_user_query_api.json").result(ApiKey.class)))
                .returns(true, KeyRights::canTransfer)
                .returns(true, KeyRights::ipRestricted)
                .returns(false, KeyRights::canTrade);
    }

    @Test
    void framesAreHandedOverOrPassedOver() {
        Told.Market market = new Told.Market();
        Told.Account account = new Told.Account();
        BybitMarketEvents markets =
                new BybitMarketEvents(
                        market,
                        new SteppedClock(Instant.EPOCH),
                        Set.of("BTCUSDT", "ETHUSDT"),
                        new HashSet<>());
        BybitAccountEvents accounts =
                new BybitAccountEvents(account, () -> false, BybitParser::trigger);
        for (String frame : frames()) {
            BybitEvent event = BybitEvent.read(frame);
            markets.read(event).run();
            accounts.read(event).run();
        }
        assertThat(market.told)
                .contains("mark 17217.33 17227.36 -0.000212", "liquidation SHORT 0.04499");
        assertThat(account.told)
                .contains("trigger STOP WAITING", "position -0.01 cross 0")
                .anyMatch(line -> line.endsWith(" ADL"));
    }

    /** The rows of one kind in every recorded answer. */
    private static <T> List<T> rows(Class<T> type) {
        List<T> rows = new ArrayList<>();
        PAGES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(file -> rows.addAll(answer(file).page(type).list()));
        return rows;
    }

    /** Frames of the linear market and of accounts. */
    static List<String> frames() {
        List<String> frames = new ArrayList<>();
        for (String folder : List.of("Subscriptions/V5/Linear", "Subscriptions/V5/Private")) {
            for (Path file : SharedFiles.below(JKORF + folder, ".txt")) {
                frames.addAll(received(SharedFiles.text(file)));
            }
        }
        for (Path file : SharedFiles.below(JKORF + "Socket", ".txt")) {
            frames.addAll(received(SharedFiles.text(file)));
        }
        for (Path file : SharedFiles.below(NAUTILUS, ".json")) {
            if (file.getFileName().toString().startsWith("ws_")) {
                frames.add(SharedFiles.text(file));
            }
        }
        return frames;
    }

    static Envelope answer(String suffix) {
        String folder = suffix.endsWith(".txt") ? JKORF + "Endpoints" : NAUTILUS;
        String text = SharedFiles.text(SharedFiles.below(folder, suffix).getFirst());
        String json =
                suffix.endsWith(".txt") ? text.lines().skip(3).reduce("", String::concat) : text;
        return BybitMessages.read(json, Envelope.class);
    }

    /** Every member that says something is there again with the same words. */
    private static void same(String where, @Nullable JsonNode theirs, @Nullable JsonNode ours) {
        assertThat(theirs).as(where).isNotNull();
        assertThat(ours).as(where).isNotNull();
        if (theirs.isObject()) {
            theirs.forEachEntry(
                    (name, value) -> {
                        if (!LEFT_ASIDE.contains(name) && !isNothing(value)) {
                            same(where + " " + name, value, ours.get(name));
                        }
                    });
        } else if (theirs.isArray()) {
            assertThat(ours.size()).as(where).isEqualTo(theirs.size());
            for (int i = 0; i < theirs.size(); i++) {
                same(where + " " + i, theirs.get(i), ours.get(i));
            }
        } else if (!theirs.equals(ours)) {
            assertThat(new BigDecimal(ours.asString()))
                    .as(where)
                    .isEqualByComparingTo(theirs.asString());
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull()
                || (node.isString() && node.asString().isEmpty())
                || (node.isContainer() && node.isEmpty());
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }

    /** What the venue says in a scripted dialogue: what follows a {@code <} or a {@code =}. */
    private static List<String> received(String dialogue) {
        List<String> frames = new ArrayList<>();
        for (String part : dialogue.split("(?m)^[=<] *", -1)) {
            String frame = part.split("(?m)^> ", -1)[0].strip();
            if (frame.startsWith("{")) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
