package io.leverageguard.trading;

import io.leverageguard.kernel.run.Pump;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps every position under a policy protected: after a fill, after a change at the venue, and
 * after a restart, when it looks anew at all that it finds.
 */
final class StopRun implements Pump {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Intake.Sources sources;
    private final StopBook stops;
    private final StopWork work;
    private final Turns turns;

    /**
     * A run.
     *
     * @param stops only asked whether there is anything to do; the rest belongs to the engine's
     *     thread
     */
    StopRun(Intake.Sources sources, StopBook stops, StopWork work, boolean live) {
        this.sources = sources;
        this.stops = stops;
        this.work = work;
        this.turns = new Turns(sources.clock(), PAUSE, live);
    }

    @Override
    public String name() {
        return "trading.protective-stops";
    }

    @Override
    public int pump() {
        if (stops.isIdle()) {
            return 0;
        }
        List<StopBook.Due> waiting = sources.room().ask(desk -> desk.stops().due());
        Set<Changes.Key> keys = new HashSet<>();
        int taken = 0;
        for (StopBook.Due due : waiting) {
            Changes.Key key = new Changes.Key(due.account().account(), due.symbol());
            keys.add(key);
            taken += turns.take(key, () -> work.run(due)) ? 1 : 0;
        }
        turns.keep(keys);
        return taken;
    }
}
