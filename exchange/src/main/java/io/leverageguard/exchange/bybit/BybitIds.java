package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Leg;
import java.util.Optional;
import java.util.UUID;

/**
 * Numbers of the exchange as the UUIDs that Bybit gives out, and back. The kind is in the upper
 * half, so that two kinds never share an id.
 */
final class BybitIds {
    private static final long ORDER = 0x0b7b_17a0_0001_4000L;
    private static final long EXECUTION = 0x0b7b_17e0_0002_4000L;
    private static final long LEDGER = 0x0b7b_17f0_0003_4000L;
    private static final long FUNDING = 0x0b7b_17c0_0004_4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int TEXT_LENGTH = 36;

    private BybitIds() {}

    static String order(long id) {
        return text(ORDER, id);
    }

    /** The number of an order; empty when the text is no id that was given out. */
    static Optional<Long> order(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            boolean known = uuid.getMostSignificantBits() == ORDER;
            return known ? Optional.of(uuid.getLeastSignificantBits() ^ VARIANT) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The public id of a trade. */
    static String trade(long id) {
        return text(EXECUTION, 3 * id);
    }

    /** The id of one side of a trade: an account may be on both. */
    static String execution(long tradeId, boolean maker) {
        return text(EXECUTION, 3 * tradeId + (maker ? 1 : 2));
    }

    /** The id of a funding of an account, which has one per time, contract and leg. */
    static String funding(long time, String symbol, Leg leg) {
        return text(FUNDING ^ (symbol.hashCode() & 0xffffL), time * 4 + BybitWire.positionIdx(leg));
    }

    /** The id of a line of the ledger. */
    static String ledger(long id) {
        return text(LEDGER, id);
    }

    private static String text(long kind, long id) {
        return new UUID(kind, id | VARIANT).toString();
    }
}
