package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.money.Money;
import java.time.Instant;

/** Quotes and policies in another state, and the policy that a quote becomes. */
final class Quotes {
    private Quotes() {}

    /** The policy that binding {@code row} now makes; cover begins after the waiting period. */
    static Policy bound(PolicyId policy, CoverRepository.QuoteRow row, Instant now) {
        Quote quote = row.quote();
        return new Policy(
                policy,
                quote.quote(),
                quote.owner(),
                quote.account(),
                quote.venue(),
                row.snapshot().account().accountUid(),
                quote.symbol(),
                quote.side(),
                quote.quantity(),
                quote.entryPrice(),
                quote.leverage(),
                quote.marginAtBinding(),
                quote.barrier(),
                quote.sumInsured(),
                quote.deductible(),
                quote.coinsurance(),
                quote.premium(),
                PolicyState.WAITING,
                now,
                now.plus(row.snapshot().waiting()),
                now.plus(quote.term()),
                Money.zero(quote.premium().asset()));
    }

    static Policy withState(Policy policy, PolicyState state, Money paid) {
        return new Policy(
                policy.policy(),
                policy.quote(),
                policy.owner(),
                policy.account(),
                policy.venue(),
                policy.accountUid(),
                policy.symbol(),
                policy.side(),
                policy.quantity(),
                policy.entryPrice(),
                policy.leverage(),
                policy.marginAtBinding(),
                policy.barrier(),
                policy.sumInsured(),
                policy.deductible(),
                policy.coinsurance(),
                policy.premium(),
                state,
                policy.boundAt(),
                policy.coverFrom(),
                policy.coverUntil(),
                paid);
    }

    static Quote withState(Quote quote, QuoteState state) {
        return new Quote(
                quote.quote(),
                quote.owner(),
                quote.account(),
                quote.venue(),
                quote.symbol(),
                quote.side(),
                quote.quantity(),
                quote.entryPrice(),
                quote.leverage(),
                quote.term(),
                state,
                quote.code(),
                quote.reason(),
                quote.maxTermSeconds(),
                quote.mark(),
                quote.barrier(),
                quote.volatility(),
                quote.probability(),
                quote.index(),
                quote.marginAtBinding(),
                quote.sumInsured(),
                quote.pure(),
                quote.riskLoading(),
                quote.capitalCharge(),
                quote.expenses(),
                quote.premium(),
                quote.deductible(),
                quote.coinsurance(),
                quote.modelVersion(),
                quote.quotedAt(),
                quote.expiresAt());
    }
}
