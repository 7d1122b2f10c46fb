package io.leverageguard.chain;

import java.math.BigInteger;
import java.util.HexFormat;

/** Hexadecimal as Ethereum's JSON-RPC writes it: {@code 0x} first, numbers without zeros before. */
final class Hex {
    private Hex() {}

    static String of(byte[] data) {
        return "0x" + HexFormat.of().formatHex(data);
    }

    static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    }

    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    static BigInteger number(String text) {
        if (!text.startsWith("0x") || text.length() < 3) {
            throw new NumberFormatException("not a quantity: " + text);
        }
        return new BigInteger(text.substring(2), 16);
    }
}
