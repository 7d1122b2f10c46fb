package io.leverageguard.launcher.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One kill of the real process; {@code lg simulate kill} does many. */
class KillSimulationTest {
    private static final long SEED = 1;

    @Test
    void whatWasAcknowledgedOutlivesTheProcess() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = KillSimulation.run(new KillSimulation.Plan(1, SEED, null), out);
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("0 lost, 0 doubled");
    }
}
