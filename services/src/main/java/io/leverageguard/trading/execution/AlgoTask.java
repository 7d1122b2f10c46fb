package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.AtEnd;
import io.leverageguard.api.trading.Execution.OnSlippage;
import io.leverageguard.api.trading.Execution.Pause;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.engine.execution.Algorithm;
import io.leverageguard.engine.execution.Conductor;
import io.leverageguard.engine.execution.Conductor.Ending;
import io.leverageguard.engine.execution.Conductor.Rules;
import io.leverageguard.engine.execution.Conductor.Verdict;
import io.leverageguard.engine.execution.Move;
import io.leverageguard.engine.execution.ParentOrder;
import io.leverageguard.engine.execution.Part;
import io.leverageguard.engine.execution.PriceBound;
import io.leverageguard.engine.execution.Progress;
import io.leverageguard.engine.execution.Situation;
import io.leverageguard.engine.execution.Touch;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.trading.execution.AlgoRow.Standing;
import io.leverageguard.trading.execution.AlgoRow.Tally;
import io.leverageguard.trading.execution.LiveMarket.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parent order at work: sees the market and its parts, asks its algorithm, does the moves. */
final class AlgoTask extends Task {
    private static final int REJECTIONS_MAX = 5;

    private final ExecutionDesk desk;
    private final LiveMarket market;
    private final AlgoPlan plan;
    private final ParentOrder parent;
    private final Algorithm algorithm;
    private final PartOrders.Common common;
    private AlgoRow row;
    private BigDecimal tradedBefore;
    private Progress progress = Progress.of(List.of());
    private int progressOf = -1;

    AlgoTask(
            ExecutionDesk desk,
            PartSender sender,
            LiveMarket market,
            AlgoPlan plan,
            AlgoRow row,
            List<PartRow> left) {
        super(sender, left);
        this.desk = desk;
        this.market = market;
        this.plan = plan;
        this.row = row;
        StartAlgo order = row.order();
        this.parent = plan.parent(order, row.from());
        this.algorithm = plan.algorithm(order, parent, row.plan());
        this.common =
                new PartOrders.Common(
                        order.account(), order.symbol(), parent.reduceOnly(), order.strategy());
        this.tradedBefore = market.traded().subtract(row.standing().marketVolume());
    }

    @Override
    public String name() {
        return "trading.algo." + id();
    }

    @Override
    OrderId id() {
        return row.order().algo();
    }

    AccountId account() {
        return row.order().account();
    }

    @Override
    String venueOf(PartRow part) {
        return row.venue();
    }

    @Override
    boolean isEnding() {
        return row.standing().ending() != null;
    }

    @Override
    boolean isDone() {
        return row.standing().state().isFinal();
    }

    /** Its owner wants it to pause or to go on. */
    void pause(boolean wanted) {
        command(
                () -> {
                    if (!isDone() && !isEnding()) {
                        Pause next = wanted ? Pause.OWNER : Pause.NONE;
                        stand(row.standing().paused(next, sender.now()));
                        desk.keep(counted(), List.of());
                    }
                });
    }

    /** Its owner wants it to end. */
    void stop() {
        command(
                () -> {
                    if (!isDone() && !isEnding()) {
                        end(AlgoState.CANCELED, "canceled_by_owner");
                        desk.keep(counted(), List.of());
                    }
                });
    }

    @Override
    boolean work(List<PartRow> changed) {
        Standing before = row.standing();
        Quote quote = market.quote();
        stand(before.seen(quote == null ? null : quote.mid(), marketVolume()));
        if (!isEnding()) {
            decide(quote, changed);
        }
        if (isEnding()) {
            finish(changed);
        } else {
            progressed();
        }
        return isNews(before, row.standing());
    }

    @Override
    void keep(List<PartRow> changed) {
        desk.keep(counted(), changed);
        desk.publish(row);
        if (isDone()) {
            market.release();
            desk.done(this);
        }
    }

    private void decide(@Nullable Quote quote, List<PartRow> changed) {
        Standing standing = row.standing();
        boolean paused = standing.pause() == Pause.OWNER;
        switch (Conductor.next(situation(quote), algorithm, rules(), paused)) {
            case Verdict.Beyond _ -> stand(standing.paused(Pause.SLIPPAGE, sender.now()));
            case Verdict.End end -> end(state(end.ending()), reason(end));
            case Verdict.Act act -> {
                if (standing.pause() == Pause.SLIPPAGE) {
                    stand(standing.paused(Pause.NONE, sender.now()));
                }
                act.moves().forEach(move -> perform(move, changed));
            }
        }
    }

    private void perform(Move move, List<PartRow> changed) {
        switch (move) {
            case Move.Send send -> send(send, changed);
            case Move.Withdraw withdraw -> {
                PartRow part = parts.get(withdraw.number() - 1);
                if (part.canBeCanceled()) {
                    cancel(part, changed);
                }
            }
        }
    }

    /** The part is on record before it is sent, so that no crash can double it. */
    private void send(Move.Send send, List<PartRow> changed) {
        int number = parts.size() + 1;
        PlaceOrder command =
                PartOrders.order(
                        PartRow.orderId(id(), number),
                        common,
                        row.order().side(),
                        plan.quantity(send.lots()),
                        send.limitTicks() == 0 ? null : plan.price(send.limitTicks()),
                        lifetime(send.style()));
        PartRow part = PartRow.of(id(), number, command, sender.now());
        stand(row.standing().released());
        desk.own(part, this);
        desk.keep(counted(part), List.of(part));
        add(part);
        sent(part, sender.send(part, row.venue()), changed);
    }

