package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.venues.Reports.Closure;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of PostgreSQL as what they stand for. */
final class TradingRows {
    private TradingRows() {}

    static DeskAccount deskAccount(ResultSet row) throws SQLException {
        return new DeskAccount(
                row.getInt("number"),
                new Account(
                        Rows.id(row, "account", AccountId.class),
                        Rows.id(row, "owner", UserId.class),
                        Rows.text(row, "venue"),
                        Rows.text(row, "account_uid"),
                        Rows.id(row, "venue_key", VenueKeyId.class),
                        Rows.instant(row, "opened_at")));
    }

    static Contract contract(ResultSet row) throws SQLException {
        return new Contract(
                row.getInt("number"),
                Rows.text(row, "venue"),
                Rows.text(row, "symbol"),
                Rows.text(row, "quote"),
                Rows.decimal(row, "tick"),
                Rows.decimal(row, "lot"));
    }

    static OrderRow orderRow(ResultSet row) throws SQLException {
        return new OrderRow(
                row.getLong("number"),
                order(row),
                Rows.constant(row, "closure", Closure.class),
                Rows.text(row, "asked"),
                Rows.text(row, "venue_trigger_id"));
    }

    static Names.Named named(ResultSet row) throws SQLException {
        return new Names.Named(
                Rows.constant(row, "kind", Names.Kind.class),
                Rows.text(row, "name"),
                row.getInt("number"));
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                Rows.id(row, "order_id", OrderId.class),
                Rows.id(row, "account", AccountId.class),
                Rows.text(row, "client_order_id"),
                Rows.text(row, "venue_order_id"),
                Rows.text(row, "symbol"),
                Rows.constant(row, "side", Side.class),
                Rows.constant(row, "type", OrderType.class),
                Rows.decimal(row, "quantity"),
                Rows.decimalOrNull(row, "price"),
                Rows.constant(row, "time_in_force", TimeInForce.class),
                row.getBoolean("reduce_only"),
                Rows.text(row, "strategy"),
                Rows.constant(row, "state", OrderState.class),
                Rows.decimal(row, "filled"),
                Rows.decimalOrNull(row, "average_price"),
                Rows.text(row, "reason"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"),
                trigger(row),
                Rows.instantOrNull(row, "good_till"),
                link(row));
    }

    private static @Nullable Trigger trigger(ResultSet row) throws SQLException {
        TriggerKind kind = Rows.constantOrNull(row, "trigger_kind", TriggerKind.class);
        return kind == null
                ? null
                : new Trigger(
                        kind,
                        Rows.constant(row, "trigger_source", TriggerSource.class),
                        Rows.decimalOrNull(row, "trigger_price"),
                        Rows.decimalOrNull(row, "trigger_callback"),
                        Rows.constant(row, "trigger_keeper", Keeper.class));
    }

    private static @Nullable Link link(ResultSet row) throws SQLException {
        OrderId list = Rows.idOrNull(row, "list_id", OrderId.class);
        return list == null
                ? null
                : new Link(
                        list,
                        Rows.constant(row, "list_kind", ListKind.class),
                        Rows.idOrNull(row, "parent_id", OrderId.class));
    }

    static Fill fill(ResultSet row) throws SQLException {
        return new Fill(
                Rows.id(row, "account", AccountId.class),
                Rows.id(row, "order_id", OrderId.class),
                Rows.text(row, "venue_order_id"),
                Rows.text(row, "trade_id"),
                Rows.text(row, "symbol"),
                Rows.constant(row, "side", Side.class),
                Rows.decimal(row, "quantity"),
                Rows.decimal(row, "price"),
                Rows.decimal(row, "fee"),
                Rows.decimal(row, "realized_pnl"),
                row.getBoolean("maker"),
                Rows.text(row, "strategy"),
                Rows.instant(row, "at"));
    }

    static PositionRow position(ResultSet row) throws SQLException {
        return new PositionRow(
                Rows.id(row, "account", AccountId.class),
                Rows.text(row, "symbol"),
                Rows.decimal(row, "quantity"),
                Rows.decimal(row, "entry_price"),
                Rows.decimal(row, "margin"),
                Rows.constant(row, "margin_mode", MarginMode.class),
                row.getInt("leverage"),
                Rows.decimal(row, "last_mark"),
                Rows.decimalOrNull(row, "venue_liquidation"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "updated_at"));
    }

    static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                Rows.text(row, "asset"),
                Rows.decimal(row, "wallet"),
                Rows.decimal(row, "available"));
    }
}
