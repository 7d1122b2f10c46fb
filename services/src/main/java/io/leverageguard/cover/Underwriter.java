package io.leverageguard.cover;

import static io.leverageguard.api.config.SettingKey.COVER_COINSURANCE;
import static io.leverageguard.api.config.SettingKey.COVER_COST_OF_CAPITAL;
import static io.leverageguard.api.config.SettingKey.COVER_DEDUCTIBLE;
import static io.leverageguard.api.config.SettingKey.COVER_D_REFER;
import static io.leverageguard.api.config.SettingKey.COVER_D_REFUSE;
import static io.leverageguard.api.config.SettingKey.COVER_EXPENSES;
import static io.leverageguard.api.config.SettingKey.COVER_QUOTE_SECONDS;
import static io.leverageguard.api.config.SettingKey.COVER_RISK_LOADING;
import static io.leverageguard.api.config.SettingKey.COVER_SOLVENCY_MIN;
import static io.leverageguard.api.config.SettingKey.COVER_VOLATILITY_STRESS;
import static io.leverageguard.api.config.SettingKey.COVER_WAITING_MINUTES;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.CoverOutlook.PathModel;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.cover.Capital.Promise;
import io.leverageguard.engine.pricing.InsurabilityIndex;
import io.leverageguard.engine.pricing.KouModel;
import io.leverageguard.engine.pricing.Premium;
import io.leverageguard.engine.pricing.ShockLadder.Exposure;
import io.leverageguard.engine.pricing.TouchProbability;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Decides whether a position can be covered, and at what price. Asks nobody: everything it looks at
 * is in the {@link Application}.
 *
 * <p>The probability is the larger of two models. The jump model is calibrated simply: jumps make
 * 13 % of the variance, 40 % of them go up by 2 % on average, the others down by 2.5 %, which are
 * the parameters that the reference publishes figures for. Far barriers are priced by jumps, near
 * ones by diffusion.
 */
final class Underwriter {
    static final String MODEL = "gbm+kou-1";

    private static final double JUMP_SHARE = 0.13;
    private static final double JUMPS_UP = 0.4;
    private static final double JUMP_UP_RATE = 50;
    private static final double JUMP_DOWN_RATE = 40;
    private static final double DISTRESS = 3;
    private static final double WORSE = 0.8;

    /** What the paperwork of a policy costs when its risk costs nothing. */
    private static final Money PREMIUM_MIN = Money.usdt("0.01");

    private static final BigDecimal DISLOCATION = new BigDecimal("0.01");

    private final LiveSettings settings;
    private final CoverConfig config;

    Underwriter(LiveSettings settings, CoverConfig config) {
        this.settings = settings;
        this.config = config;
    }

    /**
     * What cover is asked for.
     *
     * @param snapshot position and prices; index and probability are not known yet
     * @param barrier H₀
     * @param history whether there were enough bars for the volatility
     * @param insured whether the position has a policy already
     */
    record Application(
            QuoteId quote,
            UserId owner,
            Duration term,
            Money sumInsured,
            Snapshot snapshot,
            BigDecimal barrier,
            boolean history,
            boolean insured,
            Capital capital,
            Money ownFunds,
            Instant at) {

        boolean isLong() {
            return snapshot.position().quantity().signum() > 0;
        }

        double spot() {
            return snapshot.price().mark().doubleValue();
        }
    }

    /** A quote and what it rests on. */
    record Assessment(Quote quote, Snapshot snapshot) {}

    private record Ruling(QuoteState state, String code, String reason) {
        static final Ruling ACCEPTED = new Ruling(QuoteState.PRICED, "", "");

        static Ruling rejected(String code, String reason) {
            return new Ruling(QuoteState.REJECTED, code, reason);
        }
    }

    private record Price(
            double index,
            double probability,
            long maxTermSeconds,
            Premium premium,
            Money benefit) {}

    /** The present value of a setting. */
    BigDecimal setting(SettingKey key) {
        return settings.get(key);
    }

    /** The estimate's multiplier. */
    double stress() {
        return settings.get(COVER_VOLATILITY_STRESS).doubleValue();
    }

    /** From binding to the start of cover. */
    Duration waiting() {
        return Duration.ofSeconds(
                settings.get(COVER_WAITING_MINUTES).multiply(BigDecimal.valueOf(60)).longValue());
    }

