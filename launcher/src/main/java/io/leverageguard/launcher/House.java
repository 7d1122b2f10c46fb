package io.leverageguard.launcher;

import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.KitProcess;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process of the product with the services that run in it. */
public final class House implements AutoCloseable {
    private final KitProcess process;
    private final @Nullable Wiring wiring;
    private final int port;

    /**
     * Wires {@code services} on {@code process}, which it closes with itself, and begins to serve.
     *
     * @param peers where the services are that run elsewhere
     */
    House(KitProcess process, Set<ServiceName> services, Map<ServiceName, URI> peers) {
        this(process, ordinaryVenues(process.kit()), services, peers);
    }

    private House(
            KitProcess process,
            Venues venues,
            Set<ServiceName> services,
            Map<ServiceName, URI> peers) {
        this.process = process;
        Wiring wired = null;
        try {
            Kit kit = process.kit();
            for (ServiceName name : ServiceName.values()) {
                if (!services.contains(name)) {
                    kit.configuration().leaveElsewhere(name.lowerCase());
                }
            }
            kit.databases()
                    .prepare(
                            services.stream()
                                    .filter(name -> name != ServiceName.GATEWAY)
                                    .map(ServiceName::lowerCase)
                                    .toList());
            wired = new Wiring(kit, process.server(), venues, services, peers);
            port = process.start();
        } catch (RuntimeException e) {
            close(wired);
            throw e;
        }
        wiring = wired;
    }

    /** All services over venues of one's own, at work: for measurements. */
    public static House over(KitProcess process, Venues venues) {
        return new House(process, venues, EnumSet.allOf(ServiceName.class), Map.of()).live();
    }

    private static Venues ordinaryVenues(Kit kit) {
        return new Venues(
                kit.web(), kit.clock(), kit.configuration().section("venues", VenuesConfig.class));
    }

    /** Gives everything that takes in work its own thread. */
    House live() {
        process.startWork();
        return this;
    }

    /** Lets one thread drive everything, jobs that have come due last. */
    House stepped() {
        process.kit().pumps().add(new DueJobs(process.kit().jobs()));
        return this;
    }

    /** The port that is served. */
    public int port() {
        return port;
    }

    /** Everything that takes in work here. */
    Pumps pumps() {
        return process.kit().pumps();
    }

    @Override
    public void close() {
        close(wiring);
    }

    private void close(@Nullable Wiring wired) {
        if (wired != null) {
            wired.close();
        }
        process.close();
    }

    /** Jobs that have come due, in story time. */
    private record DueJobs(Jobs jobs) implements Pump {
        @Override
        public String name() {
            return "jobs";
        }

        @Override
        public int pump() {
            return jobs.runDue();
        }
    }
}
