package io.leverageguard.launcher;

import io.leverageguard.kit.ops.Version;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one subcommand per thing that one can do. */
@Command(
        name = "lg",
        description = "LeverageGuard prices, prevents and pays for liquidations.",
        mixinStandardHelpOptions = true,
        version = "LeverageGuard " + Version.NUMBER,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ExchangeCommand.class,
            SimulateCommand.class,
            PrintWiringCommand.class,
            PrintOpenApiCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs one subcommand and exits with its code: 0 success, 1 failure, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        CommandLine up = line.getSubcommands().get("up");
        UpCommand.addPeerOptions(Objects.requireNonNull(up, "no subcommand up").getCommandSpec());
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    err.println("lg: " + reason(failure));
                    if (Boolean.getBoolean("lg.trace")) {
                        failure.printStackTrace(err);
                    } else {
                        err.println("    (JDK_JAVA_OPTIONS=-Dlg.trace=true shows where)");
                    }
                    return 1;
                });
        return line;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
