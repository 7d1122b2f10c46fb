package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class RiskMigrationTest {
    @Test
    void limitsOfAccountsThatWereThereBeforeScopesAreKept() {
        Database database = TestPostgres.database("risk", new SteppedClock(TestKit.START));
        String found = database.transaction(RiskMigrationTest::migrated);
        assertThat(Json.read(found, LimitNumbers.class))
                .isEqualTo(
                        LimitNumbers.NONE.with(
                                new BigDecimal("250000"), new BigDecimal("0.5"), 125, 100));
    }

    private static String migrated(Handle handle) {
        handle.execute("CREATE SCHEMA earlier");
        handle.execute("SET LOCAL search_path TO earlier");
        handle.createScript(script("V001__risk.sql")).execute();
        handle.execute(
                """
                INSERT INTO accounts VALUES ('00000000-0000-0000-0000-000000000008',
                    '00000000-0000-0000-0000-000000000007', 'binance')
                """);
        handle.execute(
                """
                INSERT INTO limits VALUES ('00000000-0000-0000-0000-000000000008', 250000, 0.5,
                    125, 100, false, 'REDUCING', 7)
                """);
        handle.createScript(script("V002__scopes.sql")).execute();
        handle.createScript(script("V003__margins.sql")).execute();
        return handle.createQuery(
                        """
                        SELECT numbers::text FROM scope_limits
                        WHERE kind = 'ACCOUNT' AND key = '00000000-0000-0000-0000-000000000008'
                            AND numbers = baseline AND NOT own AND state = 'REDUCING'
                            AND version = 7
                        """)
                .mapTo(String.class)
                .one();
    }

    private static String script(String name) {
        try (InputStream script =
                Objects.requireNonNull(RiskMigrationTest.class.getResourceAsStream(name))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
