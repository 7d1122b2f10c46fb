package io.leverageguard.api.chain;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.ChainTxId;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;

/** EVM networks and the transactions we send on them. Idle when no network is configured. */
public interface Chain {
    /** The configured networks and the account that signs on each. */
    Networks networks(Actor actor, None nothing);

    /** Sends the ledger's head hash as a transaction, unless that head is anchored already. */
    ChainTxs anchor(Actor actor, None nothing);

    /** Our transactions, newest first, at most 200. */
    ChainTxs transactions(Actor actor, None nothing);

    /** What this service announces. */
    EventFeed<ChainEvent> events();

    /** Transactions sent. */
    AuditTrail audit();

    /** Where a transaction stands (states of OpenZeppelin's relayer). */
    enum State {
        /** Recorded with its nonce, not yet sent. */
        PENDING,
        /** Signed. */
        SENT,
        /** Given to a node. */
        SUBMITTED,
        /** In a block. */
        MINED,
        /** Deep enough. */
        CONFIRMED,
        /** Failed on chain. */
        FAILED,
        /** Not mined in time. */
        EXPIRED,
        /** Replaced by a transaction that does nothing. */
        CANCELED
    }

    /** A network. */
    record Network(
            String network,
            long chainId,
            String sender,
            int confirmations,
            String contractVersion) {}

    /** Several networks. */
    record Networks(List<Network> networks) {}

    /** A transaction; {@code hashes} lists every replacement, the last one first. */
    record ChainTx(
            ChainTxId tx,
            String network,
            long nonce,
            String purpose,
            String payload,
            State state,
            List<String> hashes,
            long block,
            Instant createdAt,
            Instant updatedAt) {}

    /** Several transactions. */
    record ChainTxs(List<ChainTx> transactions) {}
}
