package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.ExpireOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.RatchetOrder;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReleaseOrder;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.ResendOrder;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TripLimit;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands to bytes: one byte that names the command, then its fields in order. The journal
 * keeps these bytes for ever, so a name is never given anew; {@link CommandReader} lists them all.
 */
final class CommandWriter {
    private final ByteWriter out = new ByteWriter();

    /** What has been written since the last {@link #clear}. */
    byte[] written() {
        return out.written();
    }

    boolean isEmpty() {
        return out.isEmpty();
    }

    /** Forgets what has been written. */
    void clear() {
        out.clear();
    }

    /** Appends one command. */
    void write(Command command) {
        switch (command) {
            case AddInstrument c -> out.name(3).number(c.instrument()).big(c.unitNotional());
            case SetLeverage c ->
                    out.name(4).number(c.account()).number(c.instrument()).number(c.leverage());
            case AdoptOrder c -> adoptOrder(c);
            case MoveOrder c -> out.name(7).big(c.order()).name(c.to().code()).big(c.filledLots());
            case RequestCancel c -> out.name(8).big(c.order());
            case RefuseCancel c -> out.name(9).big(c.order());
            case OpenAccount c -> {
                out.name(12).number(c.account()).number(c.user()).number(c.venue());
                limits(out, c.limits());
            }
            case SetLimits c -> {
                scope(out.name(13), c.scope());
                limits(out, c.limits());
            }
            case PlaceOrder c -> placeOrder(c);
            case Fill c -> fill(c);
            case ReportPosition c ->
                    out.name(16)
                            .number(c.account())
                            .number(c.instrument())
                            .big(c.lots())
                            .big(c.entryTicks())
                            .big(c.at());
            case AmendOrder c ->
                    out.name(17)
                            .big(c.order())
                            .big(c.lots())
                            .big(c.limitTicks())
                            .big(c.triggerTicks())
                            .big(c.referenceTicks())
                            .big(c.at());
            case OrderAmended c -> out.name(18).big(c.order()).big(c.lots()).big(c.limitTicks());
            case RefuseAmend c -> out.name(19).big(c.order());
            case ReleaseOrder c -> releaseOrder(c.order(), c.referenceTicks(), c.at());
            case ResendOrder c -> out.name(27).big(c.order());
            case RatchetOrder c -> ratchetOrder(c.order(), c.bestTicks());
            case ExpireOrder c -> expireOrder(c.order());
            case BookIncome c ->
                    out.name(23)
                            .number(c.account())
                            .number(c.instrument())
                            .big(c.amount())
                            .big(c.at());
            case MarkResult c ->
                    scope(out.name(24), c.scope()).big(c.result()).flag(c.newDay()).big(c.at());
            case TripLimit c ->
                    scope(out.name(25), c.scope()).name(c.trip().code()).big(c.at()).big(c.until());
            case LiftTrip c -> scope(out.name(26), c.scope()).name(c.trip().code()).big(c.at());
        }
    }

    void releaseOrder(long order, long referenceTicks, long at) {
        out.name(20).big(order).big(referenceTicks).big(at);
    }

    void ratchetOrder(long order, long bestTicks) {
        out.name(21).big(order).big(bestTicks);
    }

    void expireOrder(long order) {
        out.name(22).big(order);
    }

    static ByteWriter scope(ByteWriter to, Scope scope) {
        return to.name(scope.kind().code()).number(scope.first()).number(scope.second());
    }

    static void limits(ByteWriter to, Limits limits) {
        to.big(limits.orderNotionalMax())
                .big(limits.positionNotionalMax())
                .big(limits.grossNotionalMax())
                .number(limits.leverageMax())
                .number(limits.openOrdersMax())
                .number(limits.ordersMax())
                .number(limits.ordersMillis())
                .number(limits.duplicateMillis())
                .number(limits.collar())
                .big(limits.dailyLossMax())
                .big(limits.drawdownMax())
                .number(limits.lossStreakMax())
                .number(limits.coolDownMillis())
                .name(limits.state().code())
                .big(limits.version());
    }

    static void trigger(ByteWriter to, @Nullable Trigger trigger) {
        to.flag(trigger != null);
        if (trigger != null) {
            to.name(trigger.kind().code())
                    .name(trigger.source().code())
                    .flag(trigger.held())
                    .big(trigger.ticks())
                    .number(trigger.callback());
        }
    }

    static void link(ByteWriter to, @Nullable Link link) {
        to.flag(link != null);
        if (link != null) {
            to.big(link.list()).big(link.parent()).name(link.peers().code());
        }
    }

    private void placeOrder(PlaceOrder order) {
        out.name(14)
                .big(order.order())
                .number(order.account())
                .number(order.instrument())
                .flag(order.buy())
                .big(order.lots())
                .big(order.limitTicks())
                .big(order.referenceTicks())
                .flag(order.reduceOnly());
        Terms terms = order.terms();
        out.number(terms.strategy()).big(terms.at()).flag(terms.rests()).big(terms.goodTill());
        trigger(out, terms.trigger());
        link(out, terms.link());
    }

    private void adoptOrder(AdoptOrder order) {
        out.name(6)
                .big(order.order())
                .number(order.account())
                .number(order.instrument())
                .flag(order.buy())
                .big(order.lots())
                .big(order.filledLots())
                .name(order.state().code());
    }

    private void fill(Fill fill) {
        out.name(15)
                .big(fill.order())
                .number(fill.account())
                .number(fill.instrument())
                .flag(fill.buy())
                .big(fill.lots())
                .big(fill.ticks())
                .big(fill.result())
                .big(fill.at());
    }
}
