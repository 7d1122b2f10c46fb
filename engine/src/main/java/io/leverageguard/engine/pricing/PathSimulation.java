package io.leverageguard.engine.pricing;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Paths of a price that diffuses and may jump, at equally spaced instants, and when each of them
 * first touches a barrier.
 *
 * <p>Jumps fall at their own instants. Between two instants the logarithm is a Brownian bridge,
 * which has reached a barrier at distances a and b from its ends with probability exp(−2ab/(σ²Δt))
 * (P. Glasserman, "Monte Carlo Methods in Financial Engineering", 2004, section 6.4): so no touch
 * is missed because nobody looked, and the share of paths that touch estimates the same probability
 * as the closed formulas. The same seed gives the same paths.
 */
public final class PathSimulation {
    /**
     * How the logarithm of the price moves, yearly; without jumps the intensity is 0.
     *
     * @param up the share of upward jumps
     * @param upRate one over the mean upward jump
     * @param downRate one over the mean downward jump
     */
    public record Dynamics(
            double drift,
            double volatility,
            double intensity,
            double up,
            double upRate,
            double downRate) {
        /** A price without drift that only diffuses. */
        public static Dynamics diffusion(double volatility) {
            return new Dynamics(-volatility * volatility / 2, volatility, 0, 0, 1, 1);
        }

        /** As the jump model has it. */
        public static Dynamics jumps(KouModel model) {
            return new Dynamics(
                    model.drift(),
                    model.volatility(),
                    model.intensity(),
                    model.up(),
                    model.upRate(),
                    model.downRate());
        }
    }

    /**
     * What is simulated.
     *
     * @param years the term
     * @param waiting the first part of the term, whose touches are told apart
     * @param steps how many equal steps the term has
     * @param paths how many paths
     */
    public record Setup(
            double spot, double barrier, double years, double waiting, int steps, int paths) {
        /** Checks the ranges. */
        public Setup {
            if (!(spot > 0) || !(barrier > 0) || spot == barrier || !(years > 0)) {
                throw new IllegalArgumentException("spot, barrier or term out of range");
            }
            if (steps < 1 || paths < 1 || !(waiting >= 0)) {
                throw new IllegalArgumentException("steps, paths or waiting out of range");
            }
        }
    }

    private final Setup setup;
    private final double[][] prices;
    private final double[][] sorted;
    private final double[] touchedAt;

    private PathSimulation(Setup setup) {
        this.setup = setup;
        this.prices = new double[setup.steps() + 1][setup.paths()];
        this.sorted = new double[setup.steps() + 1][];
        this.touchedAt = new double[setup.paths()];
    }

    /** Simulates. */
    public static PathSimulation run(Dynamics dynamics, Setup setup, long seed) {
        PathSimulation simulation = new PathSimulation(setup);
        SplittableRandom random = new SplittableRandom(seed);
        for (int path = 0; path < setup.paths(); path++) {
            simulation.draw(path, new Walk(dynamics, setup, random));
        }
        for (int step = 0; step <= setup.steps(); step++) {
            simulation.sorted[step] = simulation.prices[step].clone();
            Arrays.sort(simulation.sorted[step]);
        }
        return simulation;
    }

    private void draw(int path, Walk walk) {
        prices[0][path] = setup.spot();
        for (int step = 1; step <= setup.steps(); step++) {
            walk.until(setup.years() * step / setup.steps());
            prices[step][path] = setup.spot() * Math.exp(walk.logarithm);
        }
        touchedAt[path] = walk.touchedAt;
    }

    /** The price of one path after {@code step} steps. */
    public double price(int path, int step) {
        return prices[step][path];
    }

    /** The price that {@code share} of all paths are at or below after {@code step} steps. */
    public double quantile(int step, double share) {
        return sorted[step][(int) Math.round(share * (setup.paths() - 1))];
    }

    /** When a path first touched, in years, not earlier than it did; infinite when it never did. */
    public double touchedAt(int path) {
        return touchedAt[path];
    }

    /** The share of paths that first touch after the waiting time and within the term. */
    public double touched() {
        return share(setup.waiting(), setup.years());
    }

    /** The share of paths that touch in the waiting time. */
    public double touchedWaiting() {
        return share(0, Math.min(setup.waiting(), setup.years()));
    }

    private double share(double after, double until) {
        long count = Arrays.stream(touchedAt).filter(at -> at > after && at <= until).count();
        return (double) count / setup.paths();
    }

    /** One path on its way, relative to the spot price. */
    private static final class Walk {
        private final Dynamics dynamics;
        private final SplittableRandom random;
        private final double waiting;
        private final double barrier;
        private final int side;
        private double logarithm;
        private double now;
        private double nextJump;
        private double touchedAt = Double.POSITIVE_INFINITY;

        Walk(Dynamics dynamics, Setup setup, SplittableRandom random) {
            this.dynamics = dynamics;
            this.random = random;
            this.waiting = setup.waiting();
            this.barrier = Math.log(setup.barrier() / setup.spot());
            this.side = barrier > 0 ? 1 : -1;
            this.nextJump = untilJump();
        }

        private double untilJump() {
            return dynamics.intensity() == 0
                    ? Double.POSITIVE_INFINITY
                    : random.nextExponential() / dynamics.intensity();
        }

        /** Goes on to {@code end}, stopping at each jump and at the end of the waiting time. */
        void until(double end) {
            while (now < end) {
                double next = Math.min(end, nextJump);
                if (now < waiting && waiting < next) {
                    next = waiting;
                }
                diffuse(next);
                if (next == nextJump) {
                    jump();
                }
            }
        }

        private void diffuse(double next) {
            double length = next - now;
            double variance = dynamics.volatility() * dynamics.volatility() * length;
            double before = distance();
            logarithm += dynamics.drift() * length + Math.sqrt(variance) * random.nextGaussian();
            now = next;
            double after = distance();
            double between = random.nextDouble();
            boolean reached = after <= 0 || between < Math.exp(-2 * before * after / variance);
            touch(reached);
        }

        private void jump() {
            logarithm +=
                    random.nextDouble() < dynamics.up()
                            ? random.nextExponential() / dynamics.upRate()
                            : -random.nextExponential() / dynamics.downRate();
            nextJump = now + untilJump();
            touch(distance() <= 0);
        }

        /** What is left to the barrier; not positive when it is reached. */
        private double distance() {
            return side * (barrier - logarithm);
        }

        private void touch(boolean reached) {
            if (reached && touchedAt == Double.POSITIVE_INFINITY) {
                touchedAt = now;
            }
        }
    }
}
