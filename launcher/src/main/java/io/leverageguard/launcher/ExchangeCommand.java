package io.leverageguard.launcher;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lg exchange}: the simulated exchange alone. */
@Command(
        name = "exchange",
        description = {
            "Runs the simulated exchange on loopback: Binance USD-M, OKX v5, Bybit v5 on one port.",
            "Without --speed its time moves only through POST /sim/clock."
        },
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8099", description = "0 takes a free one.")
    private int port = 8099;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random.")
    private long seed = 1;

    @Option(
            names = "--scenario",
            defaultValue = "crash",
            description = "crash, modelled-crash, flat, or a CSV file of bars.")
    private String scenario = "crash";

    @Option(names = "--speed", paramLabel = "X", description = "Multiple of real time.")
    private @Nullable BigDecimal speed;

    @Option(
            names = "--account",
            paramLabel = "KEY:SECRET:PASSPHRASE:USDT",
            description = "An account that exists from the start; may be given again.")
    private List<String> accounts = List.of();

    @Override
    public Integer call() throws InterruptedException {
        ExchangeConfig config =
                ExchangeConfig.stepped(port, seed, Scenario.named(scenario, Crash.dataFolder()))
                        .with(accounts.stream().map(ExchangeConfig.AccountSpec::parse).toList());
        if (speed != null) {
            config = config.running(Clock.system(), speed);
        }
        try (ExchangeServer exchange = ExchangeServer.start(config)) {
            System.out.println("ready " + exchange.port());
            CountDownLatch stop = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
            stop.await();
        }
        return 0;
    }
}
