package io.leverageguard.cover;

import static io.leverageguard.api.cover.Cover.CheckResult.FAIL;
import static io.leverageguard.api.cover.Cover.CheckResult.INCONCLUSIVE;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.engine.proof.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The checks V01 to V14 on one claim. A pure function: the same evidence gives the same answer, and
 * no answer rests on anything but what is stored with the claim.
 *
 * @param checks every check, in order
 */
record Verification(List<Check> checks) {
    /** A failure of one of these means that the claim is not what it says it is. */
    static final Set<String> DECISIVE =
            Set.of("V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V13");

    /** What is checked. */
    record Case(
            Policy policy,
            Snapshot snapshot,
            String orderId,
            Facts facts,
            List<Evidence> evidence) {}

    private record Question(String code, String words, Function<Case, Answer> check) {}

    private static final List<Question> QUESTIONS =
            List.of(
                    new Question(
                            "V01",
                            "Is the key valid and unable to move money out?",
                            VenueChecks::key),
                    new Question(
                            "V02",
                            "Does the key belong to the insured account?",
                            VenueChecks::account),
                    new Question(
                            "V03", "Did the venue liquidate with this order?", VenueChecks::order),
                    new Question(
                            "V04",
                            "Is it no deleveraging, settlement or own close?",
                            VenueChecks::kind),
                    new Question("V05", "Was it in the period of cover?", VenueChecks::period),
                    new Question("V06", "Is it the insured symbol and side?", VenueChecks::object),
                    new Question("V07", "Do the fills add up to the order?", VenueChecks::fills),
                    new Question(
                            "V08",
                            "Does the venue's ledger agree with its figures?",
                            MoneyChecks::identity),
                    new Question(
                            "V09",
                            "Is the price what a liquidation would fetch?",
                            MoneyChecks::price),
                    new Question(
                            "V10",
                            "Did the mark or index price touch the barrier?",
                            MarketChecks::touched),
                    new Question(
                            "V11",
                            "Did the venue publish the liquidation?",
                            MarketChecks::published),
                    new Question(
                            "V12",
                            "Was no margin moved out after binding?",
                            MoneyChecks::transfers),
                    new Question("V13", "Was the order never paid before?", Verification::unpaid),
                    new Question(
                            "V14",
                            "Is the evidence complete and unchanged?",
                            Verification::intact));

    /** Copies the list. */
    Verification {
        checks = List.copyOf(checks);
    }

    /** Every question, in order, with nothing found yet. */
    static List<Check> questions() {
        return QUESTIONS.stream()
                .map(each -> new Check(each.code(), each.words(), INCONCLUSIVE, ""))
                .toList();
    }

    /** Runs every check. */
    static Verification run(Case c) {
        return new Verification(
                QUESTIONS.stream()
                        .map(
                                question -> {
                                    Answer answer = question.check().apply(c);
                                    return new Check(
                                            question.code(),
                                            question.words(),
                                            answer.result(),
                                            answer.reason());
                                })
                        .toList());
    }

    /** What the checks mean together. */
    ClaimState verdict() {
        if (firstFailure().isPresent()) {
            return ClaimState.VERIFICATION_FAILED;
        }
        // A publication that is missing where not all are published says nothing (V11).
        boolean open =
                checks.stream()
                        .anyMatch(
                                check ->
                                        check.result() == FAIL
                                                || (check.result() == INCONCLUSIVE
                                                        && !check.code().equals("V11")));
        return open ? ClaimState.INCONCLUSIVE : ClaimState.VERIFIED;
    }

    /** The first failed check that decides. */
    Optional<Check> firstFailure() {
        return checks.stream()
                .filter(check -> check.result() == FAIL && DECISIVE.contains(check.code()))
                .findFirst();
    }

    /** The first check that is not passed, of those that count. */
    Optional<Check> firstDoubt() {
        return checks.stream()
                .filter(
                        check ->
                                check.result() == FAIL
                                        || (check.result() == INCONCLUSIVE
                                                && !check.code().equals("V11")))
                .findFirst();
    }

    /** One check by its code. */
    Check check(String code) {
        return checks.stream()
                .filter(check -> check.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no check " + code));
    }

    private static Answer unpaid(Case c) {
        return c.facts().paidBefore()
                ? Answer.fail("order " + c.orderId() + " was paid already")
                : Answer.pass("order " + c.orderId() + " was never paid");
    }

    private static Answer intact(Case c) {
        if (c.evidence().isEmpty()) {
            return Answer.unknown("the venue has not answered yet");
        }
        for (Evidence item : c.evidence()) {
            if (!leaf(item.body()).equals(item.sha256())) {
                return Answer.fail("the answer to " + item.source() + " was changed");
            }
        }
        return Answer.pass(c.evidence().size() + " items, every hash recomputes");
    }

    /** The RFC 6962 leaf hash of a text. */
    static String leaf(String body) {
        return MerkleTree.hex(MerkleTree.leafHash(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The RFC 6962 root over texts in their order. */
    static String root(List<String> bodies) {
        return MerkleTree.hex(
                MerkleTree.root(
                        bodies.stream()
                                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                                .toList()));
    }
}
