package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.ClockOffset;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.QuestionRetry;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.bybit.BybitMessages.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls Bybit over HTTP: signs, keeps to the venue's clock and limits, and tells three endings of a
 * command apart. Only questions are repeated, never commands.
 */
final class BybitRest {
    private static final String RECEIVE_WINDOW_MS = "5000";
    private static final int TIMESTAMP_CODE = 10002;
    private static final String CURSOR = "cursor";

    /** "Server timeout" and "internal system error": the command may have been carried out. */
    private static final Set<Integer> OUTCOME_UNKNOWN = Set.of(10000, 10016);

    /** About the key, its signature, its rights and the address it is bound to. */
    private static final Set<Integer> NOT_AUTHORIZED =
            Set.of(10003, 10004, 10005, 10007, 10009, 10010, 33004);

    private static final Set<Integer> RATE_LIMITED = Set.of(10006, 10018);

    private final String venue;
    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final BybitBudget budget;
    private final ClockOffset venueClock;
    private final QuestionRetry<Answer> questions;

    BybitRest(String venue, Wire web, Clock clock, VenuesConfig config) {
        this.venue = venue;
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.budget = new BybitBudget(venue, clock);
        this.venueClock = new ClockOffset(clock, this::askTime);
        this.questions = new QuestionRetry<>(venue, config, Answer::isOpen);
    }

    /**
     * A call.
     *
     * @param params the query of a question
     * @param body what a command says; absent from questions
     * @param signed whether it is an account's
     * @param count what it counts for at its endpoint
     * @param urgent whether it may use what is kept for emergencies
     */
    record Ask(
            String path,
            Map<String, String> params,
            @Nullable Object body,
            boolean signed,
            int count,
            boolean urgent) {
        static Ask open(String path, Map<String, String> params) {
            return new Ask(path, params, null, false, 1, false);
        }

        static Ask signed(String path, Map<String, String> params) {
            return new Ask(path, params, null, true, 1, false);
        }

        static Ask command(String path, Object body) {
            return new Ask(path, Map.of(), body, true, 1, false);
        }

        static Ask urgent(String path, Object body) {
            return new Ask(path, Map.of(), body, true, 1, true);
        }

        static Ask batch(String path, Object body, int count) {
            return new Ask(path, Map.of(), body, true, count, false);
        }

        private String method() {
            return body == null ? "GET" : "POST";
        }
    }

    /**
     * An answer as received.
     *
     * @param envelope absent when the body is none
     * @param request without key and signature
     */
    record Answer(
            int status,
            String body,
            @Nullable Envelope envelope,
            String request,
            String source,
            String date,
            Instant at) {
        boolean isDone() {
            return envelope != null && envelope.retCode() == 0 && status < 300;
        }

        /** The venue's code; the status where the venue said nothing. */
        int code() {
            return envelope == null ? status : envelope.retCode();
        }

        String message() {
            return envelope == null ? "status " + status : envelope.retMsg();
        }

        /** The envelope of a good answer. */
        Envelope content() {
            if (envelope == null) {
                throw BybitParser.malformed(source + " answered what is no envelope");
            }
            return envelope;
        }

        /** Whether the venue may have done what it was told, although it did not say so. */
        private boolean isOpen() {
            return status >= 500
                    || (status < 300 && envelope == null)
                    || OUTCOME_UNKNOWN.contains(code());
        }

        RawEvidence evidence() {
            return new RawEvidence(source, request, body, date, at);
        }
    }

    /** How a command ended. */
    sealed interface Ending {
        /** The venue has taken it. */
        record Done(Answer answer) implements Ending {}

        /** The venue said no, or was not asked. */
        record Refused(String code, String reason) implements Ending {}

        /** Nobody knows. */
        record Open(String reason) implements Ending {}
    }

    /** The name we book under. */
    String venue() {
        return venue;
    }

    /** Asks a public question and returns the good answer. */
    Answer ask(Ask ask) {
        return good(answer(ask, null));
    }

    /** Asks a question of an account and returns the good answer. */
    Answer ask(Ask ask, BybitSigner signer) {
        return good(answer(ask, signer));
    }

    /** Sends a command once. */
    Ending send(Ask ask, BybitSigner signer) {
        Answer answer;
        try {
            answer = timely(ask, signer);
        } catch (IOException e) {
            return new Ending.Open("no answer: " + e.getMessage());
        } catch (VenueError e) {
            return new Ending.Refused(e.venueCode(), "not sent: " + e.getMessage());
        }
        if (answer.isDone()) {
            return new Ending.Done(answer);
        }
        return answer.isOpen()
                ? new Ending.Open(answer.code() + " " + answer.message())
                : new Ending.Refused(String.valueOf(answer.code()), answer.message());
    }

