package io.leverageguard.venues.okx;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxOrders.AlgoAck;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.CancelAlgo;
import io.leverageguard.venues.okx.OkxOrders.PlaceAlgo;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import io.leverageguard.venues.okx.OkxSymbols.Swap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves conditional orders at OKX, which calls them algo orders: {@code conditional} closes a
 * position at a stop or at a profit, {@code trigger} sends an order that may open one, {@code
 * move_order_stop} trails.
 */
final class OkxTriggers {
    private static final BigDecimal AT_MARKET = BigDecimal.ONE.negate();
    private static final List<String> TYPES = List.of("conditional", "trigger", "move_order_stop");
    private static final Set<String> NOT_FOUND = Set.of("51603", "51400");
    private static final Pattern ALGO_ID = Pattern.compile("\\d{15,20}");
    private static final int BATCH_MAX = 10;
    private static final int PAGE = 100;
    private static final int PAGES_MAX = 10;

    private final OkxRest rest;
    private final OkxSigner signer;
    private final OkxSymbols symbols;
    private final OkxParser parser;
    private final OkxMarginModes modes;

    OkxTriggers(
            OkxRest rest,
            OkxSigner signer,
            OkxSymbols symbols,
            OkxParser parser,
            OkxMarginModes modes) {
        this.rest = rest;
        this.signer = signer;
        this.symbols = symbols;
        this.parser = parser;
        this.modes = modes;
    }

