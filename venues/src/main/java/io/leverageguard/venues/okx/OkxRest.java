package io.leverageguard.venues.okx;

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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls OKX over HTTP: signs, keeps to the venue's clock and limits, and tells three kinds of
 * ending apart: an answer, a refusal ({@link VenueError}), and silence ({@link IOException}), after
 * which nobody knows what the venue did. Only questions are repeated, never commands.
 */
final class OkxRest {
    private static final String TIMESTAMP_EXPIRED = "50102";
    private static final Set<String> RATE_LIMITED = Set.of("50011", "50061");

    /** Timeout and system errors: "does not mean the request was successful or failed". */
    private static final Set<String> OUTCOME_UNKNOWN = Set.of("50004", "50026", "51149");

    /** What may be different in a moment. */
    private static final Set<String> PASSING = Set.of("50001", "50004", "50013", "50026");

    /** What is wrong with the key: 50100 to 50120, but for the time. */
    private static final Set<String> KEY =
            Set.of(
                    "50030", "50100", "50101", "50103", "50104", "50105", "50106", "50107", "50110",
                    "50111", "50113", "50114", "50119", "50120", "50121");

    /**
     * An order that is later than this is not taken any more. By its signature alone OKX would take
     * it for half a minute, long after its sender has concluded that it was lost.
     */
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(5);

    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final OkxBudget budget;
    private final ClockOffset venueClock;
    private final QuestionRetry<Answer> questions;

    OkxRest(String venue, Wire web, Clock clock, VenuesConfig config) {
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.budget = new OkxBudget(venue, clock);
        this.venueClock = new ClockOffset(clock, this::askTime);
        this.questions =
                new QuestionRetry<>(
                        "okx",
                        config,
                        answer -> answer.status >= 500 || PASSING.contains(answer.code()));
    }

    /**
     * A call.
     *
     * @param body empty for a question
     * @param signed whether the account has to prove itself
     * @param instId the contract, where the venue counts by contract
     * @param orders how many orders it places, amends or cancels
     * @param urgent whether it is a cancel
     */
    record Ask(
            String method,
            String path,
            Map<String, String> params,
            String body,
            boolean signed,
            String instId,
            int orders,
            boolean urgent) {
        static Ask open(String path, Map<String, String> params) {
            return new Ask("GET", path, params, "", false, "", 0, false);
        }

        static Ask signed(String path, Map<String, String> params) {
            return new Ask("GET", path, params, "", true, "", 0, false);
        }

        static Ask command(String path, Object body) {
            return new Ask("POST", path, Map.of(), OkxMessages.write(body), true, "", 0, false);
        }

        static Ask order(String path, String instId, Object body, int orders) {
            String text = OkxMessages.write(body);
            return new Ask("POST", path, Map.of(), text, true, instId, orders, false);
        }

        static Ask cancel(String path, String instId, Object body, int orders) {
            String text = OkxMessages.write(body);
            return new Ask("POST", path, Map.of(), text, true, instId, orders, true);
        }

        String source() {
            return method + " " + path;
        }

        private String target() {
            return params.isEmpty() ? path : path + "?" + form(params);
        }
    }

    /** An answer as received. {@code request} has neither key nor signature. */
    record Answer(int status, String body, String request, String source, String date, Instant at) {
        /** Whether the venue did all that it was asked. */
        boolean isDone() {
            return status >= 200 && status < 300 && code().equals("0");
        }

        /** Whether it is not known what the venue did. */
        boolean isOpen() {
            String code = code();
            return status >= 500 || code.isEmpty() || OkxRest.isOpen(code);
        }

        /** The venue's code; empty when the body is none of the venue's. */
        String code() {
            return OkxParser.or(said().code(), "");
        }

        /** The venue's words; the body when it has none. */
        String words() {
            return OkxParser.or(said().msg(), body);
        }

        private OkxMessages.Status said() {
            try {
                return OkxMessages.read(body, OkxMessages.Status.class);
            } catch (IllegalArgumentException _) {
                return new OkxMessages.Status(null, null);
            }
        }

        <T> List<T> rows(Class<T> type) {
            try {
                return OkxMessages.readReply(body, type).data();
            } catch (IllegalArgumentException e) {
                throw OkxParser.malformed(source + " answered what is " + e.getMessage());
            }
        }

        RawEvidence evidence() {
            return new RawEvidence(source, request, body, date, at);
        }
    }

    /** Whether this code leaves open what the venue did. */
    static boolean isOpen(String code) {
        return OUTCOME_UNKNOWN.contains(code);
    }