    /** How a part of a batch ended that was not taken. */
    static Ending ending(int code, String message) {
        return OUTCOME_UNKNOWN.contains(code)
                ? new Ending.Open(code + " " + message)
                : new Ending.Refused(String.valueOf(code), message);
    }

    /**
     * Changes a setting; {@code unchanged} are the codes that say that it is so already.
     *
     * @throws VenueError when it is not changed, or nobody knows
     */
    void set(Ask ask, BybitSigner signer, Set<Integer> unchanged) {
        try {
            Answer answer = timely(ask, signer);
            if (!unchanged.contains(answer.code())) {
                good(answer);
            }
        } catch (IOException e) {
            throw unavailable("no answer to POST " + ask.path + ": " + e.getMessage());
        }
    }

    /** The venue's clock, asked now. */
    Instant serverTime() {
        return time(ask(Ask.open("/v5/market/time", Map.of())));
    }

    /** The venue's clock, by ours. */
    Instant venueNow() {
        return venueClock.now();
    }

    private Answer answer(Ask ask, @Nullable BybitSigner signer) {
        return questions.ask(() -> timely(ask, signer));
    }

    /** A time that the venue refuses is corrected: such a call was certainly not carried out. */
    private Answer timely(Ask ask, @Nullable BybitSigner signer) throws IOException {
        Answer answer = sendOnce(ask, signer);
        if (answer.code() != TIMESTAMP_CODE || !ask.signed) {
            return answer;
        }
        venueClock.refresh();
        return sendOnce(ask, signer);
    }

    private Answer sendOnce(Ask ask, @Nullable BybitSigner signer) throws IOException {
        String query = query(ask.params);
        String body = ask.body == null ? "" : BybitMessages.write(ask.body);
        Map<String, String> headers = new LinkedHashMap<>();
        String key = "";
        if (ask.signed) {
            BybitSigner own = signer(signer);
            key = own.key();
            sign(headers, own, query + body);
        }
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        String target = ask.path + (query.isEmpty() ? "" : "?" + query);
        WebClient.Call call =
                new WebClient.Call(
                        ask.method(),
                        URI.create(config.bybitRest() + target),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        config.timeout());
        budget.spend(ask.path, key, ask.count, ask.urgent);
        WebClient.Reply reply = web.send(call);
        String said = reply.text();
        Envelope envelope = envelope(said);
        int code = envelope == null ? 0 : envelope.retCode();
        budget.told(ask.path, key, reply.status(), code, reply.headers());
        return new Answer(
                reply.status(),
                said,
                envelope,
                ask.method() + " " + target + (body.isEmpty() ? "" : " " + body),
                ask.method() + " " + ask.path,
                reply.headers().getOrDefault("date", ""),
                clock.now());
    }

    private void sign(Map<String, String> headers, BybitSigner signer, String payload) {
        String timestamp = String.valueOf(venueClock.now().toEpochMilli());
        headers.put("X-BAPI-API-KEY", signer.key());
        headers.put("X-BAPI-TIMESTAMP", timestamp);
        headers.put("X-BAPI-RECV-WINDOW", RECEIVE_WINDOW_MS);
        headers.put("X-BAPI-SIGN", signer.request(timestamp, RECEIVE_WINDOW_MS, payload));
    }

    private Instant askTime() throws IOException {
        return time(good(sendOnce(Ask.open("/v5/market/time", Map.of()), null)));
    }

    private static Instant time(Answer answer) {
        return Instant.ofEpochMilli(answer.content().time());
    }

    private static @Nullable Envelope envelope(String body) {
        try {
            return BybitMessages.read(body, Envelope.class);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static BybitSigner signer(@Nullable BybitSigner signer) {
        if (signer == null) {
            throw new IllegalArgumentException("a signed call needs an account");
        }
        return signer;
    }

    /** Cursors come encoded from the venue and go back as they came. */
    private static String query(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> param.getKey() + "=" + value(param.getKey(), param.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String value(String name, String value) {
        return name.equals(CURSOR) && value.matches("[A-Za-z0-9._~%-]+")
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Answer good(Answer answer) {
        if (answer.isDone()) {
            return answer;
        }
        throw new VenueError(
                kind(answer), String.valueOf(answer.code()), venue + ": " + answer.message());
    }

    private static VenueError.Kind kind(Answer answer) {
        if (RATE_LIMITED.contains(answer.code()) || answer.status == 403 || answer.status == 429) {
            return VenueError.Kind.RATE_LIMITED;
        }
        if (NOT_AUTHORIZED.contains(answer.code()) || answer.status == 401) {
            return VenueError.Kind.NOT_AUTHORIZED;
        }
        return answer.isOpen() ? VenueError.Kind.UNAVAILABLE : VenueError.Kind.REJECTED;
    }

    private VenueError unavailable(String message) {
        return new VenueError(VenueError.Kind.UNAVAILABLE, "", venue + ": " + message);
    }
}
