package io.leverageguard.fund;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * The chain of hashes recomputed from the exported JSON alone, the way a stranger would do it who
 * has only the description: nothing here is shared with {@link LedgerChain}.
 */
final class LedgerExport {
    private LedgerExport() {}

    static String next(String previous, JsonNode transfer) {
        StringBuilder hex = new StringBuilder(previous);
        for (String name :
                new String[] {
                    "seq",
                    "id",
                    "batch",
                    "kind",
                    "pending",
                    "debit",
                    "credit",
                    "amount/amount",
                    "amount/asset",
                    "code",
                    "reference",
                    "at"
                }) {
            JsonNode field = transfer.at("/" + name);
            String text = field.isNull() ? "" : field.asString();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hex.append(String.format("%08x", bytes.length)).append(HexFormat.of().formatHex(bytes));
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(HexFormat.of().parseHex(hex)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
