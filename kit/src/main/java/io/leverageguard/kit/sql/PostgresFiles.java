package io.leverageguard.kit.sql;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The folder of the embedded PostgreSQL: its binaries, its data, and who runs over them. */
final class PostgresFiles {
    static final String USER = "leverageguard";

    private static final String VERSION = "18.6.0";
    private static final String NOBODY = "65534";
    private static final Duration OTHER_STOPS_MAX = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long LOG_BYTES_MAX = 10 * 1024 * 1024;

    private final EmbeddedPostgres.Settings settings;
    private final Path folder;
    private final Path binaries;
    private final Path data;
    private List<String> asOrdinaryUser = List.of();

    PostgresFiles(EmbeddedPostgres.Settings settings) {
        this.settings = settings;
        this.folder = settings.folder().toAbsolutePath().normalize();
        this.binaries = folder.resolve("bin-" + VERSION);
        this.data = folder.resolve("data-18");
    }

    /** Makes everything that is needed for a start. */
    void prepare() throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
            Files.delete(log());
        }
        unpackOnce();
        asOrdinaryUser = asOrdinaryUser();
        initialiseOnce();
        leaveNoOther();
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    /** The command that runs the server in the foreground. */
    ProcessBuilder command(int port) {
        List<String> words = new ArrayList<>();
        if (isThere("/usr/bin/setpriv")) {
            words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        words.addAll(asOrdinaryUser);
        words.addAll(List.of(binary("postgres"), "-D", data.toString()));
        String durable = settings.durable() ? "on" : "off";
        for (String option :
                List.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "max_connections=" + settings.connectionsMax(),
                        "shared_buffers=64MB",
                        "fsync=" + durable,
                        "synchronous_commit=" + durable,
                        "full_page_writes=" + durable,
                        "log_checkpoints=off",
                        "timezone=UTC")) {
            words.addAll(List.of("-c", option));
        }
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    /** Who runs over the data, if somebody does. */
    Optional<Long> runningPid() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.getFirst().strip());
            return isServer(pid) ? Optional.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Asks for a fast shutdown: clients are sent away, everything is written. */
    static void shutDown(long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + pid).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot stop PostgreSQL", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String binary(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private void unpackOnce() throws IOException {
        if (Files.exists(binaries)) {
            return;
        }
        String machine =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> System.getProperty("os.arch");
                };
        String name = "/postgres-linux-" + machine + ".txz";
        Path aside = aside("bin");
        try (InputStream in = PostgresFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        "no PostgreSQL for this machine (" + machine + "); set LG_DATABASE_URL");
            }
            Archive.unpack(in, aside);
        }
        moveInto(aside, binaries);
    }

    private void initialiseOnce() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        Path aside = aside("data");
        Files.createDirectories(
                aside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path password =
                Files.createTempFile(
                        folder,
                        "start",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, settings.password() + "\n");
            giveAway(aside);
            giveAway(password);
            List<String> words = new ArrayList<>(asOrdinaryUser);
            words.addAll(List.of(binary("initdb"), "-D", aside.toString(), "-U", USER));
            words.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password));
            words.addAll(List.of("--encoding=UTF8", "--locale-provider=builtin"));
            words.addAll(List.of("--locale=C", "--builtin-locale=C.UTF-8"));
            if (!settings.durable()) {
                words.add("--no-sync");
            }
            run(words);
        } finally {
            Files.delete(password);
        }
        moveInto(aside, data);
    }

    /**
     * PostgreSQL refuses to run as root. A user namespace makes root look ordinary to it, without
     * changing who owns the files; where namespaces are blocked it runs as nobody.
     */
    private List<String> asOrdinaryUser() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (isThere("/usr/bin/unshare") && succeeds(List.of("unshare", "-U", "true"))) {
            return List.of("unshare", "-U");
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    private void giveAway(Path path) throws IOException {
        if (asOrdinaryUser.contains("--clear-groups")) {
            run(List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString()));
        }
    }

    /**
     * A server may still be shutting down after its parent was killed; it is waited for. One that
     * runs on belongs to another process of ours, and two cannot share a folder.
     */
    private void leaveNoOther() throws IOException {
        for (long waited = 0; waited < OTHER_STOPS_MAX.toMillis(); waited += PAUSE.toMillis()) {
            Optional<Long> other = runningPid();
            if (other.isEmpty()) {
                return;
            }
            if (waited == 0 && isOrphan(other.get())) {
                shutDown(other.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IOException(
                folder + " is in use by process " + runningPid().map(String::valueOf).orElse("?"));
    }

    private static boolean isOrphan(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .map(parent -> parent.pid() == 1)
                .orElse(true);
    }

    /** A number in a stale file may meanwhile belong to some other program. */
    private boolean isServer(long pid) {
        try {
            String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
            return command.contains("postgres") && command.contains(data.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private Path aside(String name) throws IOException {
        Path aside = folder.resolve("." + name + "-" + ProcessHandle.current().pid());
        if (Files.exists(aside)) {
            try (Stream<Path> files = Files.walk(aside)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return aside;
    }

    private static void moveInto(Path aside, Path place) throws IOException {
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isThere(String program) {
        return Files.isExecutable(Path.of(program));
    }

    private static boolean succeeds(List<String> words) throws IOException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void run(List<String> words) throws IOException {
        try {
            int code =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IOException(words.getFirst() + " failed with " + code + "; see " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
