package io.leverageguard.engine.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leverageguard.engine.pricing.PathSimulation.Dynamics;
import io.leverageguard.engine.pricing.PathSimulation.Setup;
import org.junit.jupiter.api.Test;

class PathSimulationTest {
    private static final double DAY = 1.0 / 365;
    private static final double SIGMA = 0.8;

    @Test
    void theShareThatTouchesIsTheProbabilityOfTheFormula() {
        PathSimulation paths =
                PathSimulation.run(
                        Dynamics.diffusion(SIGMA), new Setup(100, 95, DAY, 0, 60, 40_000), 1);

        // Reference C.2: 0.226296816456; four standard errors are 0.0084.
        assertThat(paths.touched()).isCloseTo(0.226296816456, within(0.0084));
        assertThat(paths.touchedWaiting()).isZero();
    }

    @Test
    void jumpsTouchAsOftenAsTheirModelSays() {
        KouModel model = KouModel.martingale(0.6, 50, 0.4, 50, 40);
        double barrier = 90.452261307;
        PathSimulation paths =
                PathSimulation.run(
                        Dynamics.jumps(model), new Setup(100, barrier, DAY, 0, 24, 60_000), 2);

        // Reference C.4: 0.00636851465895; four standard errors are 0.0013.
        assertThat(paths.touched()).isCloseTo(0.00636851465895, within(0.0013));
    }

    @Test
    void aBarrierAboveIsTouchedFromBelow() {
        PathSimulation paths =
                PathSimulation.run(
                        Dynamics.diffusion(SIGMA), new Setup(100, 105, DAY, 0, 60, 40_000), 3);

        assertThat(paths.touched()).isCloseTo(0.238041588894, within(0.0086));
    }

    @Test
    void touchesInTheWaitingTimeAreToldApart() {
        TouchProbability formula = new TouchProbability(100, 98.492462312, SIGMA, 0);
        double waiting = DAY / 8;
        PathSimulation paths =
                PathSimulation.run(
                        Dynamics.diffusion(SIGMA),
                        new Setup(100, 98.492462312, DAY, waiting, 60, 40_000),
                        4);

        assertThat(paths.touched() + paths.touchedWaiting())
                .isCloseTo(formula.within(DAY), within(0.01));
        assertThat(paths.touched()).isCloseTo(formula.afterWaiting(waiting, DAY), within(0.01));
    }

    @Test
    void theSameSeedGivesTheSamePathsAndAnotherOneOthers() {
        Setup setup = new Setup(100, 95, DAY, 0, 10, 50);
        PathSimulation one = PathSimulation.run(Dynamics.diffusion(SIGMA), setup, 5);
        PathSimulation again = PathSimulation.run(Dynamics.diffusion(SIGMA), setup, 5);
        PathSimulation other = PathSimulation.run(Dynamics.diffusion(SIGMA), setup, 6);

        assertThat(again.price(7, 10)).isEqualTo(one.price(7, 10));
        assertThat(again.touchedAt(7)).isEqualTo(one.touchedAt(7));
        assertThat(other.price(7, 10)).isNotEqualTo(one.price(7, 10));
    }

    @Test
    void quantilesAreOrderedAndBeginAtTheSpotPrice() {
        PathSimulation paths =
                PathSimulation.run(
                        Dynamics.diffusion(SIGMA), new Setup(100, 95, DAY, 0, 20, 4_000), 7);

        assertThat(paths.quantile(0, 0.05)).isEqualTo(100);
        assertThat(paths.quantile(20, 0.05)).isLessThan(paths.quantile(20, 0.5));
        assertThat(paths.quantile(20, 0.5)).isLessThan(paths.quantile(20, 0.95));
        // σ√T = 4.19 %, and 1.645 of them are 6.9 %.
        assertThat(paths.quantile(20, 0.95)).isCloseTo(107.0, within(0.6));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Setup(100, 100, DAY, 0, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Setup(100, 95, 0, 0, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Setup(100, 95, DAY, 0, 0, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
