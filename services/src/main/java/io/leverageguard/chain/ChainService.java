package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain;
import io.leverageguard.api.chain.ChainEvent;
import io.leverageguard.api.chain.ChainEvent.ChainTxChanged;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.Fund.LedgerHead;
import io.leverageguard.chain.Tx.Attempt;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.ChainTxId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Records what is to be sent and writes down every step; {@link Sender} does the sending. */
final class ChainService implements Chain {
    static final Actor SELF = Actor.service("chain");
    private static final String LEDGER_HEAD = "ledger_head";

    private final Database database;
    private final ChainRepository repository;
    private final List<EvmNetwork> networks;
    private final Fund fund;
    private final IdGenerator ids;
    private final Clock clock;
    private final PostgresFeed<ChainEvent> feed;
    private final PostgresAudit audit;

    ChainService(
            Database database,
            ChainRepository repository,
            List<EvmNetwork> networks,
            Fund fund,
            IdGenerator ids,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.networks = networks;
        this.fund = fund;
        this.ids = ids;
        this.clock = clock;
        this.feed = database.feed(ChainEvent.class);
        this.audit = database.audit();
    }

    @Override
    public Networks networks(Actor actor, None nothing) {
        return new Networks(networks.stream().map(EvmNetwork::shown).toList());
    }

    @Override
    public ChainTxs anchor(Actor actor, None nothing) {
        if (networks.isEmpty()) {
            return new ChainTxs(List.of());
        }
        LedgerHead head = fund.head(SELF, None.NONE);
        if (head.seq() == 0) {
            throw Refusal.conflict("ledger_empty", "there is nothing in the ledger to anchor yet");
        }
        List<ChainTx> anchored = new ArrayList<>();
        for (EvmNetwork network : networks) {
            introduce(network);
            anchored.add(database.transaction(handle -> anchor(handle, network, actor, head)));
        }
        return new ChainTxs(anchored);
    }

    /** Asks the network for the first nonce, before a transaction of ours holds any lock. */
    private void introduce(EvmNetwork network) {
        if (database.read(handle -> repository.nextNonce(handle, network.name())).isPresent()) {
            return;
        }
        String address = network.key().address();
        try {
            long nonce = network.node().transactionCount(address);
            database.write(
                    handle -> repository.insertSender(handle, network.name(), address, nonce));
        } catch (IOException | NodeRefusal e) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE,
                    "network_unavailable",
                    network.name() + " does not answer: " + e.getMessage());
        }
    }

    private ChainTx anchor(Handle handle, EvmNetwork network, Actor actor, LedgerHead head) {
        long nonce = repository.lockNonce(handle, network.name());
        Tx first =
                repository.carrying(handle, network.name(), LEDGER_HEAD, head.hash()).orElse(null);
        if (first != null) {
            return first.shown();
        }
        Tx tx =
                new Tx(
                        new ChainTxId(ids.next()),
                        network.name(),
                        nonce,
                        LEDGER_HEAD,
                        head.hash(),
                        network.anchorRecipient(),
                        network.anchorData(head.hash()),
                        State.PENDING,
                        0,
                        "",
                        List.of(),
                        now(),
                        now());
        repository.insert(handle, tx);
        String why = "head of the ledger after transfer " + head.seq();
        audit.record(handle, actor.name(), "tx.recorded", tx.id(), null, tx.shown(), why);
        feed.append(handle, new ChainTxChanged(tx.shown()));
        return tx.shown();
    }

    @Override
    public ChainTxs transactions(Actor actor, None nothing) {
        return new ChainTxs(database.read(repository::newest).stream().map(Tx::shown).toList());
    }

    /** Everything that is on its way on a network, in the order of nonces. */
    List<Tx> open(EvmNetwork network) {
        return database.read(handle -> repository.open(handle, network.name()));
    }

    /** Stores a signed form before anybody sees it. */
    Tx add(Tx tx, Attempt attempt) {
        return database.transaction(
                handle -> {
                    repository.insert(handle, tx, attempt);
                    return repository.find(handle, tx.id());
                });
    }

    /** Moves a transaction on and says so. */
    Tx move(Tx from, State to, Node.Receipt where, String why) {
        ChainStates.check(from.state(), to);
        Tx after = from.in(to, where, now());
        database.write(
                handle -> {
                    if (!repository.move(handle, from, after)) {
                        throw new IllegalStateException(
                                "tx " + from.id() + " is not " + from.state() + " any more");
                    }
                    audit.record(
                            handle,
                            SELF.name(),
                            "tx.moved",
                            from.id(),
                            from.shown(),
                            after.shown(),
                            why);
                    feed.append(handle, new ChainTxChanged(after.shown()));
                });
        return after;
    }

    @Override
    public EventFeed<ChainEvent> events() {
        return feed;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MICROS);
    }
}
