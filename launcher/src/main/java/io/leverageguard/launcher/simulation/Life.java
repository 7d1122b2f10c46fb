package io.leverageguard.launcher.simulation;

import io.leverageguard.api.marketdata.MarketDataClient;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.users.UsersClient;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.trading.TradingModule;
import io.leverageguard.trading.TradingModule.Simulated;
import io.leverageguard.venues.Venues;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One life of the process, from its start to its death. What runs on threads of its own there is
 * run here by whoever says so; what is running already is not run again inside of itself.
 */
final class Life {
    private static final int ROUNDS_MAX = 20;

    private final Pumps pumps = new Pumps();
    private final Jobs jobs;
    private final TradingModule module;
    private final Set<Pump> running = new HashSet<>();
    private boolean inJobs;
    private boolean opening;

    /** Starts; what risk has decided meanwhile is heard first. */
    Life(World world) {
        jobs = Jobs.stepped(world.clock());
        Venues venues = world.venues();
        module =
                TradingModule.simulated(
                        new Simulated(world.clock(), world.ids(), pumps, jobs, world.memory()),
                        new UsersClient(world.neighbours()),
                        new RiskClient(world.neighbours()),
                        new MarketDataClient(world.neighbours()),
                        venues::venue);
        world.neighbours().decisions().forEach(limits -> module.hear(new LimitsChanged(limits)));
    }

    Trading api() {
        return module.api();
    }

    TradingModule module() {
        return module;
    }

    List<Pump> pumps() {
        return pumps.all();
    }

    /** Lets one pump take in something, unless it is at it. Says how much that was. */
    int pump(Pump pump) {
        if (opening || !running.add(pump)) {
            return 0;
        }
        try {
            return pump.pump();
        } catch (Refusal e) {
            return 0; // It waits, as it does on a thread of its own.
        } finally {
            running.remove(pump);
        }
    }

    /** All pumps, until none has anything left; what keeps arriving meanwhile comes later. */
    void settle() {
        int taken = 1;
        for (int round = 0; round < ROUNDS_MAX && taken > 0; round++) {
            taken = 0;
            for (Pump pump : pumps.all()) {
                taken += pump(pump);
            }
        }
    }

    /** Runs the jobs that are due, unless they are running. */
    void runJobs() {
        if (inJobs) {
            return;
        }
        inJobs = true;
        try {
            jobs.runDue();
        } finally {
            inJobs = false;
        }
    }

    /** Whether the account's pump is at work, so that others must wait for it. */
    boolean isBusy(AccountId account) {
        return running.stream().anyMatch(pump -> pump.name().endsWith(account.toString()));
    }

    /** Keeps the account's pump from running for as long as {@code work} speaks for the account. */
    void speakFor(AccountId account, Runnable work) {
        List<Pump> own =
                pumps.all().stream()
                        .filter(pump -> pump.name().endsWith(account.toString()))
                        .filter(running::add)
                        .toList();
        try {
            work.run();
        } finally {
            own.forEach(running::remove);
        }
    }

    /**
     * The same for an account that has no pump yet: waits while any pump is at work, and keeps all
     * of them from running.
     */
    void speakForAll(Runnable work) {
        if (opening || !running.isEmpty()) {
            return;
        }
        opening = true;
        try {
            work.run();
        } finally {
            opening = false;
        }
    }
}
