package io.leverageguard.chain;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Single;
import io.leverageguard.api.chain.Chain;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A configured network: its node, the key that signs on it and what an anchor looks like there. */
final class EvmNetwork {
    private static final Function ANCHOR = Function.parse("anchor(bytes32)");

    private final ChainConfig.Settings settings;
    private final Node node;
    private final SigningKey key;
    private final AtomicBoolean checked = new AtomicBoolean();

    EvmNetwork(ChainConfig.Settings settings, Node node, SigningKey key) {
        this.settings = settings;
        this.node = node;
        this.key = key;
    }

    String name() {
        return settings.name();
    }

    long chainId() {
        return settings.chainId();
    }

    int confirmations() {
        return settings.confirmations();
    }

    SigningKey key() {
        return key;
    }

    /** The node, once it has said that it is on the configured chain. */
    Node node() throws IOException, NodeRefusal {
        if (!checked.get()) {
            long actual = node.chainId();
            if (actual != settings.chainId()) {
                throw new NodeRefusal(
                        "the node is on chain " + actual + ", not on " + settings.chainId());
            }
            checked.set(true);
        }
        return node;
    }

    /** Where an anchor is written: the configured contract, else the sender itself. */
    String anchorRecipient() {
        return settings.contract().isEmpty() ? key.address() : settings.contract();
    }

    /** What is written there for a hash of 32 bytes. */
    String anchorData(String hash) {
        byte[] bytes = Hex.bytes(hash);
        return settings.contract().isEmpty()
                ? Hex.of(bytes)
                : Hex.of(ANCHOR.encodeCall(Single.of(bytes)).array());
    }

    Chain.Network shown() {
        return new Chain.Network(
                settings.name(),
                settings.chainId(),
                key.address(),
                settings.confirmations(),
                settings.contractVersion());
    }
}
