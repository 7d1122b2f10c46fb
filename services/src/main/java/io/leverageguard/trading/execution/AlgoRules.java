package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Execution.Algorithm;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Execution.Tactic;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a parent order must be like. */
final class AlgoRules {
    private static final Duration WINDOW_MAX = Duration.ofDays(30);
    private static final int SLICES_MAX = 1_000;
    private static final int JITTER_PERCENT_MAX = 90;
    private static final int PARTS_MAX = 10_000;
    private static final int STRATEGY_LENGTH_MAX = 64;
    private static final BigDecimal SLIPPAGE_MAX = BigDecimal.valueOf(5_000);
    private static final BigDecimal PARTICIPATION_MIN = new BigDecimal("0.0001");

    private AlgoRules() {}

    /** Numbers without the zeros at the end, so that a repetition is recognised. */
    static StartAlgo plain(StartAlgo order) {
        Tactic tactic = order.tactic();
        return new StartAlgo(
                order.algo(),
                order.account(),
                order.symbol(),
                order.side(),
                AlgoRow.plain(order.quantity()),
                new Tactic(
                        tactic.algorithm(),
                        tactic.slices(),
                        tactic.sizeJitterPercent(),
                        tactic.timeJitterPercent(),
                        tactic.seed(),
                        plainOrNull(tactic.participation()),
                        plainOrNull(tactic.partMax()),
                        plainOrNull(tactic.display()),
                        plainOrNull(tactic.sizeMin()),
                        tactic.reference(),
                        plainOrNull(tactic.offset()),
                        plainOrNull(tactic.tolerance()),
                        tactic.postOnly()),
                plainOrNull(order.limitPrice()),
                plainOrNull(order.slippageMax()),
                order.onSlippage(),
                order.from(),
                order.until(),
                order.atEnd(),
                order.reduceOnly(),
                order.strategy());
    }

    /** Rules that need no market. */
    static void checkForm(StartAlgo order, Instant now) {
        positive("quantity", order.quantity());
        positive("limitPrice", order.limitPrice());
        BigDecimal slippage = order.slippageMax();
        if (slippage != null && (slippage.signum() <= 0 || slippage.compareTo(SLIPPAGE_MAX) > 0)) {
            throw Refusal.invalid("slippageMax", "above 0, at most 5000 basis points");
        }
        if (slippage == null && order.onSlippage() != null) {
            throw Refusal.invalid("onSlippage", "there is no slippage limit");
        }
        String strategy = order.strategy();
        if (strategy != null && strategy.length() > STRATEGY_LENGTH_MAX) {
            throw Refusal.invalid("strategy", "at most " + STRATEGY_LENGTH_MAX + " characters");
        }
        checkWindow(order, now);
        checkTactic(order);
    }

    /** Rules of the instrument. */
    static void check(StartAlgo order, Instrument instrument) {
        BigDecimal limit = order.limitPrice();
        BigDecimal display = order.tactic().display();
        multiple("off_lot", "quantity", order.quantity(), instrument.lotSize());
        multiple("off_lot", "partMax", order.tactic().partMax(), instrument.lotSize());
        multiple("off_lot", "display", display, instrument.lotSize());
        multiple("off_lot", "sizeMin", order.tactic().sizeMin(), instrument.lotSize());
        multiple("off_tick", "limitPrice", limit, instrument.tickSize());
        multiple("off_tick", "offset", order.tactic().offset(), instrument.tickSize());
        multiple("off_tick", "tolerance", order.tactic().tolerance(), instrument.tickSize());
        boolean reduces = Boolean.TRUE.equals(order.reduceOnly());
        if (!reduces && order.quantity().compareTo(instrument.minQuantity()) < 0) {
            throw Refusal.unprocessable(
                    "quantity_out_of_range",
                    "quantity must be at least " + instrument.minQuantity().toPlainString());
        }
        boolean tooSmall =
                limit != null
                        && order.quantity().multiply(limit).compareTo(instrument.minNotional()) < 0;
        if (!reduces && tooSmall) {
            throw Refusal.unprocessable(
                    "below_min_notional",
                    "the order must be worth at least "
                            + instrument.minNotional().toPlainString()
                            + " "
                            + instrument.quote());
        }
        if (display != null
                && order.quantity().compareTo(display.multiply(BigDecimal.valueOf(PARTS_MAX)))
                        > 0) {
            throw Refusal.invalid("display", "that would be more than " + PARTS_MAX + " parts");
        }
    }

