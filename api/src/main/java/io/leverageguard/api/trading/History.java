package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Fills;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of the orders of an account, page by page. Part of {@link Trading}. */
public interface History {
    /**
     * A page of the account's orders, newest first, at most 500. The next page is the one before
     * the last order of this one; a page without orders is the end.
     */
    Orders orders(Actor actor, AccountOrders page);

    /** The first page of the account's orders. */
    default Orders orders(Actor actor, AccountRef ref) {
        return orders(actor, new AccountOrders(ref.account(), null));
    }

    /**
     * A page of the account's fills, oldest first: the newest 1,000 before an instant, and those of
     * the same instant as the oldest of them. The next page is the one before the first fill of
     * this one; a page without fills is the end.
     */
    Fills fills(Actor actor, AccountFills page);

    /** The newest page of the account's fills. */
    default Fills fills(Actor actor, AccountRef ref) {
        return fills(actor, new AccountFills(ref.account(), null));
    }

    /**
     * Which page of an account's orders.
     *
     * @param before only orders older than this one; absent for the newest
     */
    record AccountOrders(AccountId account, @Nullable OrderId before) {}

    /**
     * Which page of an account's fills.
     *
     * @param before only fills before this instant; absent for the newest
     */
    record AccountFills(AccountId account, @Nullable Instant before) {}
}
