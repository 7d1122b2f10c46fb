package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain.State;
import io.leverageguard.chain.Node.Receipt;
import io.leverageguard.chain.Tx.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every transaction to its end: sign, send, see it mined, see it deep enough. One run takes
 * each as far as it gets. The figures (20 s, a tenth more, 50 attempts, 8 h, a tenth more gas) are
 * those of OpenZeppelin's relayer.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration VALIDITY = Duration.ofHours(8);
    static final int ATTEMPTS_MAX = 50;
    private static final long GAS_PERCENT = 110;

    private final List<EvmNetwork> networks;
    private final ChainService service;

    Sender(List<EvmNetwork> networks, ChainService service) {
        this.networks = networks;
        this.service = service;
    }

    /** Moves everything on. A network that does not answer waits for the next run. */
    void run() {
        for (EvmNetwork network : networks) {
            List<Tx> open = service.open(network);
            try {
                for (Tx tx : open) {
                    advance(network, tx);
                }
            } catch (IOException | NodeRefusal e) {
                LOG.warn("{}: {}", network.name(), e.getMessage());
            }
        }
    }

    private void advance(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        Tx now = tx;
        if (now.state() == State.PENDING && !expired(now)) {
            now = sign(network, now);
        }
        if (now.state() == State.SENT && !expired(now)) {
            now = submit(network, now);
        }
        if (now.state() == State.MINED) {
            now = confirm(network, now);
        }
        if (now.state() == State.SUBMITTED || now.state() == State.EXPIRED) {
            now = look(network, now);
        }
        boolean waits =
                switch (now.state()) {
                    case PENDING, SENT, SUBMITTED, EXPIRED -> true;
                    case MINED, CONFIRMED, FAILED, CANCELED -> false;
                };
        if (waits) {
            resubmit(network, now);
        }
    }

    private Tx sign(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        Tx signed =
                tx.attempts().isEmpty() ? attempt(network, tx, network.node().fees(), false) : tx;
        return service.move(signed, State.SENT, Tx.NOWHERE, "signed with nonce " + tx.nonce());
    }

    /** Stores a new signed form of {@code tx}. */
    private Tx attempt(EvmNetwork network, Tx tx, Fees fees, boolean noop)
            throws IOException, NodeRefusal {
        String to = noop ? network.key().address() : tx.recipient();
        String data = noop ? "0x" : tx.data();
        long gas =
                tx.attempts().isEmpty() || noop != tx.last().noop()
                        ? gas(network, to, data)
                        : tx.last().gas();
        FeeTransaction transaction =
                new FeeTransaction(network.chainId(), tx.nonce(), fees, gas, to, data);
        FeeTransaction.Signed signed = transaction.sign(network.key());
        Attempt attempt =
                new Attempt(
                        signed.hash(),
                        tx.attempts().size() + 1,
                        signed.raw(),
                        gas,
                        fees,
                        noop,
                        service.now());
        return service.add(tx, attempt);
    }

    private static long gas(EvmNetwork network, String to, String data)
            throws IOException, NodeRefusal {
        long estimate = network.node().estimateGas(network.key().address(), to, data);
        return Math.multiplyExact(estimate, GAS_PERCENT) / 100;
    }

    private Tx submit(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        send(network, tx.last());
        return service.move(tx, State.SUBMITTED, Tx.NOWHERE, "a node has it");
    }

    /** To be told that the network knows it already is as good as to be told that it took it. */
    private static void send(EvmNetwork network, Attempt attempt) throws IOException, NodeRefusal {
        try {
            network.node().send(attempt.raw());
        } catch (NodeRefusal e) {
            if (!e.saysKnown()) {
                throw e;
            }
        }
    }

    /** Any of the forms may have been mined. */
    private Tx look(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        Optional<Receipt> receipt = receipt(network, tx);
        if (receipt.isEmpty()) {
            return tx;
        }
        Tx mined =
                service.move(tx, State.MINED, receipt.get(), "in block " + receipt.get().block());
        return confirm(network, mined);
    }

    private static Optional<Receipt> receipt(EvmNetwork network, Tx tx)
            throws IOException, NodeRefusal {
        for (Attempt attempt : tx.attempts()) {
            Optional<Receipt> receipt = network.node().receipt(attempt.hash());
            if (receipt.isPresent()) {
                return receipt;
            }
        }
        return Optional.empty();
    }

    /** Deep enough is final; a block that is not in the chain any more sends us back. */
    private Tx confirm(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        Optional<Receipt> receipt = receipt(network, tx);
        boolean gone = receipt.isEmpty() || !receipt.get().blockHash().equals(tx.blockHash());
        if (gone) {
            return service.move(
                    tx, State.SUBMITTED, Tx.NOWHERE, "block " + tx.block() + " left the chain");
        }
        Receipt found = receipt.get();
        boolean canonical =
                network.node()
                        .block(found.block())
                        .filter(block -> block.hash().equals(found.blockHash()))
                        .isPresent();
        long depth = network.node().latest().number() - found.block();
        if (!canonical || depth < network.confirmations()) {
            return tx;
        }
        return service.move(tx, end(tx, found), found, depth + " blocks are on top of it");
    }

    private static State end(Tx tx, Receipt receipt) {
        boolean noop =
                tx.attempts().stream()
                        .anyMatch(each -> each.noop() && each.hash().equals(receipt.hash()));
        if (noop) {
            return State.CANCELED;
        }
        return receipt.success() ? State.CONFIRMED : State.FAILED;
    }

    /**
     * Not mined yet: remind the node, then offer more, and in the end give the nonce to nothing.
     */
    private void resubmit(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        if (tx.state() != State.EXPIRED && expired(tx)) {
            Tx replaced = attempt(network, tx, higher(network, tx), true);
            service.move(replaced, State.EXPIRED, Tx.NOWHERE, "not mined in " + VALIDITY);
            send(network, replaced.last());
            return;
        }
        Instant since = tx.last().at().isAfter(tx.updatedAt()) ? tx.last().at() : tx.updatedAt();
        boolean patient = service.now().isBefore(since.plus(PATIENCE));
        boolean noop = tx.state() == State.EXPIRED;
        boolean again = patient || tx.attempts().size() >= ATTEMPTS_MAX;
        Tx sent = again ? tx : attempt(network, tx, higher(network, tx), noop);
        send(network, sent.last());
    }

    private boolean expired(Tx tx) {
        return !service.now().isBefore(tx.createdAt().plus(VALIDITY));
    }

    private static Fees higher(EvmNetwork network, Tx tx) throws IOException, NodeRefusal {
        Fees present = network.node().fees();
        return tx.attempts().isEmpty() ? present : tx.last().fees().bumped().atLeast(present);
    }
}
