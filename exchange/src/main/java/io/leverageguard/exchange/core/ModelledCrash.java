package io.leverageguard.exchange.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Three quiet weeks and the crash of 10 October 2025, made by us from a few known facts: 116,830 at
 * 20:50 UTC, the low of 101,516.5 at 21:20. Everything between is ours: a geometric Brownian bridge
 * with 45 % volatility a year before, minute marks that we chose during the crash. ETH follows BTC
 * with 1.3 times its relative moves.
 */
public final class ModelledCrash {
    private static final Instant HISTORY = Instant.parse("2025-09-19T00:00:00Z");
    private static final Instant CRASH = Instant.parse("2025-10-10T20:50:00Z");
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final int FIVE_MINUTES = 300;
    private static final int MINUTE = 60;
    private static final long SEED = 20_251_010;
    private static final double FIRST = 1_170_150;
    private static final double BEFORE = 1_168_300;
    private static final double ETH_AT_CRASH = 402_000;
    private static final double ETH_BETA = 1.3;

    /** Closes of the minutes from 20:50 on, in dollars; the low of 21:20 is set apart. */
    private static final int[] CLOSES = {
        116_420, 116_310, 116_050, 115_700, 115_420, 115_560, 115_110, 114_700, 114_330, 114_050,
        113_700, 113_240, 113_420, 112_900, 112_380, 112_010, 111_300, 110_650, 110_900, 110_100,
        109_350, 108_800, 109_100, 108_050, 107_200, 106_400, 105_700, 106_100, 104_900, 103_600,
        102_850, 104_700, 106_300, 107_900, 108_600, 109_900, 110_400, 109_800, 110_700, 111_500,
        111_900, 112_400, 112_100, 112_700, 113_000, 112_600, 112_900, 113_300, 113_050, 113_400,
        113_150, 112_800, 113_000, 113_250, 113_500, 113_350, 113_100, 112_950, 113_200, 113_420,
        113_300, 113_150, 113_050, 113_280, 113_360, 113_240, 113_120, 113_190, 113_260, 113_210
    };

    private static final int LOW_MINUTE = 30;
    private static final long LOW = 1_015_165;

    private ModelledCrash() {}

    static Scenario scenario() {
        List<Bar> btc = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        quietWeeks(btc, random);
        crash(btc, random);
        aftermath(btc, random);
        SortedMap<String, List<Bar>> bars = new TreeMap<>();
        bars.put("BTCUSDT", btc);
        bars.put("ETHUSDT", following(btc, BEFORE, ETH_AT_CRASH, ETH_BETA));
        return new Scenario("modelled-crash", bars, new TreeMap<>(), START);
    }

    /** Bars of another contract that makes {@code beta} times the relative moves of this one. */
    static List<Bar> following(List<Bar> leader, double from, double to, double beta) {
        List<Bar> bars = new ArrayList<>(leader.size());
        for (Bar bar : leader) {
            bars.add(
                    new Bar(
                            bar.openSecond(),
                            bar.seconds(),
                            followed(bar.open(), from, to, beta),
                            followed(bar.high(), from, to, beta),
                            followed(bar.low(), from, to, beta),
                            followed(bar.close(), from, to, beta),
                            bar.lots() * 16));
        }
        return bars;
    }

    private static long followed(long ticks, double from, double to, double beta) {
        return Math.max(1, Math.round(to * Math.pow(ticks / from, beta)));
    }

    private static void quietWeeks(List<Bar> bars, SplittableRandom random) {
        long first = HISTORY.getEpochSecond();
        int count = (int) ((CRASH.getEpochSecond() - first) / FIVE_MINUTES);
        double step = 0.45 * Math.sqrt(FIVE_MINUTES / (365.0 * 86_400));
        double[] walk = new double[count + 1];
        for (int i = 1; i <= count; i++) {
            walk[i] = walk[i - 1] + step * random.nextGaussian();
        }
        long open = Math.round(FIRST);
        for (int i = 1; i <= count; i++) {
            // Tie the walk down at both ends, so that it arrives where the crash begins.
            double share = (double) i / count;
            double log = walk[i] - share * walk[count] + share * Math.log(BEFORE / FIRST);
            long close = Math.round(FIRST * Math.exp(log));
            long at = first + (long) (i - 1) * FIVE_MINUTES;
            bars.add(bar(at, FIVE_MINUTES, new long[] {open, close}, step / 2, 300_000, random));
            open = close;
        }
    }

    private static void crash(List<Bar> bars, SplittableRandom random) {
        long open = bars.getLast().close();
        for (int i = 0; i < CLOSES.length; i++) {
            long close = CLOSES[i] * 10L;
            long at = CRASH.getEpochSecond() + (long) i * MINUTE;
            double spread = i < 60 ? 0.0012 : 0.0004;
            long lots = 600_000 + 60L * Math.abs(close - open);
            Bar bar = bar(at, MINUTE, new long[] {open, close}, spread, lots, random);
            bars.add(i == LOW_MINUTE ? withLow(bar) : notBelow(bar));
            open = close;
        }
    }

    private static void aftermath(List<Bar> bars, SplittableRandom random) {
        double step = 0.9 * Math.sqrt(FIVE_MINUTES / (365.0 * 86_400));
        long from = bars.getLast().endSecond();
        long open = bars.getLast().close();
        double log = 0;
        long start = open;
        for (int i = 0; i < 24 * 12; i++) {
            log += step * random.nextGaussian();
            long close = Math.round(start * Math.exp(log));
            long at = from + (long) i * FIVE_MINUTES;
            bars.add(bar(at, FIVE_MINUTES, new long[] {open, close}, step / 2, 900_000, random));
            open = close;
        }
    }

    private static Bar bar(
            long at, int seconds, long[] ends, double spread, long lots, SplittableRandom random) {
        double reach = spread * Math.abs(random.nextGaussian());
        double depth = spread * Math.abs(random.nextGaussian());
        long high = Math.round(Math.max(ends[0], ends[1]) * (1 + reach));
        long low = Math.round(Math.min(ends[0], ends[1]) * (1 - depth));
        long traded = Math.round(lots * (0.5 + random.nextDouble()));
        return new Bar(at, seconds, ends[0], high, low, ends[1], traded);
    }

    private static Bar withLow(Bar bar) {
        return new Bar(
                bar.openSecond(),
                bar.seconds(),
                bar.open(),
                bar.high(),
                LOW,
                bar.close(),
                bar.lots() * 3);
    }

    /** Only the minute that we name may touch the low. */
    private static Bar notBelow(Bar bar) {
        return new Bar(
                bar.openSecond(),
                bar.seconds(),
                bar.open(),
                bar.high(),
                Math.max(bar.low(), Math.min(LOW + 2_000, Math.min(bar.open(), bar.close()))),
                bar.close(),
                bar.lots());
    }
}
