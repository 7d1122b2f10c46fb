package io.leverageguard.venues.okx;

import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxOrders.Judged;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What became of one order of a command. HTTP and the envelope say whether the venue listened; the
 * order's own row says what it did.
 */
sealed interface OkxVerdict<R extends Judged> {
    /** The venue has taken it. */
    record Taken<R extends Judged>(R row) implements OkxVerdict<R> {}

    /** The venue said no. */
    record Refused<R extends Judged>(String code, String reason) implements OkxVerdict<R> {}

    /** It may or may not have been taken. */
    record Open<R extends Judged>(String reason) implements OkxVerdict<R> {}

    /** Sends a command about {@code count} orders, and says what became of each. */
    static <R extends Judged> List<OkxVerdict<R>> send(
            OkxRest rest, OkxSigner signer, Ask ask, Class<R> row, int count) {
        Answer answer;
        try {
            answer = rest.send(ask, signer);
        } catch (IOException e) {
            return same(new Open<>("no answer: " + e.getMessage()), count);
        } catch (VenueError e) {
            return same(new Refused<>(e.venueCode(), "not sent: " + e.getMessage()), count);
        }
        return judge(answer, row, count);
    }

    private static <R extends Judged> List<OkxVerdict<R>> judge(
            Answer answer, Class<R> type, int count) {
        List<R> rows;
        try {
            rows = answer.rows(type);
        } catch (VenueError e) {
            return same(new Open<>(String.valueOf(e.getMessage())), count);
        }
        if (rows.isEmpty()) {
            boolean isOpen = answer.isOpen() || answer.code().equals("0");
            return same(
                    isOpen
                            ? new Open<>((answer.code() + " " + answer.words()).strip())
                            : new Refused<>(answer.code(), answer.words()),
                    count);
        }
        List<OkxVerdict<R>> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verdicts.add(i < rows.size() ? judge(rows.get(i)) : new Open<>("not answered"));
        }
        return verdicts;
    }

    private static <R extends Judged> OkxVerdict<R> judge(R row) {
        String code = OkxParser.or(row.sCode(), "");
        String words = OkxParser.or(row.sMsg(), "");
        if (code.equals("0")) {
            return new Taken<>(row);
        }
        return code.isEmpty() || OkxRest.isOpen(code)
                ? new Open<>((code + " " + words).strip())
                : new Refused<>(code, words);
    }

    private static <R extends Judged> List<OkxVerdict<R>> same(OkxVerdict<R> verdict, int count) {
        return Collections.nCopies(count, verdict);
    }
}
