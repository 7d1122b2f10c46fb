package io.leverageguard.launcher;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Tells the story on a terminal: headings, lines, and a progress bar that is drawn over itself. */
final class Narrator {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BAR_WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private int chapter;
    private int lastTenth = -1;
    private boolean barDrawn;

    /** Prints to {@code out}; draws and colours only on a terminal. */
    Narrator(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A numbered heading. */
    void chapter(String title) {
        chapter++;
        endBar();
        out.println();
        out.println(bold(chapter + "  " + title));
    }

    /** One line of the story. */
    void say(String format, Object... values) {
        endBar();
        out.println("   " + format.formatted(values));
    }

    /** Something that happened at an instant of story time. */
    void happened(Instant at, String format, Object... values) {
        say("%s  %s", TIME.format(at), format.formatted(values));
    }

    /** How far the replay is; {@code share} is 0 to 1. */
    void progress(double share, Instant at, String price) {
        int filled = (int) Math.round(share * BAR_WIDTH);
        String bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
        String line =
                "   %s %3d %%  %s UTC  BTCUSDT %s"
                        .formatted(bar, Math.round(share * 100), TIME.format(at), price);
        if (terminal) {
            out.print("\r" + line + "   ");
            out.flush();
            barDrawn = true;
            return;
        }
        int tenth = (int) (share * 10);
        if (tenth > lastTenth) {
            lastTenth = tenth;
            out.println(line);
        }
    }

    /** The last line: whether everything ended as it should. */
    void verdict(boolean good, String text) {
        endBar();
        out.println();
        out.println((good ? green("✔ ") : red("✘ ")) + text);
    }

    private void endBar() {
        if (barDrawn) {
            out.println();
            barDrawn = false;
        }
    }

    private String bold(String text) {
        return terminal ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String green(String text) {
        return terminal ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    private String red(String text) {
        return terminal ? "\u001b[31m" + text + "\u001b[0m" : text;
    }
}
