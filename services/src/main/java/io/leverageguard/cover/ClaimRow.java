package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.kernel.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A claim as it is stored.
 *
 * @param reserve case reserve, the most that can be paid for it
 * @param facts what the checks look at, absent before it was collected
 * @param attempts how often the present step was tried in vain
 * @param released whether the reserve of a declined claim was given back
 */
record ClaimRow(
        Claim claim,
        String venue,
        String symbol,
        Money reserve,
        @Nullable Facts facts,
        int attempts,
        boolean released) {}