    /** Asks a public question and returns the good answer. */
    Answer ask(Ask ask) {
        return good(answer(ask, null));
    }

    /** Asks a question of an account and returns the good answer. */
    Answer ask(Ask ask, OkxSigner signer) {
        return good(answer(ask, signer));
    }

    /** Asks a question, again if need be, and returns the answer, good or bad. */
    Answer answer(Ask ask, @Nullable OkxSigner signer) {
        return questions.ask(() -> send(ask, signer));
    }

    /**
     * Sends a command once and returns the answer, good or bad. A timestamp that the venue refuses
     * is corrected and sent again: such a command was certainly not carried out.
     *
     * @throws IOException when nothing is known about what the venue did
     */
    Answer send(Ask ask, @Nullable OkxSigner signer) throws IOException {
        Answer answer = sendOnce(ask, signer);
        if (!answer.code().equals(TIMESTAMP_EXPIRED)) {
            return answer;
        }
        venueClock.refresh();
        return sendOnce(ask, signer);
    }

    /**
     * Sends a command that has no unknown outcome to speak of, because repeating it does no harm.
     */
    Answer settle(Ask ask, OkxSigner signer) {
        try {
            return good(send(ask, signer));
        } catch (IOException e) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE,
                    "",
                    "no answer from okx to " + ask.source() + ": " + e.getMessage());
        }
    }

    /** The answer when it is good; otherwise what is wrong, thrown. */
    static Answer good(Answer answer) {
        if (answer.isDone()) {
            return answer;
        }
        throw new VenueError(kind(answer.status, answer.code()), answer.code(), answer.words());
    }

    /** Our own clock. */
    Instant now() {
        return clock.now();
    }

    /** The venue's clock, asked now. */
    Instant serverTime() {
        return time(ask(Ask.open("/api/v5/public/time", Map.of())));
    }

    /** The venue's time by our clock. */
    Instant venueTime() {
        return venueClock.now();
    }

    private Answer sendOnce(Ask ask, @Nullable OkxSigner signer) throws IOException {
        String account = signer == null ? "" : signer.key();
        Map<String, String> headers = headers(ask, signer);
        String owner = ask.instId.isEmpty() ? account : account + " " + ask.instId;
        budget.spend(ask.source(), owner, Math.max(1, ask.orders), ask.urgent);
        if (ask.orders > 0 && !ask.urgent) {
            budget.spendOrders(account, ask.orders);
        }
        byte[] body = ask.body.getBytes(StandardCharsets.UTF_8);
        URI target = URI.create(config.okxRest() + ask.target());
        WebClient.Reply reply =
                web.send(new WebClient.Call(ask.method, target, headers, body, config.timeout()));
        Answer answer =
                new Answer(
                        reply.status(),
                        reply.text(),
                        ask.method + " " + ask.target(),
                        ask.source(),
                        reply.headers().getOrDefault("date", ""),
                        clock.now());
        if (answer.status == 429 || RATE_LIMITED.contains(answer.code())) {
            budget.exceeded(ask.source(), owner);
        }
        return answer;
    }

    private Map<String, String> headers(Ask ask, @Nullable OkxSigner signer) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (ask.signed) {
            if (signer == null) {
                throw new IllegalArgumentException("a signed call needs an account");
            }
            Instant now = venueClock.now();
            headers.putAll(signer.headers(now, ask.method, ask.target(), ask.body));
            if (ask.orders > 0 && !ask.urgent) {
                headers.put("expTime", Long.toString(now.plus(ARRIVAL_MAX).toEpochMilli()));
            }
        }
        if (!ask.body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private Instant askTime() throws IOException {
        return time(good(sendOnce(Ask.open("/api/v5/public/time", Map.of()), null)));
    }

    private static Instant time(Answer answer) {
        List<OkxMessages.Time> rows = answer.rows(OkxMessages.Time.class);
        if (rows.isEmpty()) {
            throw OkxParser.malformed("okx does not say what time it is");
        }
        return Instant.ofEpochMilli(rows.getFirst().ts());
    }

    private static String form(Map<String, String> params) {
        return params.entrySet().stream()
                .map(
                        param ->
                                param.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                param.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static VenueError.Kind kind(int status, String code) {
        if (status == 401 || KEY.contains(code)) {
            return VenueError.Kind.NOT_AUTHORIZED;
        }
        if (status == 429 || RATE_LIMITED.contains(code)) {
            return VenueError.Kind.RATE_LIMITED;
        }
        return status >= 500 || status == 403 || code.isEmpty() || PASSING.contains(code)
                ? VenueError.Kind.UNAVAILABLE
                : VenueError.Kind.REJECTED;
    }
}
