package io.leverageguard.chain;

import com.esaulpaugh.headlong.rlp.RLPEncoder;
import com.esaulpaugh.headlong.util.Integers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of type 2 (EIP-1559) that moves no ether.
 *
 * @param to the account or contract that is called
 * @param data what is written there, hexadecimal
 */
record FeeTransaction(long chainId, long nonce, Fees fees, long gas, String to, String data) {
    private static final byte TYPE = 2;

    /** The signed form and its hash, by which the network knows it. */
    record Signed(String raw, String hash) {}

    Signed sign(SigningKey key) {
        SigningKey.Signature signature = key.sign(Keccak.hash(typed(fields())));
        List<Object> fields = fields();
        fields.add(Integers.toBytes(signature.yParity()));
        fields.add(Integers.toBytesUnsigned(signature.r()));
        fields.add(Integers.toBytesUnsigned(signature.s()));
        byte[] raw = typed(fields);
        return new Signed(Hex.of(raw), Hex.of(Keccak.hash(raw)));
    }

    private List<Object> fields() {
        List<Object> fields = new ArrayList<>();
        fields.add(Integers.toBytes(chainId));
        fields.add(Integers.toBytes(nonce));
        fields.add(Integers.toBytesUnsigned(fees.maxPriority()));
        fields.add(Integers.toBytesUnsigned(fees.max()));
        fields.add(Integers.toBytes(gas));
        fields.add(Hex.bytes(to));
        fields.add(Integers.toBytesUnsigned(BigInteger.ZERO));
        fields.add(Hex.bytes(data));
        fields.add(List.of());
        return fields;
    }

    private static byte[] typed(List<Object> fields) {
        byte[] list = RLPEncoder.list(fields);
        byte[] typed = new byte[list.length + 1];
        typed[0] = TYPE;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }
}
