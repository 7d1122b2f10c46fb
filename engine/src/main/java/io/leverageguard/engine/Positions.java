package io.leverageguard.engine;

import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.SetLeverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Net positions and how they are shared.
 *
 * <p>A fill moves the position unless the venue's last report is as new: then the report has it in
 * it already. So a fill that comes late, or a report that comes twice, counts once. A fill counts
 * whole, even where it fills more than was ordered.
 */
final class Positions {
    /** After so long a fill that would explain what a report changed is no longer expected. */
    private static final long EXPLAINED_WITHIN_MILLIS = 60_000;

    private final EngineState state;
    private final Orders orders;
    private final Shares shares;
    private final Losses losses;

    Positions(EngineState state, Orders orders, Losses losses) {
        this.state = state;
        this.orders = orders;
        this.shares = new Shares(state);
        this.losses = losses;
    }

    Verdict leverage(SetLeverage command) {
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        position.leverage = command.leverage();
        state.touched(position);
        return Verdict.OK;
    }

    Verdict fill(Fill command) {
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        orders.value(position.instrument, command.ticks());
        OrderEntry order = find(command.order());
        boolean nobodys = order == null || order.adopted;
        int strategy = order == null ? 0 : order.strategy;
        long lots = command.buy() ? command.lots() : -command.lots();
        boolean counts = command.at() > position.reportedAt;
        long before = counts ? position.lots : position.lots - lots;
        if (!counts) {
            shares.undo(position, lots, strategy);
            realiseParts(position, command.at());
            // The position has it already: its shares are divided as they were before.
            position.lots -= lots;
        }
        shares.divide(position, lots, strategy, !nobodys);
        if (!counts) {
            position.lots += lots;
        }
        long gain = counts ? position.trade(lots, command.ticks()) : 0;
        boolean closes = before != 0 && (before ^ lots) < 0;
        long fee = counts ? Saturated.minus(command.result(), gain) : 0;
        settleParts(position, command, fee, counts);
        position.sum();
        state.touched(position);
        losses.book(position, command.result(), closes, command.at());
        if (order != null) {
            orders.confirm(order, command.lots());
        }
        return Verdict.OK;
    }

    Verdict report(ReportPosition command) {
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        if (command.at() < position.reportedAt) {
            return Verdict.OUTDATED;
        }
        if (position.instrument.valueTicks == 0) {
            orders.value(position.instrument, command.entryTicks());
        }
        adjust(position, command);
        long gained = position.trade(command.lots() - position.lots, command.entryTicks());
        if (command.entryTicks() != 0) {
            position.cost = Saturated.times(command.lots(), command.entryTicks());
        } else {
            assert gained == 0;
        }
        position.reportedAt = command.at();
        position.sum();
        state.touched(position);
        return Verdict.OK;
    }

    Verdict income(BookIncome command) {
        Verdict known = state.knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = state.position(command.account(), command.instrument());
        shares.divideIncome(position, command.amount());
        realiseParts(position, command.at());
        state.touched(position);
        losses.book(position, command.amount(), false, command.at());
        return Verdict.OK;
    }

    /** Applies each share's part of a fill, with its part of the fee. */
    private void settleParts(PositionEntry position, Fill fill, long fee, boolean counts) {
        List<ShareEntry> all = position.shares;
        long leftFee = fee;
        long leftLots = fill.lots();
        for (int i = 0; i < all.size(); i++) {
            ShareEntry share = all.get(i);
            long part = share.part;
            if (part == 0) {
                continue;
            }
            boolean closes = share.lots != 0 && (share.lots ^ part) < 0;
            long paid = leftLots == 0 ? 0 : Shares.portion(leftFee, Math.abs(part), leftLots);
            leftFee -= paid;
            leftLots -= Math.abs(part);
            long gain = shares.move(share, part, fill.ticks());
            // The fee of a fill that a report has brought before is not known: its result is.
            long result = counts ? Saturated.plus(gain, paid) : lateResult(fill, part);
            realise(share, result, closes, fill.at());
        }
    }

    private static long lateResult(Fill fill, long part) {
        return Shares.portion(fill.result(), Math.abs(part), fill.lots());
    }

    private void realiseParts(PositionEntry position, long at) {
        List<ShareEntry> all = position.shares;
        for (int i = 0; i < all.size(); i++) {
            realise(all.get(i), all.get(i).part, false, at);
        }
    }

    private void realise(ShareEntry share, long result, boolean closes, long at) {
        if (result == 0) {
            return;
        }
        share.realised = Saturated.plus(share.realised, result);
        state.touched(share);
        if (share.sums() > 0) {
            losses.book(share.sum(0).scope, result, closes, at);
        }
    }

    /** Divides what a report says beyond the fills, and remembers it until fills explain it. */
    private void adjust(PositionEntry position, ReportPosition report) {
        if (report.at() - EXPLAINED_WITHIN_MILLIS > position.adjustedAt) {
            shares.accept(position);
        }
        long missing = report.lots() - position.lots;
        if (missing == 0) {
            return;
        }
        position.adjustedAt = report.at();
        shares.divide(position, missing, 0, true);
        List<ShareEntry> all = position.shares;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).part != 0) {
                shares.adjust(all.get(i), all.get(i).part, report.entryTicks());
            }
        }
    }

    private @Nullable OrderEntry find(long number) {
        OrderEntry order = state.orders.get(number);
        return order == null ? state.settling.get(number) : order;
    }
}
