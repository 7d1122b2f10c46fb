package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.kernel.money.Money;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The chain of hashes over the ledger, which anybody can recompute from the exported transfers.
 *
 * <p>A transfer's hash is the SHA-256 of the previous transfer's hash (32 bytes; zeros before the
 * first) and of twelve fields in this order: seq, id, batch, kind, pending, debit, credit, amount,
 * asset, code, reference, at. A field is the text that stands in the JSON of the transfer, in
 * UTF-8, after its length in bytes as a big-endian 32-bit number; an absent one is empty. The
 * lengths keep two different transfers from having the same text.
 */
final class LedgerChain {
    /** What stands before the first transfer. */
    static final String GENESIS = "0".repeat(64);

    private LedgerChain() {}

    /** The hash of {@code transfer}, whose own hash is not looked at. */
    static String next(String previous, Transfer transfer) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(previous));
        field(digest, transfer.seq());
        field(digest, transfer.id());
        field(digest, transfer.batch());
        field(digest, transfer.kind());
        field(digest, transfer.pending());
        field(digest, transfer.debit());
        field(digest, transfer.credit());
        money(digest, transfer.amount());
        field(digest, transfer.code());
        field(digest, transfer.reference());
        field(digest, transfer.at());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of what the caller asked for, by which a repeated batch is told from a new one. */
    static String body(Batch batch) {
        MessageDigest digest = sha256();
        field(digest, batch.reference());
        for (Leg leg : batch.legs()) {
            field(digest, leg.id());
            field(digest, leg.kind());
            field(digest, leg.pending());
            field(digest, leg.debit());
            field(digest, leg.credit());
            money(digest, leg.amount());
            field(digest, leg.code());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void money(MessageDigest digest, Money amount) {
        field(digest, amount.decimal().toPlainString());
        field(digest, amount.asset().code());
    }

    private static void field(MessageDigest digest, @Nullable Object value) {
        byte[] text =
                value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(text.length).array());
        digest.update(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
