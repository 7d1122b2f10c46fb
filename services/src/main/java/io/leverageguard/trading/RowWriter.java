package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kit.sql.ArrayStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a batch, one statement per table however many rows there are. */
final class RowWriter {
    /** An order from elsewhere may be stored already, when two reports of it met. */
    private static final ArrayStatement<OrderRow> NEW_ORDERS =
            conditions(
                            ArrayStatement.<OrderRow>on("orders")
                                    .id("order_id", row -> row.order().order())
                                    .column("number", "bigint", OrderRow::number)
                                    .id("account", row -> row.order().account())
                                    .text("client_order_id", row -> row.order().clientOrderId())
                                    .text("venue_order_id", row -> row.order().venueOrderId())
                                    .text("symbol", row -> row.order().symbol())
                                    .constant("side", row -> row.order().side())
                                    .constant("type", row -> row.order().type())
                                    .decimal("quantity", row -> row.order().quantity())
                                    .decimal("price", row -> row.order().price())
                                    .constant("time_in_force", row -> row.order().timeInForce())
                                    .column("reduce_only", "bool", row -> row.order().reduceOnly())
                                    .text("strategy", row -> row.order().strategy())
                                    .constant("state", row -> row.order().state())
                                    .decimal("filled", row -> row.order().filled())
                                    .decimal("average_price", row -> row.order().averagePrice())
                                    .text("reason", row -> row.order().reason())
                                    .constant("closure", OrderRow::closure)
                                    .instant("created_at", row -> row.order().createdAt())
                                    .instant("updated_at", row -> row.order().updatedAt()))
                    .insert(
                            """
                            ON CONFLICT (order_id) DO UPDATE SET
                                venue_order_id = excluded.venue_order_id, state = excluded.state,
                                quantity = excluded.quantity, price = excluded.price,
                                trigger_price = excluded.trigger_price,
                                venue_trigger_id = excluded.venue_trigger_id,
                                filled = excluded.filled, average_price = excluded.average_price,
                                reason = excluded.reason, updated_at = excluded.updated_at
                            """);

    private static final ArrayStatement<OrderRow> CHANGED_ORDERS =
            ArrayStatement.<OrderRow>on("orders")
                    .id("order_id", row -> row.order().order())
                    .text("venue_order_id", row -> row.order().venueOrderId())
                    .constant("state", row -> row.order().state())
                    .decimal("quantity", row -> row.order().quantity())
                    .decimal("price", row -> row.order().price())
                    .decimal("trigger_price", of(Trigger::price))
                    .text("venue_trigger_id", OrderRow::venueTriggerId)
                    .decimal("filled", row -> row.order().filled())
                    .decimal("average_price", row -> row.order().averagePrice())
                    .text("reason", row -> row.order().reason())
                    .instant("updated_at", row -> row.order().updatedAt())
                    .update("order_id");

    private static final ArrayStatement<Fill> FILLS =
            ArrayStatement.<Fill>on("fills")
                    .id("account", Fill::account)
                    .text("symbol", Fill::symbol)
                    .text("trade_id", Fill::tradeId)
                    .id("order_id", Fill::order)
                    .text("venue_order_id", Fill::venueOrderId)
                    .constant("side", Fill::side)
                    .decimal("quantity", Fill::quantity)
                    .decimal("price", Fill::price)
                    .decimal("fee", Fill::fee)
                    .decimal("realized_pnl", Fill::realizedPnl)
                    .column("maker", "bool", Fill::maker)
                    .text("strategy", Fill::strategy)
                    .instant("at", Fill::at)
                    .insert("");

    private RowWriter() {}

    static void write(Handle handle, Changes changes) {
        names(handle, changes);
        accounts(handle, changes);
        contracts(handle, changes);
        NEW_ORDERS.execute(handle, changes.orders(true));
        List<OrderRow> changed = changes.orders(false);
        if (CHANGED_ORDERS.execute(handle, changed) != changed.size()) {
            throw new IllegalStateException("an order that changed is not stored");
        }
        FILLS.execute(handle, changes.fills);
        positions(handle, changes);
        balances(handle, changes);
        funding(handle, changes);
        reconciled(handle, changes);
    }

    private static ArrayStatement.Builder<OrderRow> conditions(
            ArrayStatement.Builder<OrderRow> insert) {
        return insert.constant("trigger_kind", of(Trigger::kind))
                .constant("trigger_source", of(Trigger::source))
                .decimal("trigger_price", of(Trigger::price))
                .decimal("trigger_callback", of(Trigger::callback))
                .constant("trigger_keeper", of(Trigger::keeper))
                .instant("good_till", row -> row.order().goodTill())
                .id("list_id", row -> row.order().link() == null ? null : row.order().link().list())
                .constant(
                        "list_kind",
                        row -> row.order().link() == null ? null : row.order().link().kind())
                .id(
                        "parent_id",
                        row -> row.order().link() == null ? null : row.order().link().parent())
                .text("asked", OrderRow::asked)
                .text("venue_trigger_id", OrderRow::venueTriggerId);
    }

