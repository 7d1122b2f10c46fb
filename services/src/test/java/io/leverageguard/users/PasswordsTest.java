package io.leverageguard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void hashSaysHowItWasMade() {
        assertThat(passwords.hash("correct horse battery"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void onlyTheSamePasswordMatches() {
        String hash = passwords.hash("correct horse battery");

        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("correct horse batterY", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void samePasswordHasAnotherHashEachTime() {
        assertThat(passwords.hash("correct horse battery"))
                .isNotEqualTo(passwords.hash("correct horse battery"));
    }

    /** From the test suite of the reference implementation, phc-winner-argon2, src/test.c. */
    @Test
    void hashOfTheReferenceImplementationMatches() {
        String hash =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.matches("password", hash)).isTrue();
        assertThat(passwords.matches("passwort", hash)).isFalse();
    }

    @Test
    void damagedHashIsADefect() {
        assertThatIllegalStateException()
                .isThrownBy(() -> passwords.matches("x", "$2a$10$notargon"));
    }
}
