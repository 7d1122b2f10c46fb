package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class KouModelTest {
    private static final double DAY = 1.0 / 365;

    @Test
    void reachesTheFiguresOfTheReferenceParameters() {
        double barrier = Math.exp(0.3);
        KouModel jumps = new KouModel(0.1, 0.2, 3, 0.5, 1 / 0.02, 1 / 0.03);
        assertThat(jumps.touch(1, barrier, 1)).isCloseTo(0.255843681019, within(0.6e-12));
        KouModel nearlyNone = new KouModel(0.1, 0.2, 0.01, 0.5, 1 / 0.02, 1 / 0.03);
        assertThat(nearlyNone.touch(1, barrier, 1)).isCloseTo(0.260598719571, within(0.6e-12));
    }

    @Test
    void longPositionsOverADayAreAsPrinted() {
        KouModel model = KouModel.martingale(0.6, 50, 0.4, 50, 40);
        assertThat(model.drift()).isCloseTo(0.1435440518, within(0.6e-10));
        assertThat(model.totalVolatility()).isCloseTo(0.64304, within(0.6e-5));
        assertThat(at(model, 10)).isCloseTo(0.00636851465895, within(0.6e-14));
        assertThat(at(model, 20)).isCloseTo(0.1570125149, within(0.6e-10));
        assertThat(at(model, 50)).isCloseTo(0.634397884478, within(0.6e-12));
    }

    @Test
    void equalVarianceWithoutJumpsUnderstatesTheFarBarrier() {
        double sigma = KouModel.martingale(0.6, 50, 0.4, 50, 40).totalVolatility();
        assertThat(gbm(sigma, 10)).isCloseTo(0.0030168, within(0.6e-7));
        assertThat(gbm(sigma, 20)).isCloseTo(0.1730690, within(0.6e-7));
        assertThat(gbm(sigma, 50)).isCloseTo(0.6567106, within(0.6e-7));
    }

    @Test
    void withoutJumpsItIsTheDiffusion() {
        KouModel model = KouModel.martingale(0.8, 1e-4, 0.4, 50, 40);
        assertThat(at(model, 10)).isCloseTo(0.0174045, within(2e-7));
        assertThat(at(model, 20)).isCloseTo(0.2753202, within(2e-7));
        assertThat(at(model, 50)).isCloseTo(0.7222102, within(2e-7));
    }

    @Test
    void shareOfVarianceMadeByJumpsIsKept() {
        KouModel model = KouModel.withJumpShare(0.9, 0.13, 0.4, 50, 40);
        assertThat(model.totalVolatility()).isCloseTo(0.9, within(1e-12));
        assertThat(model.volatility()).isCloseTo(0.9 * Math.sqrt(0.87), within(1e-12));
    }

    @Test
    void upperBarrierIsTheMirrorOfTheLower() {
        KouModel model = new KouModel(0.05, 0.6, 50, 0.4, 50, 40);
        KouModel mirror = new KouModel(-0.05, 0.6, 50, 0.6, 40, 50);
        assertThat(model.touch(1, 1.1, DAY)).isEqualTo(mirror.touch(1.1, 1, DAY), within(1e-14));
    }

    private static double at(KouModel model, int leverage) {
        return model.touch(100_000, TouchProbabilityTest.barrier(leverage, 1), DAY);
    }

    private static double gbm(double sigma, int leverage) {
        return new TouchProbability(100_000, TouchProbabilityTest.barrier(leverage, 1), sigma, 0)
                .within(DAY);
    }
}
