package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Deposit;
import io.leverageguard.api.fund.Fund.DepositState;
import io.leverageguard.api.fund.Fund.Purpose;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Accounts, transfers and deposits in PostgreSQL. {@link LedgerTables} writes what is booked. */
final class FundRepository {
    static final int DEPOSITS_MAX = 1_000;

    private final LedgerTables ledger = new LedgerTables();

    /** The tables of the ledger. */
    LedgerTables ledger() {
        return ledger;
    }

    /** Records an announcement; says whether it is new. */
    boolean announce(Handle handle, Deposit deposit) {
        return handle.createUpdate(
                                """
                                INSERT INTO deposit
                                    (id, owner, purpose, amount, asset, reference, state, at)
                                VALUES (:id, :owner, :purpose, :amount, :asset, :reference,
                                    :state, :at)
                                ON CONFLICT (id) DO NOTHING
                                """)
                        .bind("id", deposit.id())
                        .bind("owner", deposit.owner().value())
                        .bind("purpose", deposit.purpose().name())
                        .bind("amount", deposit.amount().minor())
                        .bind("asset", deposit.amount().asset().code())
                        .bind("reference", deposit.reference())
                        .bind("state", deposit.state().name())
                        .bind("at", deposit.at())
                        .execute()
                == 1;
    }

    Optional<Deposit> deposit(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM deposit WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> deposit(row))
                .findOne();
    }

    /** How many announced deposits of a person have not arrived. */
    long expected(Handle handle, UserId owner) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM deposit WHERE owner = :owner AND state = 'EXPECTED'
                        """)
                .bind("owner", owner.value())
                .mapTo(Long.class)
                .one();
    }

    /** The deposits of one person, newest first. */
    List<Deposit> deposits(Handle handle, UserId owner) {
        return handle.createQuery(
                        """
                        SELECT * FROM deposit WHERE owner = :owner
                        ORDER BY at DESC, id DESC LIMIT :limit
                        """)
                .bind("owner", owner.value())
                .bind("limit", DEPOSITS_MAX)
                .map((row, context) -> deposit(row))
                .list();
    }

    /** Everybody's deposits, newest first. */
    List<Deposit> deposits(Handle handle) {
        return handle.createQuery("SELECT * FROM deposit ORDER BY at DESC, id DESC LIMIT :limit")
                .bind("limit", DEPOSITS_MAX)
                .map((row, context) -> deposit(row))
                .list();
    }

    void confirm(Handle handle, UUID id) {
        handle.execute("UPDATE deposit SET state = 'CONFIRMED' WHERE id = ?", id);
    }

    private static Deposit deposit(ResultSet row) throws SQLException {
        return new Deposit(
                Rows.uuid(row, "id"),
                new UserId(Rows.uuid(row, "owner")),
                Purpose.valueOf(row.getString("purpose")),
                new Money(row.getLong("amount"), Asset.of(row.getString("asset"))),
                row.getString("reference"),
                DepositState.valueOf(row.getString("state")),
                Rows.instant(row, "at"));
    }
}
