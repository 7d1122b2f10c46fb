package io.leverageguard.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    /** EIP-712 digest of a payout authorisation; signatures computed with other libraries. */
    private static final String DIGEST =
            "33a334c8b5692245a7a3a1facc19a3b3db07020ffbfd9f5507fcf8ea2c93ff76";

    @ParameterizedTest
    @CsvSource({
        "1, 0x7e5f, 5bdf, a020bf66b3a61d4f423a6c2530a3c6f0436362f9c37a8d25286f3b1895c7e7ee"
                + "005b020fbafb8e71cadecee9c597f9bb8c4986074b3f47536717f11a8178132f1b",
        "2, 0x2b5a, d6cf, 0ed8ff1227d587d6a00fe40ed198e33c6c91817a0c9b202f2feb53e89fc51bbe"
                + "14daf0341ae9052d08b08310954da9db8d7013c0ef4236155dca0dae18d3394d1b",
        "3, 0x6813, ba69, a75111ab9b467550076270e8ee401e55bf17f8dc6578adcf44e75d98c544670a"
                + "516b08e35a2869a319c1665f88a9c718c00293eb50ee1b22a76a90cce9f9b9111b"
    })
    void signaturesAreThoseOfOtherLibraries(
            long secret, String addressStart, String addressEnd, String signature) {
        SigningKey key = key(secret);
        assertThat(key.address()).startsWith(addressStart).endsWith(addressEnd).hasSize(42);
        assertThat(Hex.of(key.sign(Hex.bytes(DIGEST)).bytes())).isEqualTo("0x" + signature);
    }

    @Test
    void everySignatureHasTheLowerS() {
        BigInteger half =
                new BigInteger(
                        "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);
        for (int i = 0; i < 50; i++) {
            SigningKey.Signature signature = key(7).sign(Keccak.hash("message " + i));
            assertThat(signature.s()).isLessThanOrEqualTo(half).isPositive();
        }
    }

    @Test
    void zeroAndTheOrderAreNoKeys() {
        assertThatThrownBy(() -> key(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new SigningKey(
                                        Hex.bytes(
                                                "fffffffffffffffffffffffffffffffe"
                                                        + "baaedce6af48a03bbfd25e8cd0364141")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SigningKey key(long secret) {
        return new SigningKey(BigIntegers.asUnsignedByteArray(32, BigInteger.valueOf(secret)));
    }
}