    TriggerOutcome place(TriggerRequest trigger) {
        Ask ask;
        try {
            PlaceAlgo row = row(trigger);
            ask = Ask.order("/api/v5/trade/order-algo", String.valueOf(row.instId()), row, 1);
        } catch (VenueError e) {
            return new TriggerOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        return switch (OkxVerdict.send(rest, signer, ask, AlgoAck.class, 1).getFirst()) {
            case OkxVerdict.Taken<AlgoAck> taken ->
                    new TriggerOutcome.Accepted(asSent(trigger, taken.row()));
            case OkxVerdict.Refused<AlgoAck> no ->
                    new TriggerOutcome.Rejected(no.code(), no.reason());
            case OkxVerdict.Open<AlgoAck> open -> new TriggerOutcome.Unknown(open.reason());
        };
    }

    CommandOutcome cancel(String symbol, String clientOrderId) {
        String instId = OkxSymbols.instId(symbol);
        boolean byNumber = ALGO_ID.matcher(clientOrderId).matches();
        CancelAlgo row =
                new CancelAlgo(
                        instId, byNumber ? clientOrderId : null, byNumber ? null : clientOrderId);
        Ask ask = Ask.cancel("/api/v5/trade/cancel-algos", instId, List.of(row), 1);
        return switch (OkxVerdict.send(rest, signer, ask, AlgoAck.class, 1).getFirst()) {
            case OkxVerdict.Taken<AlgoAck> _ -> new CommandOutcome.Done();
            case OkxVerdict.Refused<AlgoAck> no ->
                    new CommandOutcome.Rejected(no.code(), no.reason());
            case OkxVerdict.Open<AlgoAck> open -> new CommandOutcome.Unknown(open.reason());
        };
    }

    /** The venue has no such command: what waits is asked for and cancelled in batches. */
    CommandOutcome cancelAll(String symbol) {
        String instId = OkxSymbols.instId(symbol);
        List<CancelAlgo> rows = new ArrayList<>();
        try {
            for (String type : TYPES) {
                pending(type).stream()
                        .filter(algo -> instId.equals(algo.instId()))
                        .forEach(algo -> rows.add(new CancelAlgo(instId, algo.algoId(), null)));
            }
        } catch (VenueError e) {
            return new CommandOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        CommandOutcome worst = new CommandOutcome.Done();
        for (int from = 0; from < rows.size(); from += BATCH_MAX) {
            List<CancelAlgo> batch = rows.subList(from, Math.min(rows.size(), from + BATCH_MAX));
            Ask ask = Ask.cancel("/api/v5/trade/cancel-algos", instId, batch, batch.size());
            for (OkxVerdict<AlgoAck> verdict :
                    OkxVerdict.send(rest, signer, ask, AlgoAck.class, batch.size())) {
                worst = worse(worst, verdict);
            }
        }
        return worst;
    }

    private static CommandOutcome worse(CommandOutcome worst, OkxVerdict<AlgoAck> verdict) {
        return switch (verdict) {
            case OkxVerdict.Taken<AlgoAck> _ -> worst;
            case OkxVerdict.Open<AlgoAck> open -> new CommandOutcome.Unknown(open.reason());
            case OkxVerdict.Refused<AlgoAck> no ->
                    NOT_FOUND.contains(no.code()) || worst instanceof CommandOutcome.Unknown
                            ? worst
                            : new CommandOutcome.Rejected(no.code(), no.reason());
        };
    }

    Optional<TriggerReport> find(String clientOrderId) {
        String name = ALGO_ID.matcher(clientOrderId).matches() ? "algoId" : "algoClOrdId";
        Answer answer =
                rest.answer(
                        Ask.signed("/api/v5/trade/order-algo", Map.of(name, clientOrderId)),
                        signer);
        if (NOT_FOUND.contains(answer.code())) {
            return Optional.empty();
        }
        return OkxRest.good(answer).rows(AlgoOrder.class).stream().findFirst().map(parser::trigger);
    }

    /** Every one that waits; the venue is asked for each type. */
    List<TriggerReport> open() {
        List<TriggerReport> open = new ArrayList<>();
        for (String type : TYPES) {
            pending(type).stream()
                    .filter(algo -> OkxSymbols.isOurs(algo.instId()))
                    .map(parser::trigger)
                    .forEach(open::add);
        }
        return List.copyOf(open);
    }

    /** Whether conditional orders of a contract wait that are not in this margin mode. */
    boolean waitOutside(String instId, String mode) {
        return TYPES.stream()
                .flatMap(type -> pending(type).stream())
                .anyMatch(algo -> instId.equals(algo.instId()) && !mode.equals(algo.tdMode()));
    }

    private List<AlgoOrder> pending(String type) {
        List<AlgoOrder> algos = new ArrayList<>();
        String after = "";
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = new LinkedHashMap<>();
            params.put("ordType", type);
            params.put("instType", OkxSymbols.SWAP);
            params.put("limit", String.valueOf(PAGE));
            if (!after.isEmpty()) {
                params.put("after", after);
            }
            List<AlgoOrder> page =
                    rest.ask(Ask.signed("/api/v5/trade/orders-algo-pending", params), signer)
                            .rows(AlgoOrder.class);
            algos.addAll(page);
            if (page.size() < PAGE) {
                return algos;
            }
            after = page.getLast().algoId();
        }
        throw OkxParser.malformed("okx has more conditional orders than we read");
    }

    private PlaceAlgo row(TriggerRequest trigger) {
        Swap swap = symbols.ofSymbol(trigger.symbol());
        BigDecimal quantity = trigger.quantity();
        BigDecimal limit = trigger.limitPrice();
        BigDecimal price = limit == null ? AT_MARKET : limit;
        String source = trigger.source().name().toLowerCase(Locale.ROOT);
        boolean trails = trigger.kind() == TriggerKind.TRAILING;
        boolean closes = !trails && (trigger.reduceOnly() || quantity == null);
        boolean stops = closes && trigger.kind() == TriggerKind.STOP;
        boolean profits = closes && trigger.kind() == TriggerKind.TAKE_PROFIT;
        boolean opens = !trails && !closes;
        BigDecimal at = trails ? null : trigger.triggerPrice();
        if (at == null && !trails) {
            throw new IllegalArgumentException("a conditional order needs a trigger price");
        }
        return new PlaceAlgo(
                swap.instId(),
                modes.word(trigger.symbol()),
                null,
                trigger.side().name().toLowerCase(Locale.ROOT),
                OkxMarginModes.leg(trigger.positionSide()),
                type(trails, closes),
                quantity == null ? null : swap.contracts(quantity),
                null,
                null,
                trigger.clientOrderId(),
                quantity == null ? BigDecimal.ONE : null,
                (trigger.reduceOnly() || closes) ? true : null,
                when(opens, at),
                when(opens, source),
                when(opens, price),
                when(profits, at),
                when(profits, source),
                when(profits, price),
                when(stops, at),
                when(stops, source),
                when(stops, price),
                when(trails, trigger.callbackRate()),
                null,
                when(trails, trigger.triggerPrice()));
    }

    private static String type(boolean trails, boolean closes) {
        if (trails) {
            return "move_order_stop";
        }
        return closes ? "conditional" : "trigger";
    }

    private static <T> @Nullable T when(boolean applies, @Nullable T value) {
        return applies ? value : null;
    }

    private TriggerReport asSent(TriggerRequest trigger, AlgoAck ack) {
        return new TriggerReport(
                trigger.symbol(),
                OkxParser.or(ack.algoId(), ""),
                trigger.clientOrderId(),
                trigger.side(),
                trigger.kind(),
                TriggerState.WAITING,
                OkxParser.or(trigger.triggerPrice(), BigDecimal.ZERO),
                OkxParser.or(trigger.quantity(), BigDecimal.ZERO),
                "",
                rest.venueTime());
    }
}