    /** Prices and decides. */
    Assessment assess(Application application) {
        Money margin = money(application.snapshot().position().margin());
        Money deductible = margin.times(settings.get(COVER_DEDUCTIBLE), RoundingMode.HALF_UP);
        Price price = price(application, margin, deductible);
        Ruling ruling = rule(application, price);
        Snapshot seen = application.snapshot();
        Snapshot snapshot =
                new Snapshot(
                        seen.account(),
                        seen.position(),
                        seen.instrument(),
                        seen.price(),
                        seen.volatility(),
                        seen.waiting(),
                        seen.recentMove(),
                        price.index(),
                        price.probability());
        return new Assessment(quote(application, margin, deductible, price, ruling), snapshot);
    }

    private Price price(Application application, Money margin, Money deductible) {
        double sigma = application.snapshot().volatility().used();
        double spot = application.spot();
        double barrier = application.barrier().doubleValue();
        double years = InsurabilityIndex.years(application.term());
        double refuse = settings.get(COVER_D_REFUSE).doubleValue();
        double index = InsurabilityIndex.of(spot, barrier, sigma, years);
        double waiting = InsurabilityIndex.years(application.snapshot().waiting());
        double probability = probability(spot, barrier, sigma, waiting, years);
        Money benefit =
                Benefit.most(
                        margin,
                        application.sumInsured(),
                        deductible,
                        settings.get(COVER_COINSURANCE));
        Capital with = application.capital().plus(promise(application, benefit, probability));
        double marginal =
                with.required()
                        .subtract(application.capital().required())
                        .max(BigDecimal.ZERO)
                        .doubleValue();
        Premium premium =
                Premium.of(
                        probability,
                        benefit.decimal().doubleValue(),
                        new Premium.Loadings(
                                settings.get(COVER_RISK_LOADING).doubleValue(),
                                settings.get(COVER_EXPENSES).doubleValue(),
                                settings.get(COVER_COST_OF_CAPITAL).doubleValue()),
                        marginal,
                        years);
        long maxTerm = InsurabilityIndex.maxSeconds(spot, barrier, sigma, refuse);
        return new Price(index, probability, maxTerm, premium, benefit);
    }

    /** P(T) − P(w), by the model that says more. */
    static double probability(
            double spot, double barrier, double sigma, double waiting, double years) {
        return odds(spot, barrier, sigma, waiting, years).greater();
    }

    /** P(T) − P(w) by both models. */
    static Odds odds(double spot, double barrier, double sigma, double waiting, double years) {
        TouchProbability diffusion = new TouchProbability(spot, barrier, sigma, 0);
        KouModel jumps = jumps(sigma);
        double early = Math.min(waiting, years);
        double byJumps = jumps.touch(spot, barrier, years) - jumps.touch(spot, barrier, early);
        return new Odds(diffusion.afterWaiting(early, years), Math.max(0, byJumps));
    }

    /** What both models say. */
    record Odds(double diffusion, double jumps) {
        double greater() {
            return Math.max(diffusion, jumps);
        }

        /** Which of them priced the cover. */
        PathModel model() {
            return jumps > diffusion ? PathModel.JUMPS : PathModel.DIFFUSION;
        }
    }

    /** The jump model with all of {@code sigma}. */
    static KouModel jumps(double sigma) {
        return KouModel.withJumpShare(sigma, JUMP_SHARE, JUMPS_UP, JUMP_UP_RATE, JUMP_DOWN_RATE);
    }

    private static Promise promise(Application application, Money benefit, double probability) {
        Exposure exposure =
                new Exposure(
                        application.snapshot().instrument().base(),
                        application.isLong(),
                        application.snapshot().price().mark(),
                        application.barrier(),
                        benefit.decimal());
        return new Promise(exposure, BigDecimal.ZERO, probability);
    }

    private Ruling rule(Application application, Price price) {
        Ruling object = insurable(application);
        if (object.state() == QuoteState.REJECTED) {
            return object;
        }
        double refuse = settings.get(COVER_D_REFUSE).doubleValue();
        double refer = settings.get(COVER_D_REFER).doubleValue();
        if (price.index() < refuse) {
            return Ruling.rejected("U01", tooNear(application, price));
        }
        Ruling calm = calm(application, price);
        if (calm.state() == QuoteState.REJECTED) {
            return calm;
        }
        Capital with =
                application
                        .capital()
                        .plus(promise(application, price.benefit(), price.probability()));
        if (!with.bearable(application.ownFunds(), settings.get(COVER_SOLVENCY_MIN))) {
            return Ruling.rejected("U02", "the pool has no capital left for this policy");
        }
        if (price.index() < refer) {
            String words =
                    String.format(
                            Locale.ROOT,
                            "the insurability index %.2f is below %.2f: an underwriter must decide",
                            price.index(),
                            refer);
            return new Ruling(QuoteState.PRICED, "REFER", words);
        }
        return Ruling.ACCEPTED;
    }

