package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain.ChainTx;
import io.leverageguard.api.chain.Chain.State;
import io.leverageguard.kernel.ids.ChainTxId;
import java.time.Instant;
import java.util.List;

/**
 * A transaction as we keep it.
 *
 * @param attempts every signed form, the last one first
 * @param block where it was mined, 0 before
 */
record Tx(
        ChainTxId id,
        String network,
        long nonce,
        String purpose,
        String payload,
        String recipient,
        String data,
        State state,
        long block,
        String blockHash,
        List<Attempt> attempts,
        Instant createdAt,
        Instant updatedAt) {

    /** One signed form; {@code noop} when it only uses the nonce up. */
    record Attempt(
            String hash, int number, String raw, long gas, Fees fees, boolean noop, Instant at) {}

    /** Nothing is mined. */
    static final Node.Receipt NOWHERE = new Node.Receipt("", 0, "", false);

    /** The same transaction, further on. */
    Tx in(State next, Node.Receipt where, Instant now) {
        return new Tx(
                id,
                network,
                nonce,
                purpose,
                payload,
                recipient,
                data,
                next,
                where.block(),
                where.blockHash(),
                attempts,
                createdAt,
                now);
    }

    /** The same transaction with its signed forms, the last one first. */
    Tx with(List<Attempt> all) {
        return new Tx(
                id,
                network,
                nonce,
                purpose,
                payload,
                recipient,
                data,
                state,
                block,
                blockHash,
                List.copyOf(all),
                createdAt,
                updatedAt);
    }

    /** The form that was sent last. */
    Attempt last() {
        return attempts.getFirst();
    }

    /** What others see. */
    ChainTx shown() {
        return new ChainTx(
                id,
                network,
                nonce,
                purpose,
                payload,
                state,
                attempts.stream().map(Attempt::hash).toList(),
                block,
                createdAt,
                updatedAt);
    }
}
