package io.leverageguard.launcher;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lg exchange}: the simulated exchange alone; its time is moved through {@code /sim}. */
@Command(
        name = "exchange",
        description = "Runs the simulated exchange (Binance USD-M protocol) on loopback.",
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8099", description = "0 takes a free one.")
    private int port = 8099;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random.")
    private long seed = 1;

    @Option(
            names = "--start",
            defaultValue = "2025-10-10T20:30:00Z",
            description = "The instant at which it opens.")
    private Instant start = Instant.parse("2025-10-10T20:30:00Z");

    @Override
    public Integer call() throws InterruptedException {
        Crash crash = Crash.find();
        ExchangeConfig config = ExchangeConfig.stepped(port, seed, crash.scenario(start));
        try (ExchangeServer exchange = ExchangeServer.start(config)) {
            System.err.println(crash.words());
            System.out.println("ready " + exchange.port());
            CountDownLatch stop = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
            stop.await();
        }
        return 0;
    }
}
