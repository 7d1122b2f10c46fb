package io.leverageguard.launcher.simulation;

/** The end of a simulated process: nobody in it catches this, nobody in it goes on. */
final class ProcessDeath extends Error {
    private static final long serialVersionUID = 1;

    ProcessDeath() {
        super("the process has died", null, false, false);
    }
}
