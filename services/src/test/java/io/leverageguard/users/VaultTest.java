package io.leverageguard.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leverageguard.users.Vault.Sealed;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final UUID ID = new UUID(1, 2);
    private static final UUID OTHER = new UUID(1, 3);
    private static final byte[] PLAIN = "a secret".getBytes(UTF_8);

    private final Vault vault = vault(1);

    @Test
    void whatIsSealedOpensForItsRecord() {
        assertThat(vault.open(ID, vault.seal(ID, PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void ciphertextIsBoundToItsRecord() {
        Sealed sealed = vault.seal(ID, PLAIN);

        assertThatIllegalStateException().isThrownBy(() -> vault.open(OTHER, sealed));
    }

    @Test
    void dataKeyOfOneRecordDoesNotOpenAnother() {
        Sealed mixed =
                new Sealed(vault.seal(ID, PLAIN).wrappedKey(), vault.seal(ID, PLAIN).ciphertext());

        assertThatIllegalStateException().isThrownBy(() -> vault.open(ID, mixed));
    }

    @Test
    void anyChangedByteIsNoticed() {
        Sealed sealed = vault.seal(ID, PLAIN);
        for (int i = 0; i < sealed.ciphertext().length; i++) {
            byte[] changed = sealed.ciphertext().clone();
            changed[i] ^= 1;
            assertThatIllegalStateException()
                    .isThrownBy(() -> vault.open(ID, new Sealed(sealed.wrappedKey(), changed)));
        }
    }

    @Test
    void anotherMasterKeyOpensNothing() {
        Sealed sealed = vault.seal(ID, PLAIN);

        assertThatIllegalStateException().isThrownBy(() -> vault(2).open(ID, sealed));
    }

    @Test
    void sealingTwiceLooksDifferent() {
        assertThat(vault.seal(ID, PLAIN).ciphertext())
                .isNotEqualTo(vault.seal(ID, PLAIN).ciphertext());
    }

    @Test
    void fingerprintDependsOnTheMasterKey() {
        assertThat(vault.fingerprint("x"))
                .isEqualTo(vault(1).fingerprint("x"))
                .isNotEqualTo(vault(2).fingerprint("x"))
                .isNotEqualTo(vault.fingerprint("y"));
    }

    private static Vault vault(int firstByte) {
        byte[] master = new byte[32];
        master[0] = (byte) firstByte;
        return new Vault(master, new SecureRandom());
    }
}
