package io.leverageguard.kit.http;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event loops of the process, shared by its servers and clients and gone after the last. */
final class Loop {
    private static final int LOOPS_MAX = 4;
    private static final Duration DEPLOY_MAX = Duration.ofSeconds(10);
    private static @Nullable Vertx shared;
    private static int users;

    private Loop() {}

    static int loops() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, LOOPS_MAX);
    }

    static synchronized Vertx acquire() {
        Vertx vertx = shared;
        if (vertx == null) {
            vertx =
                    Vertx.vertx(
                            new VertxOptions()
                                    .setEventLoopPoolSize(loops())
                                    .setWorkerPoolSize(2)
                                    .setInternalBlockingPoolSize(2)
                                    .setPreferNativeTransport(true)
                                    .setDisableTCCL(true)
                                    .setUseDaemonThread(true)
                                    .setFileSystemOptions(
                                            new FileSystemOptions()
                                                    .setFileCachingEnabled(false)
                                                    .setClassPathResolvingEnabled(false)));
            shared = vertx;
        }
        users++;
        return vertx;
    }

    static synchronized void release() {
        users--;
        Vertx vertx = shared;
        if (users == 0 && vertx != null) {
            shared = null;
            vertx.close();
        }
    }

    /** One context on each event loop. */
    static List<Context> contexts(Vertx vertx) {
        List<Context> contexts = new CopyOnWriteArrayList<>();
        Supplier<VerticleBase> marker =
                () ->
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                contexts.add(context);
                                return Future.succeededFuture();
                            }
                        };
        try {
            await(
                    vertx.deployVerticle(marker, new DeploymentOptions().setInstances(loops())),
                    DEPLOY_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException("the event loops do not start", e);
        }
        return List.copyOf(contexts);
    }

    /** Waits, for at most {@code timeout}. */
    static <T> T await(Future<T> future, Duration timeout) throws IOException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
