package io.leverageguard.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.LedgerVerification;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/** Somebody who owns the database still cannot change one bit of it unseen. */
class LedgerTamperTest {
    private static final List<String> TABLES =
            List.of("transfer", "entry", "batch", "account", "head");

    private final LedgerTables ledger = new LedgerTables();
    private final Database database = filled();

    private Database filled() {
        SteppedClock clock = new SteppedClock(TestKit.START);
        Database fresh = TestPostgres.database("fund", clock);
        ModelLedger model = new ModelLedger();
        Histories histories = new Histories(7);
        for (int i = 0; i < 60; i++) {
            Batch batch = histories.next(model);
            model.book(batch);
            fresh.write(handle -> ledger.book(handle, List.of(batch), clock.now()));
        }
        return fresh;
    }

    @Test
    void everySingleBitMatters() {
        Random random = new Random(20251010);
        List<String> columns = columns();
        int changed = 0;
        for (String column : columns) {
            for (int i = 0; i < 12; i++) {
                changed += flip(column.split("\\."), random) ? 1 : 0;
            }
        }
        assertThat(columns).hasSizeGreaterThan(35);
        assertThat(changed).isGreaterThan(columns.size() * 6);
        assertThat(intact(database.transaction(this::verify))).isTrue();
    }

    @Test
    void removedAndAddedRowsAreMissed() {
        for (String table : List.of("transfer", "entry", "batch")) {
            String removal =
                    "DELETE FROM " + table + " WHERE ctid = (SELECT max(ctid) FROM " + table + ")";
            assertThat(verifyAfter(table, removal).firstBroken()).as(table).isPositive();
        }
        String extra =
                "INSERT INTO batch VALUES (gen_random_uuid(), 'x', '\\x00', 90000, 90001, '\\x00')";
        assertThat(intact(verifyAfter("batch", extra))).isFalse();
    }

    @Test
    void firstBrokenRowIsNamed() {
        String change = "UPDATE transfer SET amount = amount + 1 WHERE seq = 5";
        LedgerVerification found = verifyAfter("transfer", change);
        assertThat(found.chainVerified()).isFalse();
        assertThat(found.firstBroken()).isEqualTo(5);
    }

    @Test
    void tableItselfRefusesChanges() {
        for (String table : List.of("transfer", "entry", "batch")) {
            assertThatThrownBy(
                            () -> database.write(handle -> handle.execute("DELETE FROM " + table)))
                    .hasMessageContaining("append-only");
        }
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> handle.execute("UPDATE transfer SET amount = 1")))
                .hasMessageContaining("append-only");
    }

    /** Flips one bit of one cell; false where the table itself refuses what came out. */
    private boolean flip(String[] column, Random random) {
        String table = column[0];
        String name = column[1];
        String expression = flipped(name, column[2], random);
        long row = random.nextInt(1_000);
        String change =
                """
                UPDATE %s SET %s = %s WHERE %s IS NOT NULL AND %s::text <> '' AND ctid =
                    (SELECT ctid FROM %s ORDER BY ctid
                     OFFSET %d %% (SELECT count(*) FROM %s) LIMIT 1)
                """
                        .formatted(table, name, expression, name, name, table, row, table);
        LedgerVerification found;
        try {
            found = verifyAfter(table, change);
        } catch (JdbiException | NothingChanged refusedByTheTable) {
            return false;
        }
        assertThat(intact(found)).as("%s.%s := %s", table, name, expression).isFalse();
        assertThat(found.firstBroken()).as("%s.%s := %s", table, name, expression).isPositive();
        return true;
    }

    private static String flipped(String name, String type, Random random) {
        return switch (type) {
            case "bigint" -> name + " # (1::bigint << " + random.nextInt(62) + ")";
            case "bytea" -> byteaBit(name, random.nextInt(256));
            case "uuid" -> uuidBit(name, random.nextInt(32), 1 << random.nextInt(4));
            case "boolean" -> "NOT " + name;
            case "timestamp with time zone" ->
                    name
                            + " + interval '1 microsecond' * (1::bigint << "
                            + random.nextInt(40)
                            + ")";
            default ->
                    "chr(ascii(%s) # %d) || substr(%s, 2)"
                            .formatted(name, 1 << random.nextInt(7), name);
        };
    }

    private static String byteaBit(String name, int bit) {
        return "set_bit(%s, %d, 1 - get_bit(%s, %d))".formatted(name, bit, name, bit);
    }

    private static String uuidBit(String name, int digit, int bit) {
        String hex = "replace(" + name + "::text, '-', '')";
        return """
                overlay(%s placing to_hex(('x' || substr(%s, %d, 1))::bit(4)::int # %d)
                    from %d)::uuid
                """
                .formatted(hex, hex, digit + 1, bit, digit + 1);
    }

    private List<String> columns() {
        List<String> found = new ArrayList<>();
        for (String table : TABLES) {
            found.addAll(
                    database.read(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    SELECT table_name || '.' || column_name || '.'
                                                        || data_type
                                                    FROM information_schema.columns
                                                    WHERE table_schema = 'fund'
                                                        AND table_name = :table
                                                        AND column_name <> 'one'
                                                    ORDER BY ordinal_position
                                                    """)
                                            .bind("table", table)
                                            .mapTo(String.class)
                                            .list()));
        }
        return found;
    }

    private LedgerVerification verifyAfter(String table, String change) {
        return database.transaction(
                handle -> {
                    handle.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
                    handle.execute("SET LOCAL session_replication_role = replica");
                    int rows = handle.execute(change);
                    if (rows != 1) {
                        throw new NothingChanged();
                    }
                    LedgerVerification found = verify(handle);
                    handle.rollback();
                    return found;
                });
    }

    private LedgerVerification verify(Handle handle) {
        return new LedgerAuditor(handle, ledger).verify();
    }

    private static boolean intact(LedgerVerification found) {
        return found.balanced() && found.chainVerified();
    }

    private static final class NothingChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
