package io.leverageguard.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kit.http.WebServer.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private static final int FRAMES = 2_000;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CountDownLatch clientClosed = new CountDownLatch(1);
    private final CountDownLatch serverClosed = new CountDownLatch(1);
    private final BlockingQueue<WebServer.Socket> opened = new LinkedBlockingQueue<>();
    private WebServer server;
    private WebClient client;
    private URI base;

    @BeforeEach
    void start() {
        server =
                new WebServer(
                        "127.0.0.1", 0, 1_000, _ -> WebServer.Response.json(200, "{}"), this::open);
        base = URI.create("ws://127.0.0.1:" + server.start());
        client = new WebClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void framesComeBackInOrder() throws Exception {
        try (WebClient.ClientSocket socket =
                client.open(base.resolve("/echo?x=1"), headers(), listener())) {
            assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("hello x=1 me");
            for (int i = 0; i < FRAMES; i++) {
                assertThat(socket.send("frame " + i)).isTrue();
            }
            for (int i = 0; i < FRAMES; i++) {
                assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("frame " + i);
            }
        }
        assertThat(serverClosed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(clientClosed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSocketNobodyOpensIsRefused() {
        assertThatThrownBy(() -> client.open(base.resolve("/other"), Map.of(), listener()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theServerCanClose() throws Exception {
        WebClient.ClientSocket socket = client.open(base.resolve("/echo"), headers(), listener());
        opened.take().close(1000, "enough");
        assertThat(clientClosed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(socket.isOpen()).isFalse();
        assertThat(socket.send("late")).isFalse();
    }

    @Test
    void aPeerWhoDoesNotReadLosesTheSocket() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        SocketListener stuck =
                new SocketListener() {
                    @Override
                    public void text(String frame) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void closed() {}
                };
        client.open(base.resolve("/echo"), headers(), stuck);
        WebServer.Socket socket = opened.take();
        String frame = "x".repeat(10_000);
        int sent = 0;
        while (socket.send(frame)) {
            sent++;
            assertThat(sent).isLessThan(100_000);
        }
        assertThat(socket.send("more")).isFalse();
        release.countDown();
        assertThat(serverClosed.await(15, TimeUnit.SECONDS)).isTrue();
    }

    private @Nullable SocketListener open(WebServer.Request upgrade, WebServer.Socket socket) {
        if (!upgrade.path().equals("/echo")) {
            return null;
        }
        opened.add(socket);
        socket.send("hello " + upgrade.query() + " " + upgrade.header("x-who"));
        return new SocketListener() {
            @Override
            public void text(String frame) {
                socket.send(frame);
            }

            @Override
            public void closed() {
                serverClosed.countDown();
            }
        };
    }

    private static Map<String, String> headers() {
        return Map.of("X-Who", "me");
    }

    private SocketListener listener() {
        return new SocketListener() {
            @Override
            public void text(String frame) {
                received.add(frame);
            }

            @Override
            public void closed() {
                clientClosed.countDown();
            }
        };
    }
}