    private static void checkWindow(StartAlgo order, Instant now) {
        Instant until = order.until();
        Instant from = order.from() == null ? now : order.from();
        boolean timed =
                order.tactic().algorithm() == Algorithm.TWAP
                        || order.tactic().algorithm() == Algorithm.VWAP;
        if (until == null) {
            if (timed) {
                throw Refusal.invalid("until", "needed by " + order.tactic().algorithm());
            }
            if (order.atEnd() != null) {
                throw Refusal.invalid("atEnd", "there is no end of the window");
            }
        } else if (!until.isAfter(from) || !until.isAfter(now)) {
            throw Refusal.invalid("until", "must be after the beginning, and not past");
        } else if (until.isAfter(now.plus(WINDOW_MAX))) {
            throw Refusal.invalid("until", "at most 30 days from now");
        }
        if (from.isAfter(now.plus(WINDOW_MAX))) {
            throw Refusal.invalid("from", "at most 30 days from now");
        }
    }

    private static void checkTactic(StartAlgo order) {
        Tactic tactic = order.tactic();
        Fields fields = new Fields(tactic.algorithm());
        fields.needed("slices", tactic.slices(), Algorithm.TWAP, Algorithm.VWAP);
        within("slices", tactic.slices(), 1, SLICES_MAX);
        checkJitter(fields, tactic);
        fields.needed("participation", tactic.participation(), Algorithm.POV);
        checkShare(tactic.participation());
        fields.allowed("partMax", tactic.partMax(), Algorithm.POV);
        positive("partMax", tactic.partMax());
        fields.allowed("display", tactic.display(), Algorithm.ICEBERG, Algorithm.PEGGED);
        fields.present("display", tactic.display(), Algorithm.ICEBERG);
        positive("display", tactic.display());
        fields.allowed("sizeMin", tactic.sizeMin(), Algorithm.SNIPER);
        positive("sizeMin", tactic.sizeMin());
        fields.needed("reference", tactic.reference(), Algorithm.PEGGED);
        fields.allowed("offset", tactic.offset(), Algorithm.PEGGED);
        fields.allowed("tolerance", tactic.tolerance(), Algorithm.PEGGED);
        if (tactic.tolerance() != null && tactic.tolerance().signum() < 0) {
            throw Refusal.invalid("tolerance", "must not be negative");
        }
        fields.allowed("postOnly", tactic.postOnly(), Algorithm.ICEBERG, Algorithm.PEGGED);
        fields.present("limitPrice", order.limitPrice(), Algorithm.ICEBERG, Algorithm.SNIPER);
    }

    private static void checkJitter(Fields fields, Tactic tactic) {
        Integer size = tactic.sizeJitterPercent();
        Integer time = tactic.timeJitterPercent();
        fields.allowed("sizeJitterPercent", size, Algorithm.TWAP, Algorithm.VWAP);
        within("sizeJitterPercent", size, 0, JITTER_PERCENT_MAX);
        fields.allowed("timeJitterPercent", time, Algorithm.TWAP, Algorithm.VWAP);
        within("timeJitterPercent", time, 0, JITTER_PERCENT_MAX);
        fields.allowed("seed", tactic.seed(), Algorithm.TWAP, Algorithm.VWAP);
    }

    private static void checkShare(@Nullable BigDecimal share) {
        boolean good =
                share == null
                        || (share.compareTo(PARTICIPATION_MIN) >= 0
                                && share.compareTo(BigDecimal.ONE) <= 0);
        if (!good) {
            throw Refusal.invalid("participation", "0.0001 to 1");
        }
    }

    private static void positive(String field, @Nullable BigDecimal value) {
        if (value != null && value.signum() <= 0) {
            throw Refusal.invalid(field, "must be positive");
        }
    }

    private static void within(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw Refusal.invalid(field, least + " to " + most);
        }
    }

    private static void multiple(
            String code, String field, @Nullable BigDecimal value, BigDecimal step) {
        if (value != null && value.remainder(step).signum() != 0) {
            throw Refusal.unprocessable(
                    code, field + " must be a multiple of " + step.toPlainString());
        }
    }

    private static @Nullable BigDecimal plainOrNull(@Nullable BigDecimal number) {
        return number == null ? null : AlgoRow.plain(number);
    }

    /** Fields that not every algorithm has. */
    private record Fields(Algorithm algorithm) {
        /** These algorithms need it, others must not have it. */
        void needed(String name, @Nullable Object value, Algorithm... these) {
            allowed(name, value, these);
            present(name, value, these);
        }

        void allowed(String name, @Nullable Object value, Algorithm... these) {
            if (value != null && !Arrays.asList(these).contains(algorithm)) {
                throw Refusal.invalid(name, "is not of " + algorithm);
            }
        }

        void present(String name, @Nullable Object value, Algorithm... these) {
            if (value == null && Arrays.asList(these).contains(algorithm)) {
                throw Refusal.invalid(name, "needed by " + algorithm);
            }
        }
    }
}
