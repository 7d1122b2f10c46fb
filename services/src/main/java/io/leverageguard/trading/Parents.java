package io.leverageguard.trading;

import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent orders that are worked in parts: stopped by the kill switch, or they would go on once
 * it is lifted.
 */
final class Parents {
    private static final Logger LOG = LoggerFactory.getLogger(Parents.class);
    private static final Actor SELF = Actor.service("trading");

    private volatile @Nullable Execution execution;

    /** From now on there are algorithms. */
    void use(Execution algorithms) {
        execution = algorithms;
    }

    /** Ends every parent order of an account, or those with a label; refuses while it cannot. */
    void stop(AccountId account, @Nullable String strategy) {
        Execution algorithms = execution;
        if (algorithms == null) {
            throw new Refusal(
                    Reason.UNAVAILABLE, "algo_not_ready", "algorithms are being taken up");
        }
        for (Algo algo : algorithms.algos(SELF, new AccountRef(account)).algos()) {
            boolean meant = strategy == null || strategy.equals(algo.order().strategy());
            if (meant && !algo.state().isFinal()) {
                stop(algorithms, algo);
            }
        }
    }

    private static void stop(Execution algorithms, Algo algo) {
        try {
            Algo after = algorithms.stop(SELF, new AlgoRef(algo.order().algo()));
            LOG.info("parent order {} is {}", algo.order().algo(), after.state());
        } catch (Refusal refusal) {
            if (refusal.reason() != Reason.CONFLICT) {
                throw refusal;
            }
            LOG.info("parent order {} has ended: {}", algo.order().algo(), refusal.getMessage());
        }
    }
}
