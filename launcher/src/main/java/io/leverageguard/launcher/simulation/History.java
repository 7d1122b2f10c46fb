package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import java.util.ArrayList;
import java.util.List;

/** All that the service shows of a customer's past, page by page. */
final class History {
    private History() {}

    /** Newest first. */
    static List<Order> orders(Trading api, Customer customer) {
        List<Order> all = new ArrayList<>();
        AccountOrders page = new AccountOrders(customer.ref().account(), null);
        while (true) {
            List<Order> orders = api.orders(customer.seat().actor(), page).orders();
            if (orders.isEmpty()) {
                return all;
            }
            all.addAll(orders);
            page = new AccountOrders(page.account(), orders.getLast().order());
        }
    }

    /** Oldest first. */
    static List<Fill> fills(Trading api, Customer customer) {
        List<Fill> all = new ArrayList<>();
        AccountFills page = new AccountFills(customer.ref().account(), null);
        while (true) {
            List<Fill> fills = api.fills(customer.seat().actor(), page).fills();
            if (fills.isEmpty()) {
                return all;
            }
            all.addAll(0, fills);
            page = new AccountFills(page.account(), fills.getFirst().at());
        }
    }
}
