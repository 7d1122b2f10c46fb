package io.leverageguard.engine.margin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The maintenance-margin brackets of one instrument, lowest first and without gaps. */
public final class MarginTable {
    private final List<MarginBracket> brackets;
    private final long[] floors;
    private final long[] rates;
    private final long[] amounts;

    private MarginTable(List<MarginBracket> brackets) {
        this.brackets = List.copyOf(brackets);
        int size = brackets.size();
        floors = new long[size];
        rates = new long[size];
        amounts = new long[size];
        for (int i = 0; i < size; i++) {
            MarginBracket bracket = brackets.get(i);
            floors[i] = QuoteUnits.of(bracket.notionalFloor(), RoundingMode.UNNECESSARY);
            rates[i] = QuoteUnits.of(bracket.rate(), RoundingMode.UNNECESSARY);
            amounts[i] = QuoteUnits.of(bracket.amount(), RoundingMode.UNNECESSARY);
        }
    }

    /** A table of these brackets; refuses gaps, overlaps and rates outside (0, 1). */
    public static MarginTable of(List<MarginBracket> brackets) {
        if (brackets.isEmpty()) {
            throw new IllegalArgumentException("a margin table needs a bracket");
        }
        BigDecimal floor = BigDecimal.ZERO;
        for (MarginBracket bracket : brackets) {
            boolean joined = bracket.notionalFloor().compareTo(floor) == 0;
            boolean rising = bracket.notionalCap().compareTo(bracket.notionalFloor()) > 0;
            boolean rate =
                    bracket.rate().signum() > 0 && bracket.rate().compareTo(BigDecimal.ONE) < 0;
            if (!joined || !rising || !rate || bracket.maxLeverage() < 1) {
                throw new IllegalArgumentException("not a bracket that can follow: " + bracket);
            }
            floor = bracket.notionalCap();
        }
        return new MarginTable(brackets);
    }

    /** All brackets, lowest first. */
    public List<MarginBracket> brackets() {
        return brackets;
    }

    /** The bracket of a position worth {@code notional}. */
    public MarginBracket at(BigDecimal notional) {
        MarginBracket found = brackets.getFirst();
        for (MarginBracket bracket : brackets) {
            if (notional.compareTo(bracket.notionalFloor()) >= 0) {
                found = bracket;
            }
        }
        return found;
    }

    /** The maintenance margin of a position worth {@code notional}, exact. */
    public BigDecimal maintenance(BigDecimal notional) {
        MarginBracket bracket = at(notional);
        return notional.multiply(bracket.rate()).subtract(bracket.amount());
    }

    /** The maintenance margin in {@link QuoteUnits}, rounded up: never less than is due. */
    public long maintenanceUnits(long notionalUnits) {
        int i = floors.length - 1;
        while (i > 0 && notionalUnits < floors[i]) {
            i--;
        }
        long margin = QuoteUnits.mulDivCeil(notionalUnits, rates[i], QuoteUnits.ONE);
        return margin - amounts[i];
    }

    /** The largest notional that may be held with {@code leverage}; zero when none may. */
    public BigDecimal notionalMax(int leverage) {
        BigDecimal cap = BigDecimal.ZERO;
        for (MarginBracket bracket : brackets) {
            if (leverage <= bracket.maxLeverage()) {
                cap = bracket.notionalCap();
            }
        }
        return cap;
    }

    /** The highest leverage of the table. */
    public int leverageMax() {
        return brackets.getFirst().maxLeverage();
    }
}
