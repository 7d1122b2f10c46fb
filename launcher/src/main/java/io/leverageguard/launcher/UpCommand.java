package io.leverageguard.launcher;

import io.leverageguard.kit.KitProcess;
import io.leverageguard.kit.config.Configuration;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lg up}: runs services until it is told to stop. */
@Command(
        name = "up",
        description = "Runs all services in this process, or those that --services names.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    private static final long STOP_SECONDS_MAX = 30;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--services",
            defaultValue = "all",
            description = "Which services run here: all, or a list such as trading,risk.")
    private String services = "all";

    @Option(
            names = "--port",
            description = "Default: 8080, or the service's own port when it runs alone.")
    private @Nullable Integer port;

    @Option(names = "--data", defaultValue = "data", description = "Folder for all that is kept.")
    private Path data = Path.of("data");

    private final Map<ServiceName, URI> peers = new EnumMap<>(ServiceName.class);

    /** Adds {@code --peer.users=URL} and so on, one option per service. */
    static void addPeerOptions(CommandSpec up) {
        UpCommand command = (UpCommand) up.userObject();
        for (ServiceName name : ServiceName.values()) {
            up.addOption(
                    OptionSpec.builder("--peer." + name.lowerCase())
                            .type(URI.class)
                            .paramLabel("URL")
                            .hidden(name == ServiceName.GATEWAY)
                            .description("Where " + name.lowerCase() + " runs, if not here.")
                            .setter(new PeerSetter(command.peers, name))
                            .build());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<ServiceName> run = named();
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putIfAbsent("LG_HTTP_PORT", Integer.toString(port(run)));
        Configuration configuration =
                Configuration.load(environment, Path.of("leverageguard.yaml"));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stop, stopped), "stop"));
        try (House house = new House(KitProcess.live(configuration, data), run, peers).live()) {
            System.out.printf(
                    "LeverageGuard runs %s on port %d  (data in %s; stop with Ctrl-C)%n",
                    run.size() == ServiceName.values().length ? "all services" : run,
                    house.port(),
                    data);
            stop.await();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /** Asks the main thread to close everything, and keeps the process until it has. */
    private static void await(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int port(Set<ServiceName> run) {
        if (port != null) {
            return port;
        }
        return run.size() == 1 ? run.iterator().next().port() : ServiceName.GATEWAY.port();
    }

    private Set<ServiceName> named() {
        try {
            return ServiceName.parse(services);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), e.getMessage());
        }
    }

    /** Puts the value of a {@code --peer.…} option into the map. */
    private record PeerSetter(Map<ServiceName, URI> peers, ServiceName name)
            implements CommandLine.Model.ISetter {
        @Override
        public <T> T set(T value) {
            if (value instanceof URI uri) {
                peers.put(name, uri);
            } else {
                peers.remove(name);
            }
            return value;
        }
    }
}
