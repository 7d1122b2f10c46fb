package io.leverageguard.launcher;

import picocli.CommandLine.Command;

/** {@code lg print-wiring}: who calls whom, and who listens to what. */
@Command(
        name = "print-wiring",
        description = "Prints the calls and feeds between services, as the code has them.",
        mixinStandardHelpOptions = true)
final class PrintWiringCommand implements Runnable {
    @Override
    public void run() {
        System.out.print(WiringDiagram.text());
    }
}
