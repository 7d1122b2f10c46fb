package io.leverageguard.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.chain.Chain.State;
import io.leverageguard.kit.secret.Secrets;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainValuesTest {
    private static final Set<String> LEGAL =
            Set.of(
                    "PENDING SENT",
                    "PENDING EXPIRED",
                    "SENT SUBMITTED",
                    "SENT EXPIRED",
                    "SUBMITTED MINED",
                    "SUBMITTED EXPIRED",
                    "MINED SUBMITTED",
                    "MINED CONFIRMED",
                    "MINED FAILED",
                    "MINED CANCELED",
                    "EXPIRED MINED");

    @Test
    void everyOtherPairOfStatesIsIllegal() {
        Set<String> allowed = new TreeSet<>();
        for (State from : State.values()) {
            for (State to : State.values()) {
                if (LEGAL.contains(from + " " + to)) {
                    ChainStates.check(from, to);
                    allowed.add(from + " " + to);
                } else {
                    assertThatThrownBy(() -> ChainStates.check(from, to))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
        assertThat(allowed).isEqualTo(new TreeSet<>(LEGAL));
    }

    @Test
    void bumpedFeesAreATenthHigherAndNeverRoundedDown() {
        Fees fees = new Fees(BigInteger.valueOf(1_000_000_001), BigInteger.ONE).bumped();
        assertThat(fees.max()).isEqualTo(BigInteger.valueOf(1_100_000_002));
        assertThat(fees.maxPriority()).isEqualTo(BigInteger.TWO);
        Fees other = new Fees(BigInteger.TEN, BigInteger.TEN);
        assertThat(fees.atLeast(other)).isEqualTo(new Fees(fees.max(), BigInteger.TEN));
    }

    @Test
    void nodesSayInManyWordsThatTheyKnowATransaction() {
        assertThat(new NodeRefusal("already known").saysKnown()).isTrue();
        assertThat(new NodeRefusal("nonce too low: next nonce 4").saysKnown()).isTrue();
        assertThat(new NodeRefusal("transaction already imported").saysKnown()).isTrue();
        assertThat(new NodeRefusal("insufficient funds for gas").saysKnown()).isFalse();
    }

    @Test
    void networksAreReadFromOneLineEach() {
        ChainConfig config =
                new ChainConfig(
                        List.of("local 31337 http://127.0.0.1:8545 2 v1 0x" + "1".repeat(40)));
        ChainConfig.Settings settings = config.settings().getFirst();
        assertThat(settings.chainId()).isEqualTo(31337);
        assertThat(settings.confirmations()).isEqualTo(2);
        assertThat(settings.contractVersion()).isEqualTo("v1");
        assertThat(settings.contract()).endsWith("11");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local x http://127.0.0.1 2",
                "local 1 ftp://127.0.0.1 2",
                "local 1 http://127.0.0.1 -1",
                "Local 1 http://127.0.0.1 2",
                "../x 1 http://127.0.0.1 2",
                "local 1 http://127.0.0.1 2 v1 0x12"
            })
    void malformedNetworkIsRefused(String line) {
        assertThatThrownBy(() -> new ChainConfig(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name chainId url confirmations");
    }

    @Test
    void keyIsKeptEncryptedAndIsTheSameAgain(@TempDir Path folder) throws IOException {
        Secrets secrets = new Secrets(folder.resolve("secrets"));
        Path keys = folder.resolve("keys");
        String address = new Keystore(keys, secrets).key("local").address();
        assertThat(new Keystore(keys, secrets).key("local").address()).isEqualTo(address);
        assertThat(new Keystore(keys, secrets).key("other").address()).isNotEqualTo(address);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keys.resolve("local.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(keys)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void keyFileOfAnotherNetworkOrInstallationIsRefused(@TempDir Path folder) throws IOException {
        Secrets secrets = new Secrets(folder.resolve("secrets"));
        Path keys = folder.resolve("keys");
        new Keystore(keys, secrets).key("local");
        Files.copy(keys.resolve("local.key"), keys.resolve("other.key"));
        assertThatThrownBy(() -> new Keystore(keys, secrets).key("other"))
                .hasMessageContaining("damaged");
        Secrets foreign = new Secrets(folder.resolve("foreign"));
        assertThatThrownBy(() -> new Keystore(keys, foreign).key("local"))
                .hasMessageContaining("damaged");
    }
}
