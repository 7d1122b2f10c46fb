package io.leverageguard.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.feed.EventFeed.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents<String> recent = new RecentEvents<>();

    @Test
    void hasWhatFollowsOnACursor() {
        add(1, 2, 3);
        add(4);
        assertThat(after(0)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(after(2)).containsExactly(3L, 4L);
        assertThat(recent.after(1, 2)).extracting(Stored::seq).containsExactly(2L, 3L);
        assertThat(after(4)).isEmpty();
        assertThat(after(9)).isEmpty();
    }

    @Test
    void knowsNothingBeforeAGap() {
        add(1, 2);
        add(5, 6);
        assertThat(after(1)).isEmpty();
        assertThat(after(2)).isEmpty();
        assertThat(after(4)).containsExactly(5L, 6L);
    }

    @Test
    void leavesWhatComesTooLateToTheDatabase() {
        add(3, 4);
        add(1, 2);
        assertThat(after(0)).isEmpty();
        assertThat(after(2)).containsExactly(3L, 4L);
    }

    @Test
    void forgetsTheOldest() {
        for (long seq = 1; seq <= 20_000; seq++) {
            add(seq);
        }
        assertThat(after(1)).isEmpty();
        assertThat(recent.after(19_000, 100)).hasSize(100);
        assertThat(recent.after(19_000, 100).getFirst().event()).isEqualTo("e19001");
        assertThat(after(20_000 - 8_192 - 1)).isEmpty();
        assertThat(after(20_000 - 8_192)).hasSize(8_192);
    }

    private void add(long... seqs) {
        List<Stored<String>> events = new ArrayList<>();
        for (long seq : seqs) {
            events.add(new Stored<>(seq, Instant.EPOCH, "", "e" + seq));
        }
        recent.add(events);
    }

    private List<Long> after(long cursor) {
        return recent.after(cursor, 10_000).stream().map(Stored::seq).toList();
    }
}
