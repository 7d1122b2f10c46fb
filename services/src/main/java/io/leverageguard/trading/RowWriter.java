package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.kernel.ids.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes the rows of a batch, one statement per table however many rows there are. */
final class RowWriter {
    private RowWriter() {}

    static void write(Handle handle, Changes changes) {
        names(handle, changes);
        accounts(handle, changes);
        contracts(handle, changes);
        orders(handle, changes);
        fills(handle, changes);
        positions(handle, changes);
        balances(handle, changes);
        funding(handle, changes);
        reconciled(handle, changes);
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

    private static void orders(Handle handle, Changes changes) {
        if (changes.orders.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO orders
                            (order_id, number, account, client_order_id, venue_order_id, symbol,
                             side, type, quantity, price, time_in_force, reduce_only, strategy,
                             state, filled, average_price, reason, closure, created_at, updated_at,
                             trigger_kind, trigger_source, trigger_price, trigger_callback,
                             trigger_keeper, good_till, list_id, list_kind, parent_id, asked,
                             venue_trigger_id)
                        VALUES (:id, :number, :account, :client, :venueId, :symbol,
                             :side, :type, :quantity, :price, :tif, :reduceOnly, :strategy,
                             :state, :filled, :average, :reason, :closure, :created, :updated,
                             :triggerKind, :triggerSource, :triggerPrice, :triggerCallback,
                             :triggerKeeper, :goodTill, :list, :listKind, :parent, :asked,
                             :venueTriggerId)
                        ON CONFLICT (order_id) DO UPDATE SET
                            venue_order_id = excluded.venue_order_id, state = excluded.state,
                            quantity = excluded.quantity, price = excluded.price,
                            trigger_price = excluded.trigger_price,
                            venue_trigger_id = excluded.venue_trigger_id,
                            filled = excluded.filled, average_price = excluded.average_price,
                            reason = excluded.reason, updated_at = excluded.updated_at
                        """);
        for (OrderRow row : changes.orders.values()) {
            Order order = row.order();
            batch.bind("id", order.order())
                    .bind("number", row.number())
                    .bind("account", order.account())
                    .bind("client", order.clientOrderId())
                    .bind("venueId", order.venueOrderId())
                    .bind("symbol", order.symbol())
                    .bind("side", order.side())
                    .bind("type", order.type())
                    .bind("quantity", order.quantity())
                    .bind("price", order.price())
                    .bind("tif", order.timeInForce())
                    .bind("reduceOnly", order.reduceOnly())
                    .bind("strategy", order.strategy())
                    .bind("state", order.state())
                    .bind("filled", order.filled())
                    .bind("average", order.averagePrice())
                    .bind("reason", order.reason())
                    .bind("closure", row.closure())
                    .bind("created", order.createdAt())
                    .bind("updated", order.updatedAt())
                    .bind("asked", row.asked())
                    .bind("venueTriggerId", row.venueTriggerId())
                    .bind("goodTill", order.goodTill());
            conditions(batch, order);
            batch.add();
        }
        batch.execute();
    }

    private static void conditions(PreparedBatch batch, Order order) {
        Trigger trigger = order.trigger();
        batch.bind("triggerKind", trigger == null ? null : trigger.kind())
                .bind("triggerSource", trigger == null ? null : trigger.source())
                .bind("triggerPrice", trigger == null ? null : trigger.price())
                .bind("triggerCallback", trigger == null ? null : trigger.callback())
                .bind("triggerKeeper", trigger == null ? null : trigger.keeper());
        Link link = order.link();
        batch.bind("list", link == null ? null : link.list())
                .bind("listKind", link == null ? null : link.kind())
                .bind("parent", link == null ? null : link.parent());
    }

    private static void fills(Handle handle, Changes changes) {
        if (changes.fills.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO fills
                            (account, symbol, trade_id, order_id, venue_order_id, side, quantity,
                             price, fee, realized_pnl, maker, strategy, at)
                        VALUES (:account, :symbol, :trade, :order, :venueId, :side, :quantity,
                             :price, :fee, :pnl, :maker, :strategy, :at)
                        """);
        for (Fill fill : changes.fills) {
            batch.bind("account", fill.account())
                    .bind("symbol", fill.symbol())
                    .bind("trade", fill.tradeId())
                    .bind("order", fill.order())
                    .bind("venueId", fill.venueOrderId())
                    .bind("side", fill.side())
                    .bind("quantity", fill.quantity())
                    .bind("price", fill.price())
                    .bind("fee", fill.fee())
                    .bind("pnl", fill.realizedPnl())
                    .bind("maker", fill.maker())
                    .bind("strategy", fill.strategy())
                    .bind("at", fill.at())
                    .add();
        }
        batch.execute();
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
