package io.leverageguard.fund;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.LedgerHead;
import io.leverageguard.api.fund.Fund.LedgerVerification;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.testkit.TestPostgres;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random histories leave the ledger where the simplest possible model says they must. */
class LedgerPropertyTest {
    @Property(tries = 300, seed = "20251010")
    void booksAgreeWithTheModelAfterEveryBatch(@ForAll long seed) {
        ModelLedger model = new ModelLedger();
        Histories histories = new Histories(seed);
        Books books = new Books(new LedgerHead(0, LedgerChain.GENESIS), 0, List.of(), List.of());
        Map<Object, Batch> booked = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Batch batch = histories.next(model);
            if (booked.containsKey(batch.id())) {
                continue;
            }
            String expected = model.book(batch);
            assertThat(book(books, batch)).isEqualTo(expected);
            if (expected.equals(ModelLedger.BOOKED)) {
                booked.put(batch.id(), batch);
            }
            assertThat(books.head().seq()).isEqualTo(model.transfers());
            books.changed().forEach(account -> assertSame(account, model));
        }
    }

    @Property(tries = 12, seed = "20251010")
    void databaseAgreesWithTheModelAndVerifies(@ForAll long seed) {
        SteppedClock clock = new SteppedClock(TestKit.START);
        Database database = TestPostgres.database("fund", clock);
        LedgerTables ledger = new LedgerTables();
        ModelLedger model = new ModelLedger();
        Histories histories = new Histories(seed);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Batch batch = histories.next(model);
            String expected = model.book(batch);
            String actual =
                    database.transaction(
                            handle ->
                                    code(
                                            ledger.book(handle, List.of(batch), clock.now())
                                                    .outcomes()
                                                    .getFirst()));
            assertThat(actual).isEqualTo(expected);
            seen.add(expected);
        }
        database.read(ledger::accounts).forEach(account -> assertSame(account, model));
        LedgerVerification found =
                database.transaction(handle -> new LedgerAuditor(handle, ledger).verify());
        assertThat(found.balanced()).isTrue();
        assertThat(found.chainVerified()).isTrue();
        assertThat(found.transfers()).isEqualTo(model.transfers());
        assertThat(seen).contains(ModelLedger.BOOKED, "insufficient_funds");
    }

    private static void assertSame(LedgerAccount account, ModelLedger model) {
        assertThat(account.balance()).isEqualTo(model.balance(account.name()));
        assertThat(account.available()).isEqualTo(model.available(account.name()));
    }

    private static String book(Books books, Batch batch) {
        try {
            books.book(batch, TestKit.START);
            return ModelLedger.BOOKED;
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> ModelLedger.BOOKED;
            case Outcome.Refused refused -> refused.refusal().code();
        };
    }
}
