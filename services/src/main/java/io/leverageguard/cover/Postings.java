package io.leverageguard.cover;

import static io.leverageguard.api.fund.LedgerAccounts.CLAIMS_INCURRED;
import static io.leverageguard.api.fund.LedgerAccounts.EARNED_PREMIUM;
import static io.leverageguard.api.fund.LedgerAccounts.UNEARNED_PREMIUM;
import static io.leverageguard.api.fund.LedgerAccounts.caseReserve;
import static io.leverageguard.api.fund.LedgerAccounts.claimsPayable;
import static io.leverageguard.api.fund.LedgerAccounts.prepaid;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.Id;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What cover books at the fund. Every id is derived from the policy or claim and the occasion, so
 * that booking again is booking the same.
 */
final class Postings {
    private Postings() {}

    /** The premium, when a policy is bound. */
    static Batch premium(Policy policy) {
        return new Batch(
                policy.policy().value(),
                policy.policy().toString(),
                List.of(
                        leg(
                                policy.policy(),
                                "premium",
                                prepaid(policy.owner()),
                                UNEARNED_PREMIUM,
                                policy.premium())));
    }

    /** The premium given back. */
    static Batch refund(Policy policy) {
        return batch(
                policy.policy(),
                "refund",
                leg(
                        policy.policy(),
                        "premium_refund",
                        UNEARNED_PREMIUM,
                        prepaid(policy.owner()),
                        policy.premium()));
    }

    /** A part of the premium that has become ours; {@code seq} tells the parts apart. */
    static Batch earned(Policy policy, int seq, Money amount) {
        String occasion = "premium_earned:" + seq;
        return batch(
                policy.policy(),
                occasion,
                new Leg(
                        transfer(policy.policy(), occasion),
                        TransferKind.SINGLE,
                        null,
                        UNEARNED_PREMIUM,
                        EARNED_PREMIUM,
                        amount,
                        "premium_earned"));
    }

    /** The case reserve of a notified claim. */
    static Batch reserve(ClaimId claim, Money amount) {
        return batch(
                claim,
                "reserve",
                leg(claim, "case_reserve", CLAIMS_INCURRED, caseReserve(claim.value()), amount));
    }

    /** The reserve of a declined claim, given back. */
    static Batch release(ClaimId claim, Money amount) {
        return batch(
                claim,
                "release",
                leg(claim, "reserve_release", caseReserve(claim.value()), CLAIMS_INCURRED, amount));
    }

    /** The benefit becomes payable; what was reserved beyond it is given back. */
    static Batch payable(ClaimId claim, Money benefit, Money reserve) {
        List<Leg> legs = new ArrayList<>();
        String from = caseReserve(claim.value());
        legs.add(leg(claim, "claim_payable", from, claimsPayable(claim.value()), benefit));
        Money rest = reserve.minus(benefit);
        if (rest.isPositive()) {
            legs.add(leg(claim, "reserve_rest", from, CLAIMS_INCURRED, rest));
        }
        return new Batch(derived(claim, "payable"), claim.toString(), legs);
    }

    private static Batch batch(Id subject, String occasion, Leg leg) {
        return new Batch(derived(subject, occasion), subject.toString(), List.of(leg));
    }

    private static Leg leg(Id subject, String code, String debit, String credit, Money amount) {
        return new Leg(
                transfer(subject, code), TransferKind.SINGLE, null, debit, credit, amount, code);
    }

    private static TransferId transfer(Id subject, String code) {
        return new TransferId(derived(subject, "transfer:" + code));
    }

    /** An id that is always the same for the same subject and occasion. */
    static UUID derived(Id subject, String occasion) {
        String name = "cover:" + subject + ":" + occasion;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
