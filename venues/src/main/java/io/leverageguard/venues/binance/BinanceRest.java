package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.ClockOffset;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.QuestionRetry;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenuesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls Binance over HTTP: signs, keeps to the venue's clock and limits, and tells three kinds of
 * ending apart: an answer, a refusal ({@link VenueError}), and silence ({@link IOException}), after
 * which nobody knows what the venue did. Only questions are repeated, never commands.
 */
final class BinanceRest {
    private static final int SPOT_WEIGHT_PER_MINUTE = 6_000;
    private static final String RECEIVE_WINDOW_MS = "10000";
    private static final int TIMESTAMP_CODE = -1021;

    private final String venue;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final BinanceBudget futures;
    private final BinanceBudget spot;
    private final QuestionRetry<Answer> questions;
    private final ClockOffset venueClock;

    BinanceRest(String venue, Wire web, Clock clock, VenuesConfig config) {
        this.venue = venue;
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.futures = new BinanceBudget(venue, clock, config.binanceWeightPerMinute());
        this.spot = new BinanceBudget(venue, clock, SPOT_WEIGHT_PER_MINUTE);
        this.venueClock = new ClockOffset(clock, this::askTime);
        this.questions = new QuestionRetry<>("binance", config, answer -> answer.status >= 500);
    }

    /** The name of the venue that is called. */
    String venue() {
        return venue;
    }

    /** What an endpoint wants to see of the caller. */
    enum Proof {
        /** Nothing. */
        NONE,
        /** The key. */
        KEY,
        /** Key, timestamp and signature. */
        SIGNATURE
    }

    /** A call; {@code orders} says for how many orders it counts. */
    record Ask(
            String method,
            String path,
            Map<String, String> params,
            Proof proof,
            int weight,
            int orders) {
        static Ask open(String path, Map<String, String> params, int weight) {
            return new Ask("GET", path, params, Proof.NONE, weight, 0);
        }

        static Ask signed(String path, Map<String, String> params, int weight) {
            return new Ask("GET", path, params, Proof.SIGNATURE, weight, 0);
        }

        static Ask command(String method, String path, Map<String, String> params) {
            return new Ask(method, path, params, Proof.SIGNATURE, 1, 0);
        }

        static Ask order(String method, Map<String, String> params) {
            return new Ask(method, "/fapi/v1/order", params, Proof.SIGNATURE, 1, 1);
        }

        static Ask batch(Map<String, String> params, int orders) {
            return new Ask("POST", "/fapi/v1/batchOrders", params, Proof.SIGNATURE, 5, orders);
        }

        static Ask algo(String method, Map<String, String> params) {
            return new Ask(method, "/fapi/v1/algoOrder", params, Proof.SIGNATURE, 1, 1);
        }

        static Ask keyed(String method, String path) {
            return new Ask(method, path, Map.of(), Proof.KEY, 1, 0);
        }
    }

    /** An answer as received. {@code request} has neither key nor signature. */
    record Answer(int status, String body, String request, String source, String date, Instant at) {
        boolean isDone() {
            return status >= 200 && status < 300;
        }

        /** The venue's code, 0 when the body has none. */
        int code() {
            return error().code();
        }

        BinanceMessages.Status error() {
            try {
                return BinanceMessages.read(body, BinanceMessages.Status.class);
            } catch (IllegalArgumentException _) {
                return new BinanceMessages.Status(0, body);
            }
        }

        RawEvidence evidence() {
            return new RawEvidence(source, request, body, date, at);
        }
    }

    /** Asks a public question and returns the good answer. */
    Answer ask(Ask ask) {
        return good(answer(ask, null));
    }

    /** Asks a question of an account and returns the good answer. */
    Answer ask(Ask ask, BinanceSigner signer) {
        return good(answer(ask, signer));
    }

    /** Asks a question, again if need be, and returns the answer, good or bad. */
    Answer answer(Ask ask, @Nullable BinanceSigner signer) {
        return questions.ask(() -> send(ask, signer));
    }

