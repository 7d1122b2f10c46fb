package io.leverageguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.sql.BinaryCopy;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final UserId ID = new UserId(new UUID(7, 8));
    private static final Instant AT = Instant.parse("2025-10-10T21:15:00.123456Z");

    private enum State {
        OPEN
    }

    private record Note(
            UserId id, String text, State state, BigDecimal amount, Instant at, Duration lasts) {}

    private final Database database =
            TestPostgres.database("sample", new SteppedClock(TestKit.START));

    @Test
    void ourTypesSurviveTheTripToTheDatabaseAndBack() {
        Note note = new Note(ID, "a", State.OPEN, new BigDecimal("1.5"), AT, Duration.ofHours(4));
        insert(note);
        List<Note> found =
                database.read(
                        handle ->
                                handle.createQuery("SELECT * FROM notes WHERE id = :id")
                                        .bind("id", ID)
                                        .map(
                                                (row, _) ->
                                                        new Note(
                                                                Rows.id(row, "id", UserId.class),
                                                                Rows.text(row, "text"),
                                                                Rows.constant(
                                                                        row, "state", State.class),
                                                                Rows.decimal(row, "amount"),
                                                                Rows.instant(row, "at"),
                                                                Rows.duration(row, "lasts")))
                                        .list());
        assertThat(found).containsExactly(note);
    }

    @Test
    void aTransactionThatThrowsLeavesNothing() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            insert(handle, "a");
                                            throw new IllegalStateException("broken");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(count()).isZero();
    }

    @Test
    void everyTestHasADatabaseOfItsOwn() {
        database.write(handle -> insert(handle, "a"));
        Database other = TestPostgres.database("sample", new SteppedClock(TestKit.START));
        assertThat(count()).isEqualTo(1);
        assertThat(count(other)).isZero();
    }

    @Test
    void copiedRowsAreReadBackAsTheyWere() {
        Instant early = Instant.parse("1999-12-31T23:59:59.999999Z");
        Instant late = Instant.parse("2026-11-29T05:00:00.000001Z");
        BinaryCopy rows = new BinaryCopy(5);
        rows.row().number(1).instant(early).text("A").text("").text("{\"words\":\"\\\"ü 爆仓\"}");
        rows.row().number(2).instant(late).text("B").text("trace").text("{}");
        database.write(handle -> rows.into(handle, "events (seq, at, type, trace, payload)"));
        List<String> read =
                database.read(
                        handle ->
                                handle.createQuery("SELECT * FROM events ORDER BY seq")
                                        .map(
                                                (row, _) ->
                                                        row.getObject("at", OffsetDateTime.class)
                                                                        .toInstant()
                                                                + " "
                                                                + row.getString("type")
                                                                + row.getString("trace")
                                                                + row.getString("payload"))
                                        .list());
        assertThat(read).containsExactly(early + " A{\"words\":\"\\\"ü 爆仓\"}", late + " Btrace{}");
    }

    @Test
    void eventsCannotBeChanged() {
        database.write(
                handle ->
                        handle.execute(
                                "INSERT INTO events (seq, at, type, trace, payload)"
                                        + " VALUES (1, now(), 'A', '', '{}')"));
        assertThatThrownBy(() -> database.write(handle -> handle.execute("DELETE FROM events")))
                .hasMessageContaining("events is append-only");
        assertThatThrownBy(() -> database.write(h -> h.execute("UPDATE events SET type = 'B'")))
                .hasMessageContaining("events is append-only");
    }

    private void insert(Note note) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO notes (id, text, state, amount, at, lasts)
                                        VALUES (:id, :text, :state, :amount, :at, :lasts)
                                        """)
                                .bind("id", note.id())
                                .bind("text", note.text())
                                .bind("state", note.state())
                                .bind("amount", note.amount())
                                .bind("at", note.at())
                                .bind("lasts", note.lasts())
                                .execute());
    }

    private static void insert(org.jdbi.v3.core.Handle handle, String text) {
        handle.execute(
                "INSERT INTO notes VALUES (?, ?, 'OPEN', 1, ?, 0)",
                new UUID(0, text.hashCode()),
                text,
                AT);
    }

    private int count() {
        return count(database);
    }

    private static int count(Database database) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT count(*) FROM notes")
                                .mapTo(Integer.class)
                                .one());
    }
}
