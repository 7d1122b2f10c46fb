package io.leverageguard.benchmarks;

import io.leverageguard.kit.KitProcess;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.launcher.House;
import io.leverageguard.venues.Venues;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The desk that {@code lg bench orders} measures: the whole product over an {@link AtOnceVenue}.
 */
public final class OrdersDesk {
    private OrdersDesk() {}

    /** Runs until the process is told to stop; takes the folder for the data. */
    public static void main(String[] arguments) throws InterruptedException {
        Configuration configuration =
                Configuration.load(System.getenv(), Path.of("leverageguard.yaml"));
        KitProcess process = KitProcess.live(configuration, Path.of(arguments[0]));
        Venues venues = Venues.of(List.of(new AtOnceVenue(process.kit().clock())));
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
        try (House house = House.over(process, venues)) {
            System.out.println("ready " + house.port());
            stop.await();
        }
    }
}
