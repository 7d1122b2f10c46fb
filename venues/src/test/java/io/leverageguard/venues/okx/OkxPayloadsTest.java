package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.ClosedPosition;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMarkets.FundingRate;
import io.leverageguard.venues.okx.OkxOrders.Ack;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Reads what others have recorded or copied from the venue's documentation. */
class OkxPayloadsTest {
    private static final OkxAccountEvents.Ledger NOTHING_MORE =
            new OkxAccountEvents.Ledger() {
                @Override
                public List<OkxAccounts.Bill> fundings(Instant from) {
                    return List.of();
                }

                @Override
                public List<OkxOrders.Fill> fillsOf(OkxOrders.Order order) {
                    return List.of();
                }
            };

    private static final String JKORF = "jkorf-okx/Endpoints/UnifiedApi/";
    private static final String NAUTILUS = "nautilus/okx/test_data/";
    private static final String LIVE = "okx-api-burakoner/Live/Production/Public/";
    private static final String MANUAL = "okx-api-burakoner/Manual/";

    private final FakeOkx okx = new FakeOkx();
    private final OkxParser parser =
            new OkxParser(new OkxSymbols(new OkxRest("okx", okx, okx.clock, config())));

    @Test
    void everyRecordedFrameIsReadAndHandedOver() {
        Map<String, Integer> told = new TreeMap<>();
        Set<String> unusable = new TreeSet<>();
        for (Path file : SharedFiles.below("payloads/jkorf-okx/Subscriptions", ".txt")) {
            for (String frame : Dialogues.frames(SharedFiles.text(file))) {
                hand(frame, told, unusable);
            }
        }
        for (Path file : SharedFiles.below("payloads/nautilus/okx", ".json")) {
            String text = SharedFiles.text(file);
            if (file.getFileName().toString().startsWith("ws_") && text.startsWith("{")) {
                hand(text, told, unusable);
            }
        }
        for (Path file : SharedFiles.below("payloads/" + MANUAL, ".json")) {
            if (file.getFileName().toString().startsWith("ws-")) {
                hand(SharedFiles.text(file), told, unusable);
            }
        }
        assertThat(told.keySet())
                .contains(
                        "AlgoOrder",
                        "Ack",
                        "Balance",
                        "Book",
                        "FundingRate",
                        "Liquidations",
                        "LiquidationWarning",
                        "MarkPrice",
                        "OrderUpdate",
                        "Position",
                        "Trade");
        assertThat(unusable)
                .as("other instruments, and a book without numbers")
                .allMatch(words -> words.contains("not a swap in USDT") || words.contains("list"));
    }

    @Test
    void recordedOrdersAreRead() {
        OrderReport open = parser.order(one("http_get_orders_pending.json", Order.class));
        assertThat(open)
                .returns(OrderStatus.NEW, OrderReport::status)
                .returns("client-order-1", OrderReport::clientOrderId);
        assertThat(open.quantity()).isEqualTo("0.001");
        assertThat(parser.order(one("http_get_orders_history.json", Order.class)))
                .returns(OrderStatus.FILLED, OrderReport::status)
                .returns("2497956918703120384", OrderReport::clientOrderId);
        List<Order> spot =
                OkxMessages.readReply(
                                Dialogues.json(JKORF + "Trading/GetOrderHistory.txt"), Order.class)
                        .data();
        assertThat(spot).noneMatch(order -> OkxSymbols.isOurs(order.instId()));
    }

    @Test
    void forcedClosuresOfAnAccountAreToldApart() {
        assertThat(update("ws_orders_liquidation.json"))
                .returns(Closure.LIQUIDATION, OrderReport::closure);
        assertThat(update("ws_orders_adl.json")).returns(Closure.ADL, OrderReport::closure);
        assertThat(update("ws_orders.json")).returns(Closure.USER, OrderReport::closure);
    }

    @Test
    void recordedPositionsAndAlgoOrdersAreRead() {
        PositionReport position = parser.position(one("http_get_positions.json", Position.class));
        assertThat(position)
                .returns(PositionSide.LONG, PositionReport::positionSide)
                .returns(10, PositionReport::leverage);
        assertThat(position.quantity()).isEqualTo("0.005");
        assertThat(one("http_get_account_positions-history.json", ClosedPosition.class))
                .returns("2", ClosedPosition::type);
        assertThat(parser.trigger(one("http_get_orders_algo_pending.json", AlgoOrder.class)))
                .returns(TriggerState.WAITING, TriggerReport::state)
                .returns("client_algo_1", TriggerReport::clientOrderId);
        assertThat(parser.trigger(one("http_get_orders_algo_history.json", AlgoOrder.class)))
                .returns(TriggerState.TRIGGERED, TriggerReport::state)
                .returns("ord_456", TriggerReport::venueOrderId);
    }

