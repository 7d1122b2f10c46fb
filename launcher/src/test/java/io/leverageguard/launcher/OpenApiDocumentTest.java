package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document in the tree, from which the desk's client is generated, is what the code says. */
class OpenApiDocumentTest {
    @Test
    void theDocumentInTheTreeIsUpToDate() throws IOException {
        Path document = Path.of(System.getProperty("lg.root"), "docs/reference/openapi.json");

        assertThat(Files.readString(document))
                .as("./lg print-openapi writes it; then npm run generate in web")
                .isEqualTo(PrintOpenApiCommand.text());
    }
}
