package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceMessages.ListenKey;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * The key that opens an account's private stream. It is valid for an hour, and kept alive every
 * twenty minutes so that two attempts may fail.
 */
final class BinanceListenKey implements BinanceStream.Source {
    private static final String PATH = "/fapi/v1/listenKey";
    private static final int NO_SUCH_KEY = -1125;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(20);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final Clock clock;
    private final String streamBase;
    private Instant dueAt = Instant.MAX;

    BinanceListenKey(BinanceRest rest, BinanceSigner signer, Clock clock, String streamBase) {
        this.rest = rest;
        this.signer = signer;
        this.clock = clock;
        this.streamBase = streamBase;
    }

    /** Where the stream is; asks for a key, which is the same as before while that one is valid. */
    @Override
    public URI target() throws IOException {
        Answer answer = BinanceRest.good(rest.send(Ask.keyed("POST", PATH), signer));
        String key = BinanceParser.read(answer, ListenKey.class).listenKey();
        if (key == null || !key.matches("[A-Za-z0-9_-]+")) {
            throw BinanceParser.malformed("binance answered without a listen key");
        }
        dueAt = clock.now().plus(KEEP_ALIVE);
        return URI.create(streamBase + "/private/ws?listenKey=" + key);
    }

    /** Extends the key when it is time to; false when the venue no longer knows it. */
    @Override
    public boolean isCurrent() {
        Instant now = clock.now();
        if (now.isBefore(dueAt)) {
            return true;
        }
        dueAt = now.plus(TRY_AGAIN);
        try {
            Answer answer = rest.send(Ask.keyed("PUT", PATH), signer);
            if (answer.isDone()) {
                dueAt = now.plus(KEEP_ALIVE);
            }
            return answer.isDone() || answer.code() != NO_SUCH_KEY;
        } catch (IOException | VenueError _) {
            return true;
        }
    }
}
