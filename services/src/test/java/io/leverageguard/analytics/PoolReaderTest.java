package io.leverageguard.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.TimeRange.TimeStep;
import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.analytics.Analytics.PoolLine;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.testkit.TestKit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pool's history is what the ledger's transfers make of it. */
class PoolReaderTest {
    private static final Actor OPERATOR = Actor.service("test");

    private final TestKit testKit = TestKit.create();
    private Analytics analytics;

    @BeforeEach
    void play() {
        AnalyticsModule module = new AnalyticsModule(testKit.kit());
        module.listen(new Story().play("ten-x").feeds());
        analytics = module.api();
        testKit.settle();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void eachMinuteHasTheStateAfterItsLastTransfer() {
        List<PoolLine> lines = lines(Story.at(0), Story.at(60), TimeStep.MINUTE);

        PoolLine first = lines.getFirst();
        assertThat(first.at()).isEqualTo(Story.at(0));
        assertThat(first.cash()).isEqualTo(Money.usdt("51000"));
        assertThat(first.customers()).isEqualTo(Money.usdt("1000"));
        assertThat(first.capital()).isEqualTo(Money.usdt("50000"));
        assertThat(first.ownFunds()).isEqualTo(Money.usdt("50000"));
        PoolLine second = lines.get(1);
        assertThat(second.at()).isEqualTo(Story.at(1));
        assertThat(second.unearned()).isEqualTo(Money.usdt("300"));
        assertThat(second.premiums()).isEqualTo(Money.usdt("300"));
        PoolLine last = lines.getLast();
        assertThat(last.at()).isEqualTo(Story.at(48));
        assertThat(last.claims()).isEqualTo(Money.usdt("8000"));
        assertThat(last.paid()).isEqualTo(Money.usdt("8000"));
        assertThat(last.payable()).isEqualTo(Money.usdt("0"));
        assertThat(last.reserves()).isEqualTo(Money.usdt("0"));
        assertThat(lines).extracting(PoolLine::at).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aRangeBeginsWithWhatWasBeforeIt() {
        List<PoolLine> lines = lines(Story.at(30), Story.at(60), TimeStep.MINUTE);

        assertThat(lines.getFirst().at()).isEqualTo(Story.at(30));
        assertThat(lines.getFirst().capital()).isEqualTo(Money.usdt("50000"));
        assertThat(lines.getLast())
                .isEqualTo(lines(Story.at(0), Story.at(60), TimeStep.MINUTE).getLast());
    }

    @Test
    void coarserStepsLeaveOutButDoNotChange() {
        List<PoolLine> hours = lines(Story.at(0), Story.at(59), TimeStep.HOUR);

        assertThat(hours).hasSizeLessThanOrEqualTo(2);
        assertThat(hours.getLast())
                .isEqualTo(lines(Story.at(0), Story.at(59), TimeStep.MINUTE).getLast());
    }

    @Test
    void rangesThatMakeNoSenseAreRefused() {
        refused(new TimeRange(Story.at(1), Story.at(0), null));
        refused(new TimeRange(Story.at(0).minusSeconds(500L * 86_400), Story.at(0), null));
        refused(
                new TimeRange(
                        Story.at(0).minusSeconds(30L * 86_400), Story.at(0), TimeStep.MINUTE));
    }

    private void refused(TimeRange range) {
        assertThatThrownBy(() -> analytics.poolHistory(OPERATOR, range))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("invalid_field"));
    }

    private List<PoolLine> lines(Instant from, Instant to, @Nullable TimeStep step) {
        return analytics.poolHistory(OPERATOR, new TimeRange(from, to, step)).points();
    }
}
