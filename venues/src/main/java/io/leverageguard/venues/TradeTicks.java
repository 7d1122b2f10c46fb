package io.leverageguard.venues;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import java.util.Arrays;

/** The trades of one frame, kept until the whole frame is known to be good. Filled row by row. */
public final class TradeTicks {
    /** More than any venue sends in one frame. */
    private static final int ROWS_MAX = 4_096;

    private static final int PRICE = 1;
    private static final int QUANTITY = 2;
    private static final int SIDE = 4;
    private static final int ALL = PRICE | QUANTITY | SIDE;

    private long[] ids = new long[16];
    private long[] prices = new long[16];
    private long[] quantities = new long[16];
    private int[] priceScales = new int[16];
    private int[] quantityScales = new int[16];
    private boolean[] buyerMakers = new boolean[16];
    private long[] times = new long[16];
    private int[] seen = new int[16];
    private int size;

    /** Forgets all rows. */
    public void clear() {
        size = 0;
    }

    /** Begins a row. */
    public void begin() {
        if (size == ids.length) {
            grow();
        }
        ids[size] = 0;
        times[size] = 0;
        seen[size] = 0;
        size++;
    }

    /** The venue's number of the trade. */
    public void id(long id) {
        ids[size - 1] = id;
    }

    /** When it was made. */
    public void time(long timeMs) {
        times[size - 1] = timeMs;
    }

    /** Reads the price. */
    public void readPrice(FrameReader reader) {
        reader.decimal();
        prices[size - 1] = reader.mantissa();
        priceScales[size - 1] = reader.scale();
        seen[size - 1] |= PRICE;
    }

    /** Reads the quantity. */
    public void readQuantity(FrameReader reader) {
        reader.decimal();
        quantities[size - 1] = reader.mantissa();
        quantityScales[size - 1] = reader.scale();
        seen[size - 1] |= QUANTITY;
    }

    /** Reads the taker's side by the venue's words. */
    public void readTakerSide(FrameReader reader, long buy, long sell) {
        reader.text();
        long side = reader.textCode();
        if (side != buy && side != sell) {
            throw new FrameError("a trade has no side");
        }
        buyerMakers[size - 1] = side == sell;
        seen[size - 1] |= SIDE;
    }

    /** Hands all trades over, or none; says whether there were any. */
    public boolean handOver(SymbolTable symbols, int symbol, TickSink sink) {
        for (int i = 0; i < size; i++) {
            if (seen[i] != ALL) {
                throw new FrameError("a trade lacks a member");
            }
            prices[i] = FrameReader.scaled(prices[i], priceScales[i], symbols.priceScale(symbol));
            quantities[i] =
                    FrameReader.scaled(
                            quantities[i], quantityScales[i], symbols.quantityScale(symbol));
        }
        for (int i = 0; i < size; i++) {
            sink.onTrade(symbol, ids[i], prices[i], quantities[i], buyerMakers[i], times[i]);
        }
        return size > 0;
    }

    private void grow() {
        int after = 2 * size;
        if (after > ROWS_MAX) {
            throw new FrameError("more than " + size + " trades in one frame");
        }
        ids = Arrays.copyOf(ids, after);
        prices = Arrays.copyOf(prices, after);
        quantities = Arrays.copyOf(quantities, after);
        priceScales = Arrays.copyOf(priceScales, after);
        quantityScales = Arrays.copyOf(quantityScales, after);
        buyerMakers = Arrays.copyOf(buyerMakers, after);
        times = Arrays.copyOf(times, after);
        seen = Arrays.copyOf(seen, after);
    }
}