    /** Cancels what is open; once nothing is, the order is at its end. */
    private void finish(List<PartRow> changed) {
        cancelOpen(changed);
        Standing standing = row.standing();
        AlgoState ending = standing.ending();
        if (ending == null || !progress().open().isEmpty()) {
            return;
        }
        boolean whole = progress().filled() >= parent.lots();
        AlgoState last = whole ? AlgoState.FILLED : ending;
        stand(standing.to(last, null, whole ? "" : standing.reason(), sender.now()));
    }

    private void end(AlgoState ending, String reason) {
        stand(row.standing().to(AlgoState.PENDING_CANCEL, ending, reason, sender.now()));
    }

    private void progressed() {
        Standing standing = row.standing();
        AlgoState next =
                progress().filled() > 0
                        ? AlgoState.PARTIALLY_FILLED
                        : parts.isEmpty() ? AlgoState.INITIALIZED : AlgoState.ACCEPTED;
        if (next != standing.state()) {
            stand(standing.to(next, null, standing.reason(), sender.now()));
        }
    }

    private Situation situation(@Nullable Quote quote) {
        StartAlgo order = row.order();
        BigDecimal arrival = row.standing().arrival();
        Touch touch = touch(quote);
        long worst = parent.stricter(parent.limitTicks(), slippage(order, arrival));
        long cheapest = worst == 0 ? touch.bidTicks() : Math.min(worst, touch.bidTicks());
        return new Situation(
                parent,
                progress(),
                touch,
                worst,
                plan.lotsDown(row.standing().marketVolume()),
                plan.minLots(cheapest),
                plan.maxLots(),
                sender.now().toEpochMilli());
    }

    private Rules rules() {
        StartAlgo order = row.order();
        return new Rules(
                order.atEnd() == AtEnd.SWEEP,
                order.onSlippage() == OnSlippage.END,
                slippage(order, row.standing().arrival()),
                REJECTIONS_MAX);
    }

    private long slippage(StartAlgo order, @Nullable BigDecimal arrival) {
        BigDecimal most = order.slippageMax();
        if (most == null || arrival == null) {
            return 0;
        }
        return PriceBound.slippage(parent.buy(), arrival, most, plan.instrument().tickSize());
    }

    private Touch touch(@Nullable Quote quote) {
        if (quote == null) {
            return Touch.UNKNOWN;
        }
        return new Touch(
                plan.ticks(quote.bid(), RoundingMode.FLOOR),
                plan.lotsDown(quote.bidQuantity()),
                plan.ticks(quote.ask(), RoundingMode.CEILING),
                plan.lotsDown(quote.askQuantity()));
    }

    private Progress progress() {
        if (progressOf != version()) {
            List<Part> known = new ArrayList<>();
            for (PartRow part : parts) {
                known.add(part(part));
            }
            progress = Progress.of(known);
            progressOf = version();
        }
        return progress;
    }

    private Part part(PartRow part) {
        BigDecimal price = part.command().price();
        TimeInForce lifetime = part.command().timeInForce();
        Instant ended = part.endedAt();
        return new Part(
                part.number(),
                plan.lots(part.command().quantity()),
                plan.lots(part.filled()),
                part.isOpen(),
                part.isRefused(),
                price == null ? 0 : plan.ticks(price, RoundingMode.HALF_UP),
                lifetime == TimeInForce.GTC || lifetime == TimeInForce.POST_ONLY,
                part.sentAt().toEpochMilli(),
                ended == null ? 0 : ended.toEpochMilli());
    }

    /** What was traded since the window began; what we did not see is not counted. */
    private BigDecimal marketVolume() {
        if (sender.now().isBefore(row.from())) {
            tradedBefore = market.traded();
        }
        return market.traded().subtract(tradedBefore).max(BigDecimal.ZERO);
    }

    private String reason(Verdict.End end) {
        if (end.ending() != Ending.REJECTED || parts.isEmpty()) {
            return end.reason();
        }
        return end.reason() + ": " + parts.getLast().reason();
    }

    private AlgoRow counted(PartRow... added) {
        List<PartRow> all = new ArrayList<>(parts);
        all.addAll(List.of(added));
        row = row.with(row.standing().at(sender.now())).with(Tally.of(all));
        return row;
    }

    private void stand(Standing standing) {
        row = row.with(standing);
    }

    private static AlgoState state(Ending ending) {
        return switch (ending) {
            case FILLED -> AlgoState.FILLED;
            case REJECTED -> AlgoState.REJECTED;
            case CANCELED -> AlgoState.CANCELED;
            case EXPIRED -> AlgoState.EXPIRED;
        };
    }

    private static TimeInForce lifetime(Move.Style style) {
        return switch (style) {
            case TAKE -> TimeInForce.IOC;
            case REST -> TimeInForce.GTC;
            case REST_AS_MAKER -> TimeInForce.POST_ONLY;
        };
    }

    /** What is worth a commit: not every move of the market. */
    private static boolean isNews(Standing before, Standing after) {
        boolean arrived = before.arrival() == null && after.arrival() != null;
        return arrived
                || before.state() != after.state()
                || before.ending() != after.ending()
                || before.pause() != after.pause();
    }
}
