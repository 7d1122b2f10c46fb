package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.http.WebClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Story time as it is moved from outside, over a real exchange and nothing else. */
class StagehandTest {
    private static final Instant START = Demo.Script.SHORT.start();

    private final SteppedClock story = new SteppedClock(START);
    private final SteppedClock wall = new SteppedClock(Instant.parse("2026-01-01T00:00:00Z"));
    private ExchangeServer exchange;
    private WebClient web;
    private Stagehand stagehand;
    private int minutes;

    @BeforeEach
    void open() {
        exchange =
                ExchangeServer.start(
                        ExchangeConfig.stepped(0, 1, Crash.modelled().scenario(START)));
        web = new WebClient();
        ExchangeControl control =
                new ExchangeControl(web, URI.create("http://127.0.0.1:" + exchange.port()));
        stagehand =
                new Stagehand(
                        new Director(control, story, List.of()), story, wall, () -> minutes++);
    }

    @AfterEach
    void close() {
        web.close();
        exchange.close();
    }

    @Test
    void leapsAsFarAsItIsTold() {
        assertThat(stagehand.obey("advance PT5M1.5S"))
                .isEqualTo("{\"now\":\"2025-10-10T20:51:01.500Z\"}");
        assertThat(minutes).isEqualTo(5);
        assertThat(stagehand.obey(" until  2025-10-10T20:52:00Z ")).contains("20:52:00Z");
        assertThat(stagehand.obey("until 2025-10-10T20:46:00Z")).contains("20:52:00Z");
    }

    @Test
    void timeGoesOnByItselfAsFastAsItIsTold() {
        pass(Duration.ofMillis(100));
        assertThat(story.now()).isEqualTo(START.plusMillis(100));
        stagehand.obey("speed 20");
        pass(Duration.ofMillis(100));
        assertThat(story.now()).isEqualTo(START.plusMillis(2_100));
        stagehand.obey("speed 0");
        pass(Duration.ofMinutes(1));
        assertThat(story.now()).isEqualTo(START.plusMillis(2_100));
    }

    @Test
    void aLeapAndASlowMachineLeaveNothingToCatchUpOn() {
        wall.advance(Duration.ofSeconds(30));
        stagehand.obey("advance PT1S");
        stagehand.passTime();
        assertThat(story.now()).isEqualTo(START.plusSeconds(1));
        pass(Duration.ofSeconds(30));
        assertThat(story.now()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void whatItDoesNotUnderstandMovesNothing() {
        for (String command :
                List.of(
                        "advance",
                        "advance five",
                        "until noon",
                        "speed fast",
                        "speed -1",
                        "speed NaN",
                        "speed 601",
                        "stop now",
                        "advance PT1S PT1S")) {
            assertThat(stagehand.obey(command)).as(command).startsWith("{\"error\":\"");
        }
        assertThat(story.now()).isEqualTo(START);
    }

    @Test
    void worksUntilItsInputEnds() throws InterruptedException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        stagehand.work(
                new BufferedReader(new StringReader("speed 0\n\nadvance PT1S\nadvance PT2S\n")),
                new PrintStream(answers, false, StandardCharsets.UTF_8));
        assertThat(answers.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        """
                        {"now":"2025-10-10T20:46:00Z"}
                        {"now":"2025-10-10T20:46:01Z"}
                        {"now":"2025-10-10T20:46:03Z"}
                        """);
    }

    private void pass(Duration time) {
        wall.advance(time);
        stagehand.passTime();
    }
}