    private static <T> Function<OrderRow, @Nullable T> of(Function<Trigger, @Nullable T> part) {
        return row -> {
            Trigger trigger = row.order().trigger();
            return trigger == null ? null : part.apply(trigger);
        };
    }

    private static void names(Handle handle, Changes changes) {
        for (Names.Named named : changes.names) {
            handle.createUpdate(
                            """
                            INSERT INTO names (kind, name, number) VALUES (:kind, :name, :number)
                            """)
                    .bind("kind", named.kind())
                    .bind("name", named.name())
                    .bind("number", named.number())
                    .execute();
        }
    }

    private static void accounts(Handle handle, Changes changes) {
        for (DeskAccount opened : changes.accounts) {
            Account account = opened.account();
            handle.createUpdate(
                            """
                            INSERT INTO accounts
                                (account, number, owner, venue, account_uid, venue_key, opened_at)
                            VALUES (:account, :number, :owner, :venue, :uid, :key, :at)
                            """)
                    .bind("account", account.account())
                    .bind("number", opened.number())
                    .bind("owner", account.owner())
                    .bind("venue", account.venue())
                    .bind("uid", account.accountUid())
                    .bind("key", account.venueKey())
                    .bind("at", account.openedAt())
                    .execute();
        }
    }

    private static void contracts(Handle handle, Changes changes) {
        for (Contract contract : changes.contracts) {
            handle.createUpdate(
                            """
                            INSERT INTO contracts (number, venue, symbol, quote, tick, lot)
                            VALUES (:number, :venue, :symbol, :quote, :tick, :lot)
                            """)
                    .bind("number", contract.number())
                    .bind("venue", contract.venue())
                    .bind("symbol", contract.symbol())
                    .bind("quote", contract.quote())
                    .bind("tick", contract.tick())
                    .bind("lot", contract.lot())
                    .execute();
        }
    }

    private static void positions(Handle handle, Changes changes) {
        if (changes.positions.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO positions
                            (account, symbol, quantity, entry_price, margin, margin_mode, leverage,
                             last_mark, venue_liquidation, opened_at, updated_at)
                        VALUES (:account, :symbol, :quantity, :entry, :margin, :mode, :leverage,
                             :mark, :liquidation, :opened, :updated)
                        ON CONFLICT (account, symbol) DO UPDATE SET
                            quantity = excluded.quantity, entry_price = excluded.entry_price,
                            margin = excluded.margin, margin_mode = excluded.margin_mode,
                            leverage = excluded.leverage, last_mark = excluded.last_mark,
                            venue_liquidation = excluded.venue_liquidation,
                            opened_at = excluded.opened_at, updated_at = excluded.updated_at
                        """);
        for (PositionRow row : changes.positions.values()) {
            batch.bind("account", row.account())
                    .bind("symbol", row.symbol())
                    .bind("quantity", row.quantity())
                    .bind("entry", row.entryPrice())
                    .bind("margin", row.margin())
                    .bind("mode", row.marginMode())
                    .bind("leverage", row.leverage())
                    .bind("mark", row.lastMark())
                    .bind("liquidation", row.venueLiquidation())
                    .bind("opened", row.openedAt())
                    .bind("updated", row.updatedAt())
                    .add();
        }
        batch.execute();
    }

    private static void balances(Handle handle, Changes changes) {
        if (changes.balances.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO balances (account, asset, wallet, available)
                        VALUES (:account, :asset, :wallet, :available)
                        ON CONFLICT (account, asset) DO UPDATE SET
                            wallet = excluded.wallet, available = excluded.available
                        """);
        for (Map.Entry<Changes.Key, Balance> row : changes.balances.entrySet()) {
            batch.bind("account", row.getKey().account())
                    .bind("asset", row.getKey().name())
                    .bind("wallet", row.getValue().wallet())
                    .bind("available", row.getValue().available())
                    .add();
        }
        batch.execute();
    }

    private static void funding(Handle handle, Changes changes) {
        for (Changes.Funding settled : changes.funding) {
            handle.createUpdate(
                            """
                            INSERT INTO funding (account, symbol, minute, amount, at)
                            VALUES (:account, :symbol, :minute, :amount, :at)
                            """)
                    .bind("account", settled.account())
                    .bind("symbol", settled.symbol())
                    .bind("minute", settled.at().truncatedTo(ChronoUnit.MINUTES))
                    .bind("amount", settled.amount())
                    .bind("at", settled.at())
                    .execute();
        }
    }

    private static void reconciled(Handle handle, Changes changes) {
        for (Map.Entry<AccountId, Instant> row : changes.reconciled.entrySet()) {
            handle.createUpdate("UPDATE accounts SET reconciled_at = :at WHERE account = :account")
                    .bind("account", row.getKey())
                    .bind("at", row.getValue())
                    .execute();
        }
    }
}
