package io.leverageguard.launcher.simulation;

/**
 * When the process dies. Both sides of every commit, both ends of every call to a venue and every
 * call to another service are steps; it dies at the step that was chosen.
 */
final class Mortality {
    private static final int NEVER = 0;

    private int stepsLeft = NEVER;
    private int deaths;

    /** It dies after so many steps, the last one not finished. */
    void after(int steps) {
        stepsLeft = steps;
    }

    /** It lives on, whatever happens. */
    void never() {
        stepsLeft = NEVER;
    }

    /** One step of the process. */
    void step() {
        if (stepsLeft == NEVER) {
            return;
        }
        stepsLeft--;
        if (stepsLeft == NEVER) {
            deaths++;
            throw new ProcessDeath();
        }
    }

    /** How often it has died. */
    int deaths() {
        return deaths;
    }
}
