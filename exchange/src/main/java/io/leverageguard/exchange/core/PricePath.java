package io.leverageguard.exchange.core;

import java.util.List;

/** The bars of one contract, second by second; the bar in use is expanded and remembered. */
public final class PricePath {
    private final List<Bar> bars;
    private final long seed;
    private int current = -1;
    private Bridge bridge;
    private Bar expandedBar;
    private Bridge expanded;

    PricePath(List<Bar> bars, long seed) {
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("a path needs a bar");
        }
        this.bars = List.copyOf(bars);
        this.seed = seed;
        this.bridge = Bridge.of(bars.getFirst(), seed);
        this.expandedBar = bars.getFirst();
        this.expanded = bridge;
    }

    List<Bar> bars() {
        return bars;
    }

    /** The price at this second; between and after bars the last close. */
    long ticksAt(long second) {
        int at = seek(second);
        Bar bar = bars.get(at);
        if (second < bar.openSecond()) {
            return bar.open();
        }
        return second >= bar.endSecond()
                ? bar.close()
                : bridge.ticks((int) (second - bar.openSecond()));
    }

    /** What trades in this second. */
    long lotsAt(long second) {
        Bar bar = bars.get(seek(second));
        boolean inside = second >= bar.openSecond() && second < bar.endSecond();
        return inside ? bridge.lots((int) (second - bar.openSecond())) : 0;
    }

    /** The expansion of a bar, for candles shorter than it. */
    Bridge expand(Bar bar) {
        if (!bar.equals(expandedBar)) {
            expanded = Bridge.of(bar, seed);
            expandedBar = bar;
        }
        return expanded;
    }

    /** The last bar that starts at or before the second, or the first bar. */
    private int seek(long second) {
        boolean here =
                current >= 0
                        && bars.get(current).openSecond() <= second
                        && (current + 1 == bars.size()
                                || bars.get(current + 1).openSecond() > second);
        if (here) {
            return current;
        }
        int low = 0;
        int high = bars.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (bars.get(middle).openSecond() <= second) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        current = low;
        bridge = Bridge.of(bars.get(low), seed);
        return low;
    }
}
