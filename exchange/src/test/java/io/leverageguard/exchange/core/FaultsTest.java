package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.exchange.core.Faults.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults(7);
    private final List<String> sent = new ArrayList<>();

    @Test
    void eventsAreLostRepeatedAndSwappedSoOftenAsAsked() {
        faults.add(Kind.LOSE_EVENT, 1);
        send("a", "b");
        faults.add(Kind.DUPLICATE_EVENT, 1);
        send("c", "d");
        faults.add(Kind.REORDER_EVENT, 1);
        send("e", "f", "g");
        assertThat(sent).containsExactly("b", "c", "c", "d", "f", "e", "g");
    }

    @Test
    void swappedEventComesWithTheFlushWhenNoneFollows() {
        faults.add(Kind.REORDER_EVENT, 1);
        send("a");
        assertThat(sent).isEmpty();
        faults.flush(1);
        assertThat(sent).containsExactly("a");
    }

    @Test
    void delayedEventComesWhenItsTimeHasCome() {
        faults.flush(1_000);
        faults.delay(500);
        faults.add(Kind.DELAY_EVENT, 2);
        send("a", "b", "c");
        faults.flush(1_499);
        assertThat(sent).containsExactly("c");
        faults.flush(1_500);
        assertThat(sent).containsExactly("c", "a", "b");
    }

    @Test
    void commandFailsBeforeOrAfterItWasDone() {
        faults.add(Kind.UNAVAILABLE, 1);
        assertThat(command("a")).isEqualTo("unavailable");
        faults.add(Kind.ERROR_BEFORE, 1);
        assertThat(command("b")).isEqualTo("unknown");
        assertThat(sent).isEmpty();
        faults.add(Kind.ERROR_AFTER_ACCEPT, 1);
        assertThat(command("c")).isEqualTo("unknown");
        assertThat(command("d")).isEqualTo("done");
        assertThat(sent).containsExactly("c", "d");
    }

    @Test
    void chanceIsTheSameForTheSameSeedAndEndsWhenItIsCleared() {
        faults.chance(Kind.LOSE_EVENT, 100);
        Faults same = new Faults(7);
        same.chance(Kind.LOSE_EVENT, 100);
        int lost = 0;
        for (int i = 0; i < 1_000; i++) {
            boolean taken = faults.take(Kind.LOSE_EVENT);
            assertThat(same.take(Kind.LOSE_EVENT)).isEqualTo(taken);
            lost += taken ? 1 : 0;
        }
        assertThat(lost).isBetween(70, 130);
        faults.clear();
        assertThat(faults.take(Kind.LOSE_EVENT)).isFalse();
    }

    @Test
    void maintenanceStaysOnUntilItIsSwitchedOff() {
        faults.add(Kind.MAINTENANCE, 1);
        assertThat(faults.isOn(Kind.MAINTENANCE)).isTrue();
        assertThat(faults.isOn(Kind.MAINTENANCE)).isTrue();
        faults.add(Kind.MAINTENANCE, 0);
        assertThat(faults.isOn(Kind.MAINTENANCE)).isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Kind.parse("earthquake")).hasMessageContaining("earthquake");
        assertThatThrownBy(() -> faults.add(Kind.LOSE_EVENT, -1)).hasMessageContaining("count");
        assertThatThrownBy(() -> faults.chance(Kind.LOSE_EVENT, 1_001))
                .hasMessageContaining("permille");
        assertThatThrownBy(() -> faults.delay(-1)).hasMessageContaining("delay");
    }

    private void send(String... events) {
        for (String event : events) {
            faults.privateEvent(() -> sent.add(event));
        }
    }

    private String command(String name) {
        return faults.command(
                () -> {
                    sent.add(name);
                    return "done";
                },
                () -> "unknown",
                () -> "unavailable");
    }
}