    /**
     * Sends a command once and returns the answer, good or bad. A timestamp that the venue refuses
     * is corrected and sent again: such a command was certainly not carried out.
     *
     * @throws IOException when nothing is known about what the venue did
     */
    Answer send(Ask ask, @Nullable BinanceSigner signer) throws IOException {
        Answer answer = sendOnce(ask, signer);
        if (answer.isDone() || answer.code() != TIMESTAMP_CODE) {
            return answer;
        }
        venueClock.refresh();
        return sendOnce(ask, signer);
    }

    /** The answer when it is good; otherwise what is wrong, thrown. */
    static Answer good(Answer answer) {
        if (answer.isDone()) {
            return answer;
        }
        BinanceMessages.Status error = answer.error();
        throw new VenueError(
                kind(answer.status, error.code()), String.valueOf(error.code()), error.msg());
    }

    /** The venue's clock, asked now. */
    Instant serverTime() {
        Answer answer = ask(Ask.open("/fapi/v1/time", Map.of(), 1));
        return Instant.ofEpochMilli(
                BinanceParser.read(answer, BinanceMessages.ServerTime.class).serverTime());
    }

    private Answer sendOnce(Ask ask, @Nullable BinanceSigner signer) throws IOException {
        boolean onFutures = ask.path.startsWith("/fapi/");
        BinanceBudget budget = onFutures ? futures : spot;
        String account = signer == null ? "" : signer.key();
        String plain = form(stamped(ask));
        String query = plain;
        if (ask.proof == Proof.SIGNATURE) {
            query += "&signature=" + signer(signer).sign(plain);
        }
        boolean cancels = ask.method.equals("DELETE") || ask.path.equals(BinanceDeadMan.PATH);
        budget.spend(ask.weight, cancels);
        if (ask.orders > 0 && !cancels) {
            budget.spendOrders(account, ask.orders);
        }
        String base = onFutures ? config.binanceRest() : config.binanceSapi();
        WebClient.Reply reply = web.send(call(ask, base, query, account));
        budget.told(account, reply.status(), reply.headers());
        String source = ask.method + " " + ask.path;
        return new Answer(
                reply.status(),
                new String(reply.body(), StandardCharsets.UTF_8),
                plain.isEmpty() ? source : source + "?" + plain,
                source,
                reply.headers().getOrDefault("date", ""),
                clock.now());
    }

    private WebClient.Call call(Ask ask, String base, String query, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (ask.proof != Proof.NONE) {
            headers.put("X-MBX-APIKEY", key);
        }
        boolean inBody = ask.method.equals("POST") || ask.method.equals("PUT");
        if (inBody) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        String target = base + ask.path + (inBody || query.isEmpty() ? "" : "?" + query);
        byte[] body = inBody ? query.getBytes(StandardCharsets.UTF_8) : new byte[0];
        return new WebClient.Call(ask.method, URI.create(target), headers, body, config.timeout());
    }

    private Map<String, String> stamped(Ask ask) {
        if (ask.proof != Proof.SIGNATURE) {
            return ask.params;
        }
        Map<String, String> params = new LinkedHashMap<>(ask.params);
        params.put("recvWindow", RECEIVE_WINDOW_MS);
        params.put("timestamp", String.valueOf(venueClock.now().toEpochMilli()));
        return params;
    }

    private Instant askTime() throws IOException {
        Answer answer = good(sendOnce(Ask.open("/fapi/v1/time", Map.of(), 1), null));
        return Instant.ofEpochMilli(
                BinanceParser.read(answer, BinanceMessages.ServerTime.class).serverTime());
    }

    private static BinanceSigner signer(@Nullable BinanceSigner signer) {
        if (signer == null) {
            throw new IllegalArgumentException("a signed call needs an account");
        }
        return signer;
    }

    private static String form(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> param.getKey() + "=" + encode(param.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Codes after the venue's list; -2014 and -2015 are about the key, -1022 the signature. */
    private static VenueError.Kind kind(int status, int code) {
        if (status == 401 || code == -2014 || code == -2015 || code == -1022 || code == -1002) {
            return VenueError.Kind.NOT_AUTHORIZED;
        }
        if (status == 429 || status == 418 || code == -1003 || code == -1015) {
            return VenueError.Kind.RATE_LIMITED;
        }
        return status >= 500 || status == 403
                ? VenueError.Kind.UNAVAILABLE
                : VenueError.Kind.REJECTED;
    }
}
