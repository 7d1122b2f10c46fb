package io.leverageguard.launcher;

import io.leverageguard.gateway.GatewayModule;
import io.leverageguard.kit.json.Json;
import picocli.CommandLine.Command;

/** {@code lg print-openapi}: the public API as a document, from which clients are generated. */
@Command(
        name = "print-openapi",
        description = "Prints the public API as an OpenAPI document, as the code has it.",
        mixinStandardHelpOptions = true)
final class PrintOpenApiCommand implements Runnable {
    @Override
    public void run() {
        System.out.print(text());
    }

    /** The document with a line for each member, so that two of them can be compared. */
    static String text() {
        return Json.indented(Json.tree(GatewayModule.apiDocument())).replace("\r\n", "\n") + "\n";
    }
}
