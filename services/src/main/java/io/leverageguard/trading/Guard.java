package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Wires what protects: kill switch, protective stops, margin, and the link to risk. */
final class Guard implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final ProtectionService service;
    private final RiskLink risk;
    private final Pumps pumps;
    private final List<Pump> own;
    private final Parents parents = new Parents();

    /**
     * What it is wired with.
     *
     * @param live whether there are threads
     */
    record Surroundings(
            Intake.Sources sources, Links links, OrderFlow flow, Risk risk, boolean live) {}

    Guard(Surroundings on, Desk desk, TradingConfig config, Pumps pumps, Jobs jobs) {
        Intake.Sources sources = on.sources();
        Set<Object> inHand = ConcurrentHashMap.newKeySet();
        MarginWork margins = new MarginWork(sources, on.flow(), config.arrivalMax());
        this.service = new ProtectionService(sources, on.links(), margins, inHand);
        this.risk = new RiskLink(sources, on.risk());
        this.pumps = pumps;
        this.own =
                List.of(
                        risk,
                        new KillRun(
                                sources,
                                on.links(),
                                desk.kills(),
                                new KillWork(sources, on.flow(), parents),
                                on.live()),
                        new StopRun(
                                sources,
                                desk.stops(),
                                new StopWork(sources, on.flow(), on.links()),
                                on.live()),
                        new MarginRun(
                                sources, on.links(), desk.margins(), margins, inHand, on.live()));
        own.forEach(pumps::add);
        jobs.every(
                "trading.look-for-stops",
                LOOK_AGAIN,
                () -> sources.room().tell(owner -> owner.stops().lookAgain()));
    }

    Protection api() {
        return service;
    }

    /** From now on there are algorithms, which the kill switch stops. */
    void use(Execution algorithms) {
        parents.use(algorithms);
    }

    /** Takes in what risk has decided. */
    void hear(RiskEvent event) {
        risk.hear(event);
    }

    /** An account was compared with its venue. */
    void reconciled(Account account) {
        risk.reconciled(account);
    }

    @Override
    public void close() {
        own.forEach(pumps::remove);
    }
}
