package io.leverageguard.trading;

import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.kernel.run.Pump;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings every change of margin to its end, also those that an earlier process began. */
final class MarginRun implements Pump {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Intake.Sources sources;
    private final Links links;
    private final MarginBook margins;
    private final MarginWork work;
    private final Set<Object> inHand;
    private final Turns turns;

    /**
     * A run.
     *
     * @param margins only asked whether there is anything to do; the rest belongs to the engine's
     *     thread
     * @param inHand changes that somebody is just sending
     */
    MarginRun(
            Intake.Sources sources,
            Links links,
            MarginBook margins,
            MarginWork work,
            Set<Object> inHand,
            boolean live) {
        this.sources = sources;
        this.links = links;
        this.margins = margins;
        this.work = work;
        this.inHand = inHand;
        this.turns = new Turns(sources.clock(), PAUSE, live);
    }

    @Override
    public String name() {
        return "trading.margin";
    }

    @Override
    public int pump() {
        if (margins.isIdle()) {
            return 0;
        }
        List<MarginChange> waiting = sources.room().ask(desk -> desk.margins().unsettled());
        Set<Object> keys = new HashSet<>();
        int taken = 0;
        for (MarginChange change : waiting) {
            keys.add(change.change());
            if (!inHand.contains(change.change())) {
                taken += turns.take(change.change(), () -> step(change)) ? 1 : 0;
            }
        }
        turns.keep(keys);
        return taken;
    }

    private boolean step(MarginChange change) {
        return work.run(links.of(change.account()), change);
    }
}
