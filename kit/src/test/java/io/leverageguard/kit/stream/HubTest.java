package io.leverageguard.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.secret.Secrets;
import io.leverageguard.kit.stream.Hub.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {
    private final Hub hub = new Hub();
    private final BlockingQueue<Message> taken = new LinkedBlockingQueue<>();

    @Test
    void aReaderSeesEveryMessageOfItsTopicNumberedInOrder() throws InterruptedException {
        hub.publish("a", "before");
        Hub.Subscription subscription = hub.subscribe("a", taken::add);
        assertThat(subscription.startedAfter()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            hub.publish("a", "" + i);
            hub.publish("b", "other");
        }
        for (int i = 0; i < 100; i++) {
            assertThat(next()).isEqualTo(new Message("a", i + 2, "" + i, false));
        }
        subscription.close();
        hub.publish("a", "after");
        assertThat(taken).isEmpty();
        assertThat(hub.subscriptions()).isZero();
    }

    @Test
    void aConflatedTopicBeginsWithItsPresentMessage() throws InterruptedException {
        hub.conflate("a", "1");
        hub.conflate("a", "2");
        hub.subscribe("a", taken::add);
        assertThat(next().json()).isEqualTo("2");
    }

    @Test
    void whatNobodyReadsIsNotWrittenAndNotKept() throws InterruptedException {
        hub.conflate("a", () -> "1");
        Hub.Subscription first = hub.subscribe("a", taken::add);
        assertThat(hub.isRead("a")).isTrue();
        assertThat(hub.isRead("b")).isFalse();
        hub.conflate("a", () -> "2");
        assertThat(next().json()).isEqualTo("2");
        first.close();
        assertThat(hub.isRead("a")).isFalse();
        hub.conflate(
                "a",
                () -> {
                    throw new AssertionError("nobody reads it");
                });
        hub.subscribe("a", taken::add);
        hub.conflate("a", () -> "4");
        assertThat(next()).isEqualTo(new Message("a", 4, "4", true));
    }

    @Test
    void aSlowReaderOfAConflatedTopicIsOnlySentTheNewest() throws InterruptedException {
        Slow slow = new Slow();
        hub.subscribe("a", slow);
        hub.conflate("a", "0");
        slow.entered.await();
        for (int i = 1; i <= 1_000; i++) {
            hub.conflate("a", "" + i);
        }
        slow.release.countDown();
        assertThat(next().json()).isEqualTo("0");
        Message newest = next();
        assertThat(newest.json()).isEqualTo("1000");
        assertThat(newest.seq()).isEqualTo(1_001);
        assertThat(taken).isEmpty();
    }

    @Test
    void aSlowReaderWhoMustHaveEveryMessageIsDropped() throws InterruptedException {
        Slow slow = new Slow();
        hub.subscribe("a", slow);
        hub.publish("a", "0");
        slow.entered.await();
        for (int i = 0; i <= Reader.WAITING_MAX; i++) {
            hub.publish("a", "x");
        }
        assertThat(hub.subscriptions()).isZero();
        slow.release.countDown();
        assertThat(slow.dropped.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasSize(1);
    }

    @Test
    void aBridgeBringsTheTopicsThatAreReadHere(@TempDir Path folder) throws InterruptedException {
        Secrets secrets = new Secrets(folder);
        Hub remote = new Hub();
        HttpServer server =
                new HttpServer(
                        HttpServer.Settings.local(), Clock.system(), secrets, Telemetry.local());
        HubBridge.serve(remote, server);
        URI base = URI.create("http://127.0.0.1:" + server.start());
        WebClient web = new WebClient();
        HttpCaller peer = new HttpCaller(web, base, Clock.system(), secrets, Duration.ofSeconds(5));
        remote.conflate("market.BTC", "present");
        try (web;
                server;
                HubBridge bridge = HubBridge.connect(hub, "market.", peer)) {
            assertThat(bridge).isNotNull();
            hub.subscribe("market.BTC", taken::add);
            assertThat(next()).isEqualTo(new Message("market.BTC", 1, "present", true));
            remote.publish("market.ETH", "nobody reads this");
            remote.publish("market.BTC", "next");
            assertThat(next()).isEqualTo(new Message("market.BTC", 2, "next", false));
        }
    }

    private Message next() throws InterruptedException {
        Message message = taken.poll(5, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    /** Stays in its first message until released. */
    private final class Slow implements Hub.Subscriber {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch dropped = new CountDownLatch(1);

        @Override
        public void take(Message message) {
            taken.add(message);
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void dropped() {
            dropped.countDown();
        }
    }
}
