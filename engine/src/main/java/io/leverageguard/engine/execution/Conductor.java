package io.leverageguard.engine.execution;

import io.leverageguard.engine.execution.Move.Send;
import io.leverageguard.engine.execution.Move.Withdraw;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for every algorithm: the window of time, pauses, slippage, refusals of parts, the
 * final sweep, and that never more than the whole can be filled.
 */
public final class Conductor {
    private static final long BACK_OFF_MS = 1_000;
    private static final long BACK_OFF_MS_MAX = 60_000;
    private static final int SHIFT_MAX = 6;

    private Conductor() {}

    /** How an order comes to its end. */
    public enum Ending {
        /** Everything is filled. */
        FILLED,
        /** Its parts were refused again and again. */
        REJECTED,
        /** It was ended: by its owner, by slippage, or since too little is left. */
        CANCELED,
        /** Its time is over. */
        EXPIRED
    }

    /**
     * What its owner wants.
     *
     * @param sweep whether what is left at the end of the window is taken at once
     * @param endsOnSlippage whether it ends when the market leaves the slippage limit; otherwise it
     *     waits until the market is back
     * @param slippageTicks the worst price by slippage; 0 when there is no limit
     * @param rejectionsMax so many refusals one after the other end it
     */
    public record Rules(
            boolean sweep, boolean endsOnSlippage, long slippageTicks, int rejectionsMax) {}

    /** What is to be done. */
    public sealed interface Verdict {
        /** These moves, maybe none. */
        record Act(List<Move> moves) implements Verdict {}

        /** Nothing is sent until the market is back within the slippage limit. */
        record Beyond() implements Verdict {}

        /** The order ends; what is open of it is to be cancelled first. */
        record End(Ending ending, String reason) implements Verdict {}
    }

    private static final Verdict NOTHING = new Verdict.Act(List.of());

    /** Decides. {@code paused} is the owner's wish; what rests is then withdrawn. */
    public static Verdict next(Situation now, Algorithm algorithm, Rules rules, boolean paused) {
        Progress progress = now.progress();
        if (progress.filled() >= now.order().lots()) {
            return new Verdict.End(Ending.FILLED, "");
        }
        if (progress.rejections() >= rules.rejectionsMax()) {
            return new Verdict.End(Ending.REJECTED, "parts_rejected");
        }
        if (now.nowMs() >= now.order().endMs()) {
            return overtime(now, rules, paused);
        }
        if (paused) {
            return new Verdict.Act(withdrawals(progress));
        }
        if (now.nowMs() < now.order().startMs() || !now.touch().isKnown()) {
            return NOTHING;
        }
        if (isBeyond(now, rules)) {
            return rules.endsOnSlippage()
                    ? new Verdict.End(Ending.CANCELED, "slippage_limit")
                    : new Verdict.Beyond();
        }
        if (isTooLittle(now)) {
            return new Verdict.End(Ending.CANCELED, "remainder_below_minimum");
        }
        return new Verdict.Act(bounded(now, algorithm.decide(now)));
    }

    /**
     * How long to wait after so many refusals: one second, doubled each time, one minute at most.
     */
    public static long backOffMs(int rejections) {
        if (rejections == 0) {
            return 0;
        }
        return Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS << Math.min(rejections - 1, SHIFT_MAX));
    }

    /** The window is over: what rests is withdrawn, then what is left is swept, once. */
    private static Verdict overtime(Situation now, Rules rules, boolean paused) {
        Progress progress = now.progress();
        if (!progress.open().isEmpty()) {
            return new Verdict.Act(withdrawals(progress));
        }
        boolean swept = progress.lastSentMs() >= now.order().endMs();
        boolean possible = now.worstTicks() != 0 || now.touch().isKnown();
        long lots = now.fitting(now.free());
        if (!rules.sweep() || paused || swept || lots == 0 || !possible) {
            return new Verdict.End(Ending.EXPIRED, "window_over");
        }
        if (isBackingOff(now)) {
            return NOTHING;
        }
        return new Verdict.Act(List.of(new Send(lots, now.worstTicks(), Move.Style.TAKE)));
    }

    private static List<Move> bounded(Situation now, List<Move> wanted) {
        List<Move> moves = new ArrayList<>();
        long free = now.free();
        for (Move move : wanted) {
            switch (move) {
                case Withdraw withdraw -> moves.add(withdraw);
                case Send send -> {
                    boolean good = now.worstTicks() == 0 || isWithin(now, send);
                    if (good && send.lots() <= free && !isBackingOff(now)) {
                        free -= send.lots();
                        moves.add(send);
                    }
                }
            }
        }
        return moves;
    }

    private static boolean isWithin(Situation now, Send send) {
        return send.limitTicks() != 0 && !now.order().isWorse(send.limitTicks(), now.worstTicks());
    }

    private static boolean isBackingOff(Situation now) {
        Progress progress = now.progress();
        int rejections = progress.rejections();
        return rejections > 0 && now.nowMs() < progress.lastEndedMs() + backOffMs(rejections);
    }

    private static boolean isBeyond(Situation now, Rules rules) {
        return rules.slippageTicks() != 0
                && now.order()
                        .isWorse(now.touch().farTicks(now.order().buy()), rules.slippageTicks());
    }

    private static boolean isTooLittle(Situation now) {
        return !now.order().reduceOnly()
                && now.progress().open().isEmpty()
                && now.free() < now.minLots();
    }

    private static List<Move> withdrawals(Progress progress) {
        List<Move> moves = new ArrayList<>();
        for (Part part : progress.open()) {
            moves.add(new Withdraw(part.number()));
        }
        return moves;
    }
}
