package io.leverageguard.venues.binance;

import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceAlgo.PositionMode;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one account at Binance trades: margin, leverage, legs. */
final class BinanceSettings {
    private static final String POSITION_MODE = "/fapi/v1/positionSide/dual";
    private static final int MARGIN_TYPE_UNCHANGED = -4046;
    private static final int POSITION_MODE_UNCHANGED = -4059;

    /** No code of the venue. */
    private static final int NONE = 0;

    private final BinanceRest rest;
    private final BinanceSigner signer;

    BinanceSettings(BinanceRest rest, BinanceSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    void isolated(String symbol, boolean isolated) {
        String type = isolated ? "ISOLATED" : "CROSSED";
        set(
                "/fapi/v1/marginType",
                Map.of("symbol", symbol, "marginType", type),
                MARGIN_TYPE_UNCHANGED);
    }

    void leverage(String symbol, int leverage) {
        Map<String, String> params = Map.of("symbol", symbol, "leverage", String.valueOf(leverage));
        set("/fapi/v1/leverage", params, NONE);
    }

    void hedge(boolean hedge) {
        set(
                POSITION_MODE,
                Map.of("dualSidePosition", String.valueOf(hedge)),
                POSITION_MODE_UNCHANGED);
    }

    boolean hedge() {
        Answer answer = rest.ask(Ask.signed(POSITION_MODE, Map.of(), 30), signer);
        return BinanceParser.read(answer, PositionMode.class).dualSidePosition();
    }

    void margin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        if (side != null) {
            params.put("positionSide", side.name());
        }
        params.put("amount", amount.abs().toPlainString());
        params.put("type", amount.signum() < 0 ? "2" : "1");
        set("/fapi/v1/positionMargin", params, NONE);
    }

    /** Sends a setting; {@code unchanged} is the code by which the venue says that it is so. */
    private void set(String path, Map<String, String> params, int unchanged) {
        Answer answer;
        try {
            answer = rest.send(Ask.command("POST", path, params), signer);
        } catch (IOException e) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE,
                    "",
                    "no answer from binance to POST " + path + ": " + e.getMessage());
        }
        if (!answer.isDone() && (unchanged == NONE || answer.code() != unchanged)) {
            BinanceRest.good(answer);
        }
    }
}
