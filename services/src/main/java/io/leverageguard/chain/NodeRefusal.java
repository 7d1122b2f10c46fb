package io.leverageguard.chain;

import java.util.Locale;

/** A node's "no" to a JSON-RPC call. */
final class NodeRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    NodeRefusal(String message) {
        super(message);
    }

    /**
     * Whether it says that the network has this transaction, or one with its nonce, already. The
     * words are those of geth, Nethermind, Erigon and anvil.
     */
    boolean saysKnown() {
        String words = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("already known")
                || words.contains("alreadyknown")
                || words.contains("already imported")
                || words.contains("known transaction")
                || words.contains("nonce too low")
                || words.contains("nonce is too low");
    }
}
