package io.leverageguard.venues.okx;

import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Isolated or cross, by contract. At OKX every order says which, and the account keeps no setting;
 * so what was set is remembered here, for all who use the same key. What nobody has set is as the
 * open position is, or cross as at other venues.
 */
final class OkxMarginModes {
    private final OkxRest rest;
    private final OkxSigner signer;
    private final Map<String, Boolean> isolated = new ConcurrentHashMap<>();

    /** Before it was set, where the venue has not yet taken what was set. */
    private final Map<String, Boolean> before = new ConcurrentHashMap<>();

    OkxMarginModes(OkxRest rest, OkxSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    /** What an earlier process has set counts until this one sets something. */
    void remember(String symbol, boolean toIsolated) {
        isolated.putIfAbsent(OkxSymbols.instId(symbol), toIsolated);
    }

    void set(String symbol, boolean toIsolated) {
        String instId = OkxSymbols.instId(symbol);
        Boolean was = isolated.put(instId, toIsolated);
        if (was != null && was != toIsolated) {
            before.put(instId, was);
        }
    }

    /** The venue has taken what was set. */
    void keep(String symbol) {
        before.remove(OkxSymbols.instId(symbol));
    }

    /**
     * The venue has not: a position in the other mode is open, say, and with the new mode not even
     * an order that closes it would be taken.
     */
    void takeBack(String symbol) {
        String instId = OkxSymbols.instId(symbol);
        Boolean was = before.remove(instId);
        if (was != null) {
            isolated.put(instId, was);
        }
    }

    /** The venue's word. */
    String word(String symbol) {
        return word(isIsolated(OkxSymbols.instId(symbol)));
    }

    /** The venue's word. */
    static String word(boolean isIsolated) {
        return isIsolated ? "isolated" : "cross";
    }

    /** Whether this mode was set, or adopted, last. */
    boolean isSet(String symbol, boolean toIsolated) {
        Boolean known = isolated.get(OkxSymbols.instId(symbol));
        return known != null && known == toIsolated;
    }

    /** Nobody else waits while the venue is asked; what is set meanwhile counts. */
    private boolean isIsolated(String instId) {
        Boolean known = isolated.get(instId);
        if (known != null) {
            return known;
        }
        boolean asked = ofPosition(instId);
        Boolean set = isolated.putIfAbsent(instId, asked);
        return set == null ? asked : set;
    }

    /** Whether the account may have a long and a short position of one contract. */
    boolean isHedged() {
        List<Config> rows =
                rest.ask(Ask.signed("/api/v5/account/config", Map.of()), signer).rows(Config.class);
        return !rows.isEmpty() && "long_short_mode".equals(rows.getFirst().posMode());
    }

    /** The venue's word for a leg; absent in one-way mode. */
    static @Nullable String leg(@Nullable PositionSide side) {
        return side == null ? null : side.name().toLowerCase(Locale.ROOT);
    }

    private boolean ofPosition(String instId) {
        Ask ask = Ask.signed("/api/v5/account/positions", Map.of("instId", instId));
        return rest.ask(ask, signer).rows(Position.class).stream()
                .filter(position -> instId.equals(position.instId()))
                .filter(position -> position.pos() != null && position.pos().signum() != 0)
                .anyMatch(position -> "isolated".equals(position.mgnMode()));
    }
}
