package io.leverageguard.trading;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings every kill to its end, account by account, also those that an earlier process began. What
 * is being done is journalled before it is done; after a crash the same step is done again.
 */
final class KillRun implements Pump {
    /** A venue that has not answered is asked again after this. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Intake.Sources sources;
    private final Links links;
    private final KillBook kills;
    private final KillWork work;
    private final Turns turns;

    /**
     * A run.
     *
     * @param kills only asked whether there is anything to do; the rest belongs to the engine's
     *     thread
     */
    KillRun(Intake.Sources sources, Links links, KillBook kills, KillWork work, boolean live) {
        this.sources = sources;
        this.links = links;
        this.kills = kills;
        this.work = work;
        this.turns = new Turns(sources.clock(), PAUSE, live);
    }

    @Override
    public String name() {
        return "trading.kill-switch";
    }

    @Override
    public int pump() {
        if (!kills.isAtWork()) {
            return 0;
        }
        List<KillBook.Work> waiting = sources.room().ask(desk -> desk.kills().work());
        turns.keep(new HashSet<>(waiting));
        int taken = 0;
        for (KillBook.Work one : waiting) {
            taken += turns.take(one, () -> step(one)) ? 1 : 0;
        }
        return taken;
    }

    private boolean step(KillBook.Work one) {
        Kill kill = sources.room().ask(desk -> desk.kills().find(one.kill()));
        if (kill == null) {
            return false;
        }
        AccountLink link = links.of(one.account());
        AccountReport report = KillWords.report(kill, link.account());
        AccountReport next;
        try {
            VenueAccount door = link.requireDoor();
            next = work.run(new KillWork.Place(kill, report, link, door));
        } catch (Refusal | VenueError e) {
            say(one, report, "waits: " + e.getMessage());
            throw e;
        }
        return advance(one, report, next);
    }

    /** Between two attempts there is a pause: what was sent takes effect meanwhile. */
    private boolean advance(KillBook.Work one, AccountReport from, @Nullable AccountReport next) {
        if (next == null) {
            say(one, from, "waits for the outcome of orders");
            return false;
        }
        boolean advanced = sources.room().ask(desk -> desk.kills().advance(one.kill(), from, next));
        return advanced && next.attempt() == from.attempt();
    }

    private void say(KillBook.Work one, AccountReport report, String words) {
        if (!report.words().equals(words)) {
            AccountReport said = KillWords.said(report, words, sources.now());
            boolean kept =
                    sources.room().ask(desk -> desk.kills().advance(one.kill(), report, said));
            if (!kept) {
                throw Refusal.conflict("kill_lifted", "the kill was lifted meanwhile");
            }
        }
    }
}
