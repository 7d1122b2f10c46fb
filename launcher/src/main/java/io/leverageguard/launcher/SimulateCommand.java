package io.leverageguard.launcher;

import io.leverageguard.exchange.simulation.VenueSimulation;
import io.leverageguard.exchange.simulation.Verdict;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Logging;
import io.leverageguard.launcher.kill.KillSimulation;
import io.leverageguard.launcher.simulation.TradingSimulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lg simulate NAME}: runs seeds and says which of them fail. */
@Command(
        name = "simulate",
        description = {
            "Runs a simulation for many seeds; fails when one of them does.",
            "venue: adapters trade over a faulty network and must end up with the venues' truth.",
            "trading: the trading service does, while its process dies and starts again.",
            "kill: all services run in a process of their own, which is killed (--kills)."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final Map<String, LongFunction<Verdict>> SIMULATIONS =
            Map.of("venue", VenueSimulation::run, "trading", TradingSimulation::run);

    private static final int PROGRESS_EVERY = 100;

    @Parameters(paramLabel = "NAME", description = "venue, trading or kill")
    private String name = "venue";

    @Option(names = "--seeds", defaultValue = "100", description = "How many; default 100.")
    private int seeds = 100;

    @Option(names = "--kills", defaultValue = "20", description = "Of kill; default 20.")
    private int kills = 20;

    @Option(names = "--first-seed", paramLabel = "K", defaultValue = "1")
    private long first = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every verdict.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (name.equals("kill")) {
            return KillSimulation.run(new KillSimulation.Plan(kills, first, json), System.out);
        }
        LongFunction<Verdict> simulation = SIMULATIONS.get(name);
        if (simulation == null) {
            System.err.println(
                    "lg: there is no simulation " + name + "; there is: " + SIMULATIONS.keySet());
            return 2;
        }
        Logging.onlyErrors();
        List<Verdict> verdicts = run(simulation);
        report(verdicts);
        if (json != null) {
            Files.writeString(json, Json.write(verdicts) + System.lineSeparator());
        }
        return verdicts.stream().allMatch(Verdict::passes) ? 0 : 1;
    }

    private List<Verdict> run(LongFunction<Verdict> simulation)
            throws InterruptedException, ExecutionException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            List<Future<Verdict>> running = new ArrayList<>();
            for (long seed = first; seed < first + seeds; seed++) {
                long one = seed;
                running.add(workers.submit(() -> run(simulation, one)));
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Future<Verdict> future : running) {
                Verdict verdict = future.get();
                verdicts.add(verdict);
                if (!verdict.passes()) {
                    System.out.println("seed " + verdict.seed() + " fails:");
                    verdict.differences().forEach(how -> System.out.println("  " + how));
                }
                if (verdicts.size() % PROGRESS_EVERY == 0) {
                    System.err.println(verdicts.size() + " of " + seeds + " seeds");
                }
            }
            return verdicts;
        }
    }

    /** One seed; a failure of the simulation itself is a failing seed too. */
    private static Verdict run(LongFunction<Verdict> simulation, long seed) {
        try {
            return simulation.apply(seed);
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return new Verdict(seed, 0, 0, 0, 0, 0, List.of("it broke: " + trace));
        }
    }

    private void report(List<Verdict> verdicts) {
        List<Long> failing = verdicts.stream().filter(v -> !v.passes()).map(Verdict::seed).toList();
        System.out.printf(
                "%s: %d of %d seeds pass (%d to %d): %d orders, %d fills, %d liquidations,"
                        + " %d faults, %d deaths%n",
                name,
                verdicts.size() - failing.size(),
                verdicts.size(),
                first,
                first + seeds - 1,
                verdicts.stream().mapToInt(Verdict::orders).sum(),
                verdicts.stream().mapToInt(Verdict::fills).sum(),
                verdicts.stream().mapToInt(Verdict::liquidations).sum(),
                verdicts.stream().mapToInt(Verdict::faults).sum(),
                verdicts.stream().mapToInt(Verdict::deaths).sum());
        if (!failing.isEmpty()) {
            System.out.println("failing seeds: " + failing);
        }
    }
}
