package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.CoverOutlook.FanPoint;
import io.leverageguard.api.cover.CoverOutlook.PathModel;
import io.leverageguard.api.cover.CoverOutlook.QuotePaths;
import io.leverageguard.api.cover.CoverOutlook.SamplePath;
import io.leverageguard.cover.CoverRepository.QuoteRow;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import io.leverageguard.engine.pricing.PathSimulation;
import io.leverageguard.engine.pricing.PathSimulation.Dynamics;
import io.leverageguard.engine.pricing.PathSimulation.Setup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the probability of a quote: paths of its price from the model, and with the volatility,
 * that priced it. They are drawn from the quote's id, so that it always has the same ones.
 */
final class PathFan {
    private static final int STEPS = 60;
    private static final int PATHS = 5_000;
    private static final int SAMPLES = 40;

    private final Quote quote;
    private final PathSimulation simulation;
    private final int places;

    private PathFan(Quote quote, PathSimulation simulation, int places) {
        this.quote = quote;
        this.simulation = simulation;
        this.places = places;
    }

    /** The paths of a quote as it was priced. */
    static QuotePaths of(QuoteRow row) {
        Quote quote = row.quote();
        double sigma = quote.volatility();
        Setup setup =
                new Setup(
                        quote.mark().doubleValue(),
                        quote.barrier().doubleValue(),
                        InsurabilityIndex.years(quote.term()),
                        InsurabilityIndex.years(row.snapshot().waiting()),
                        STEPS,
                        PATHS);
        PathModel model =
                Underwriter.odds(
                                setup.spot(),
                                setup.barrier(),
                                sigma,
                                setup.waiting(),
                                setup.years())
                        .model();
        Dynamics dynamics =
                switch (model) {
                    case DIFFUSION -> Dynamics.diffusion(sigma);
                    case JUMPS -> Dynamics.jumps(Underwriter.jumps(sigma));
                };
        long seed =
                quote.quote().value().getMostSignificantBits()
                        ^ quote.quote().value().getLeastSignificantBits();
        PathFan fan =
                new PathFan(
                        quote,
                        PathSimulation.run(dynamics, setup, seed),
                        row.snapshot().instrument().tickSize().stripTrailingZeros().scale());
        return fan.drawn(model, row.snapshot().waiting().toSeconds());
    }

    private QuotePaths drawn(PathModel model, long waitingSeconds) {
        List<FanPoint> points = new ArrayList<>(STEPS + 1);
        for (int step = 0; step <= STEPS; step++) {
            points.add(point(step));
        }
        List<SamplePath> paths = new ArrayList<>(SAMPLES);
        for (int path = 0; path < SAMPLES; path++) {
            paths.add(sample(path));
        }
        return new QuotePaths(
                quote.quote(),
                model,
                PATHS,
                quote.mark(),
                quote.barrier(),
                quote.side(),
                quote.term().toSeconds(),
                waitingSeconds,
                quote.probability(),
                simulation.touched(),
                simulation.touchedWaiting(),
                points,
                paths);
    }

    private FanPoint point(int step) {
        return new FanPoint(
                (double) quote.term().toSeconds() * step / STEPS,
                price(simulation.quantile(step, 0.05)),
                price(simulation.quantile(step, 0.25)),
                price(simulation.quantile(step, 0.50)),
                price(simulation.quantile(step, 0.75)),
                price(simulation.quantile(step, 0.95)));
    }

    private SamplePath sample(int path) {
        List<Double> prices = new ArrayList<>(STEPS + 1);
        for (int step = 0; step <= STEPS; step++) {
            prices.add(price(simulation.price(path, step)));
        }
        double at = simulation.touchedAt(path);
        return new SamplePath(
                prices,
                Double.isFinite(at)
                        ? (double) Math.round(at * InsurabilityIndex.YEAR_SECONDS)
                        : null);
    }

    /** To the tick, which is as exact as a price can be. */
    private double price(double exact) {
        return BigDecimal.valueOf(exact)
                .setScale(Math.max(0, places), RoundingMode.HALF_UP)
                .doubleValue();
    }
}
