package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same short story, in one process, in thirteen, and with the database killed in the middle.
 */
class TopologyTest {
    @TempDir private Path folder;

    @Test
    void oneProcessAndManyAndOneThatLosesItsDatabaseTellTheSameStory() throws IOException {
        Outcome one = StoryRun.play(folder.resolve("one"), together(), demo -> {});
        Outcome killed = StoryRun.play(folder.resolve("killed"), together(), Demo::killDatabase);
        Outcome many = StoryRun.play(folder.resolve("many"), eachAlone(), demo -> {});
        assertThat(killed).isEqualTo(one);
        assertThat(many).isEqualTo(one);
    }

    private static List<Set<ServiceName>> together() {
        return List.of(ServiceName.parse("all"));
    }

    private static List<Set<ServiceName>> eachAlone() {
        List<Set<ServiceName>> processes = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            processes.add(EnumSet.of(name));
        }
        return processes;
    }
}
