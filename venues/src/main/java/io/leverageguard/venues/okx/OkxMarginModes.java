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

    OkxMarginModes(OkxRest rest, OkxSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    void set(String symbol, boolean toIsolated) {
        isolated.put(OkxSymbols.instId(symbol), toIsolated);
    }

    /** The venue's word. */
    String word(String symbol) {
        return isIsolated(OkxSymbols.instId(symbol)) ? "isolated" : "cross";
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
