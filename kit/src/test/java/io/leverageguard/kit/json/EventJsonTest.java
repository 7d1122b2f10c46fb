package io.leverageguard.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventJsonTest {
    private sealed interface Event {}

    private sealed interface Inner extends Event {}

    private record Opened(int number) implements Event {}

    private record Closed(String why) implements Inner {}

    private final EventJson<Event> json = new EventJson<>(Event.class);

    @Test
    void eventsTravelByTypeAndContent() {
        Event event = new Closed("done");
        assertThat(json.type(event)).isEqualTo("Closed");
        assertThat(json.write(event)).isEqualTo("{\"why\":\"done\"}");
        assertThat(json.read("Closed", "{\"why\":\"done\"}")).isEqualTo(event);
        assertThat(json.read("Opened", json.write(new Opened(1)))).isEqualTo(new Opened(1));
    }

    @Test
    void anUnknownTypeIsToldWithTheKnownOnes() {
        assertThatThrownBy(() -> json.read("Reopened", "{}"))
                .hasMessage("unknown event Reopened of Event; known are [Closed, Opened]");
    }
}