    @Test
    void recordedLedgerKeyAndFillAreRead() {
        assertThat(OkxParser.income(jkorf("Account/GetBillHistory.txt", Bill.class)))
                .returns("TRADE", line -> line.kind())
                .returns("", line -> line.symbol());
        assertThat(OkxParser.rights(jkorf("Account/GetAccountConfiguration.txt", Config.class)))
                .returns(true, rights -> rights.canWithdraw())
                .returns("44705892343619584", rights -> rights.accountUid());
        Fill fill =
                OkxMessages.read(
                        Dialogues.json(NAUTILUS + "http_transaction_detail_empty_fee.json")
                                .replace("\"BTC-USDT\"", "\"BTC-USDT-SWAP\""),
                        Fill.class);
        assertThat(parser.fill(fill)).returns(false, FillReport::maker);
        assertThat(
                        OkxMessages.readReply(
                                        Dialogues.json(
                                                MANUAL
                                                        + "Trade/rest-place-order-with-subcode.json"),
                                        Ack.class)
                                .data())
                .singleElement()
                .returns("51008", Ack::sCode)
                .returns("54070", Ack::subCode);
    }

    @Test
    void liveInstrumentsAreAllUsable() {
        okx.forget("GET /api/v5/public/instruments")
                .answer(
                        "GET /api/v5/public/instruments",
                        200,
                        Dialogues.json(LIVE + "get-instruments-swap.json"));
        assertThat(okx.venue.instruments())
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        instrument -> {
                            assertThat(instrument.tickSize()).isPositive();
                            assertThat(instrument.lotSize()).isPositive();
                        })
                .filteredOn(instrument -> instrument.symbol().equals("BTCUSDT"))
                .singleElement()
                .satisfies(
                        btc -> {
                            assertThat(btc.lotSize()).isEqualTo("0.0001");
                            assertThat(btc.tickSize()).isEqualTo("0.1");
                        });
    }

    @Test
    void liveFundingAndARealLiquidationAreRead() {
        assertThat(
                        OkxMessages.readReply(
                                        Dialogues.json(LIVE + "get-funding-rate-any.json"),
                                        FundingRate.class)
                                .data())
                .hasSizeGreaterThan(200)
                .allSatisfy(row -> assertThat(row.fundingRate()).isNotNull());
        Told told = new Told();
        OkxMarketEvents events =
                new OkxMarketEvents(
                        Set.of("BTCUSDT"),
                        new OkxSymbols(new OkxRest("okx", okx, okx.clock, config())),
                        okx.clock,
                        told);
        events.read(OkxMessages.frame(Dialogues.json(MANUAL + "Public/ws-liquidation-orders.json")))
                .run();
        assertThat(told.last(LiquidationPrint.class).positionSide())
                .as("a buy closes a short")
                .isEqualTo(PositionSide.SHORT);
    }

    private static VenuesConfig config() {
        return VenuesConfig.defaults();
    }

    private void hand(String text, Map<String, Integer> told, Set<String> unusable) {
        Frame<OkxEvent> frame = OkxMessages.frame(text);
        for (OkxEvent row : OkxParser.or(frame.data(), List.<OkxEvent>of())) {
            told.merge(row.getClass().getSimpleName(), 1, Integer::sum);
        }
        OkxSymbols symbols = new OkxSymbols(new OkxRest("okx", okx, okx.clock, config()));
        Told sink = new Told();
        try {
            if (frame.arg() != null) {
                new OkxMarketEvents(Set.of("BTCUSDT"), symbols, okx.clock, sink).read(frame).run();
            }
            new OkxAccountEvents(new OkxParser(symbols), sink, NOTHING_MORE).read(frame).run();
        } catch (VenueError e) {
            unusable.add(String.valueOf(e.getMessage()));
        }
    }

    private OrderReport update(String file) {
        Frame<OkxEvent> frame = OkxMessages.frame(Dialogues.json(NAUTILUS + file));
        OkxEvent row = OkxParser.need(frame.data(), "data").getFirst();
        return parser.order(((OkxEvent.OrderUpdate) row).order());
    }

    private static <T> T one(String file, Class<T> type) {
        return OkxMessages.readReply(Dialogues.json(NAUTILUS + file), type).data().getFirst();
    }

    private static <T> T jkorf(String file, Class<T> type) {
        return OkxMessages.readReply(Dialogues.json(JKORF + file), type).data().getFirst();
    }
}
