package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of services in ARCHITECTURE.md says what the code does. */
class WiringDiagramTest {
    @Test
    void architectureTellsWhoCallsWhomAndWhoListensToWhat() throws IOException {
        List<String> told = new ArrayList<>();
        List<String> wired = new ArrayList<>();
        for (String line :
                Files.readAllLines(Path.of(System.getProperty("lg.root"), "ARCHITECTURE.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 7 && cells[2].strip().matches("80\\d\\d")) {
                String service = cells[1].strip();
                told.add(service + " " + names(cells[4]) + " " + names(cells[5]));
                wired.add(
                        service
                                + " "
                                + WiringDiagram.calls(service).stream().sorted().toList()
                                + " "
                                + WiringDiagram.feeds(service).stream().sorted().toList());
            }
        }
        assertThat(told).hasSize(ServiceName.values().length).isEqualTo(wired);
    }

    @Test
    void everyServiceStandsOnALineOfTheDiagram() {
        assertThat(WiringDiagram.text().lines())
                .hasSize(ServiceName.values().length)
                .anyMatch(line -> line.matches("payout +calls fund, config +listens to cover"));
    }

    private static List<String> names(String cell) {
        return Arrays.stream(cell.strip().split(", "))
                .filter(name -> !name.equals("–"))
                .sorted()
                .toList();
    }
}