    private Ruling insurable(Application application) {
        MarkPrice price = application.snapshot().price();
        Duration age = Duration.between(price.at(), application.at());
        if (age.compareTo(config.markAgeMax()) > 0) {
            return Ruling.rejected(
                    "U05", "there was no mark price for %d s".formatted(age.toSeconds()));
        }
        BigDecimal gap = price.mark().subtract(price.index()).abs();
        if (gap.compareTo(price.index().multiply(DISLOCATION)) > 0) {
            return Ruling.rejected("U05", "mark and index price are more than 1 % apart");
        }
        int side = price.mark().compareTo(application.barrier());
        if (application.isLong() ? side <= 0 : side >= 0) {
            return Ruling.rejected("U05", "the mark price is at the liquidation price already");
        }
        if (!application.history()) {
            return Ruling.rejected("U05", "there is not enough price history to estimate risk");
        }
        if (application.insured()) {
            return Ruling.rejected("U06", "the position has cover already");
        }
        if (application.snapshot().waiting().compareTo(application.term()) >= 0) {
            return Ruling.rejected("U03", "the term is over before the waiting period is");
        }
        return Ruling.ACCEPTED;
    }

    /** No cover is sold in distress: after a jump, or for a position that has just gone bad. */
    private Ruling calm(Application application, Price price) {
        double move = application.snapshot().recentMove();
        if (move > DISTRESS) {
            return Ruling.rejected(
                    "U03",
                    String.format(
                            Locale.ROOT,
                            "the price moved by %.1f standard deviations within minutes",
                            move));
        }
        Duration held =
                Duration.between(application.snapshot().position().openedAt(), application.at());
        double entry = application.snapshot().position().entryPrice().doubleValue();
        double atEntry =
                InsurabilityIndex.of(
                        entry,
                        application.barrier().doubleValue(),
                        application.snapshot().volatility().used(),
                        InsurabilityIndex.years(application.term()));
        if (held.compareTo(config.freshPosition()) < 0 && price.index() < WORSE * atEntry) {
            return Ruling.rejected("U03", "the position was opened minutes ago and has gone bad");
        }
        return Ruling.ACCEPTED;
    }

    private static String tooNear(Application application, Price price) {
        long minutes = price.maxTermSeconds() / 60;
        return String.format(
                Locale.ROOT,
                "liquidation is only %.2f ordinary moves away; at %d× we can cover %d h %02d min"
                        + " at most",
                price.index(),
                application.snapshot().position().leverage(),
                minutes / 60,
                minutes % 60);
    }

    private Quote quote(
            Application application, Money margin, Money deductible, Price price, Ruling ruling) {
        Snapshot snapshot = application.snapshot();
        Money pure = money(price.premium().pure());
        Money loading = money(price.premium().riskLoading());
        Money charge = money(price.premium().capitalCharge());
        Money risk = pure.plus(loading).plus(charge);
        Money expenses = money(price.premium().expenses()).max(PREMIUM_MIN.minus(risk));
        int valid = settings.get(COVER_QUOTE_SECONDS).intValue();
        return new Quote(
                application.quote(),
                application.owner(),
                snapshot.account().account(),
                snapshot.account().venue(),
                snapshot.position().symbol(),
                application.isLong() ? "LONG" : "SHORT",
                snapshot.position().quantity().abs(),
                snapshot.position().entryPrice(),
                snapshot.position().leverage(),
                application.term(),
                ruling.state(),
                ruling.code(),
                ruling.reason(),
                price.maxTermSeconds(),
                snapshot.price().mark(),
                application.barrier(),
                snapshot.volatility().used(),
                price.probability(),
                price.index(),
                margin,
                application.sumInsured(),
                pure,
                loading,
                charge,
                expenses,
                risk.plus(expenses),
                deductible,
                settings.get(COVER_COINSURANCE),
                MODEL,
                application.at(),
                application.at().plusSeconds(valid));
    }

    /** A model's figure becomes an amount: half up, each part by itself, so that they add up. */
    private static Money money(double amount) {
        return Money.of(BigDecimal.valueOf(amount), Asset.USDT, RoundingMode.HALF_UP);
    }

    private static Money money(BigDecimal amount) {
        return Money.of(amount, Asset.USDT, RoundingMode.DOWN);
    }
}
