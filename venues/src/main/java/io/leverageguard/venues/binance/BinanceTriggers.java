package io.leverageguard.venues.binance;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditional orders of one account at Binance. */
final class BinanceTriggers {
    static final int OPEN_MAX = 200;
    private static final String PATH = "/fapi/v1/algoOrder";
    private static final int DUPLICATE_CLIENT_ID = -4116;

    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final BinanceOrders orders;

    BinanceTriggers(BinanceRest rest, BinanceSigner signer, BinanceOrders orders) {
        this.rest = rest;
        this.signer = signer;
        this.orders = orders;
    }

    TriggerOutcome place(TriggerRequest trigger) {
        if (!BinanceAlgoParser.isPossible(trigger)) {
            return new TriggerOutcome.Rejected(
                    VenueAccount.UNSUPPORTED, "binance has no such conditional order");
        }
        return orders.command(
                Ask.algo("POST", BinanceAlgoParser.params(trigger)),
                answer -> new TriggerOutcome.Accepted(read(answer)),
                (code, reason) ->
                        code.equals(String.valueOf(DUPLICATE_CLIENT_ID))
                                ? earlier(trigger, reason)
                                : new TriggerOutcome.Rejected(code, reason),
                TriggerOutcome.Unknown::new);
    }

    CommandOutcome cancel(String symbol, String clientOrderId) {
        return orders.command(
                Ask.algo("DELETE", Map.of("symbol", symbol, "clientAlgoId", clientOrderId)),
                _ -> new CommandOutcome.Done(),
                CommandOutcome.Rejected::new,
                CommandOutcome.Unknown::new);
    }

    CommandOutcome cancelAll(String symbol) {
        return orders.command(
                Ask.command("DELETE", "/fapi/v1/algoOpenOrders", Map.of("symbol", symbol)),
                _ -> new CommandOutcome.Done(),
                CommandOutcome.Rejected::new,
                CommandOutcome.Unknown::new);
    }

    Optional<TriggerReport> trigger(String clientOrderId) {
        Answer answer =
                rest.answer(Ask.signed(PATH, Map.of("clientAlgoId", clientOrderId), 1), signer);
        if (!answer.isDone() && answer.code() == BinanceOrders.ORDER_UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(read(BinanceRest.good(answer)));
    }

    List<TriggerReport> open() {
        Answer answer = rest.ask(Ask.signed("/fapi/v1/openAlgoOrders", Map.of(), 40), signer);
        return BinanceParser.readList(answer, AlgoOrder.class).stream()
                .sorted(Comparator.comparingLong(AlgoOrder::createTime))
                .map(BinanceAlgoParser::trigger)
                .toList();
    }

    /** A duplicate id means that an earlier send of ours arrived after all. */
    private TriggerOutcome earlier(TriggerRequest trigger, String reason) {
        try {
            return trigger(trigger.clientOrderId())
                    .filter(known -> known.side() == trigger.side())
                    .filter(known -> known.kind() == trigger.kind())
                    .<TriggerOutcome>map(TriggerOutcome.Accepted::new)
                    .orElseGet(
                            () ->
                                    new TriggerOutcome.Rejected(
                                            String.valueOf(DUPLICATE_CLIENT_ID), reason));
        } catch (VenueError e) {
            return new TriggerOutcome.Unknown("the id is taken; asking by whom: " + e.getMessage());
        }
    }

    private static TriggerReport read(Answer answer) {
        return BinanceAlgoParser.trigger(BinanceParser.read(answer, AlgoOrder.class));
    }
}
