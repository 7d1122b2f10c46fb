package io.leverageguard.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder;

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerCanReadIt() throws IOException {
        byte[] key = new Secrets(folder).key("internal");
        assertThat(key).hasSize(32);
        assertThat(new Secrets(folder).key("internal")).isEqualTo(key);
        assertThat(new Secrets(folder).key("other")).isNotEqualTo(key);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("internal"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyFromOutsideIsUsedAndNotWritten() {
        Secrets secrets = new Secrets(folder, Map.of("internal", "ab".repeat(32)));
        assertThat(secrets.text("internal")).isEqualTo("ab".repeat(32));
        assertThat(folder.resolve("internal")).doesNotExist();
    }

    @Test
    void aDamagedKeyIsFoundOut() throws IOException {
        Files.writeString(folder.resolve("internal"), "abcd");
        assertThatThrownBy(() -> new Secrets(folder).key("internal"))
                .hasMessageContaining("must have 64 digits");
    }
}
