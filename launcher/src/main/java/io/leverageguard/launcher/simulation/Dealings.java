package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a customer does about orders. Two commands about one order follow each other there, so that
 * of what is under way nothing more is asked here meanwhile.
 */
final class Dealings {
    private final Actor actor;
    private final World world;
    private final Supplier<Trading> api;
    private final SplittableRandom random;
    private final Appetite appetite;
    private final Notebook notebook;
    private final Set<OrderId> busy = new HashSet<>();

    Dealings(
            Actor actor,
            World world,
            Supplier<Trading> api,
            SplittableRandom random,
            Appetite appetite,
            Notebook notebook) {
        this.actor = actor;
        this.world = world;
        this.api = api;
        this.random = random;
        this.appetite = appetite;
        this.notebook = notebook;
    }

    /** Places an order, and hears what is answered. */
    void place(AccountRef account, Consumer<Order> ear) {
        PlaceOrder order = appetite.order(account.account());
        notebook.send(order);
        send(order, ear);
    }

    /** Places orders that depend on each other. */
    void placeList(AccountRef account) {
        PlaceList list = appetite.list(account.account());
        notebook.send(list);
        send(list);
    }

    /** The same again under the same ids: whatever came of the first attempt. */
    void repeat() {
        List<PlaceOrder> all = List.copyOf(notebook.sent().values());
        if (all.isEmpty()) {
            return;
        }
        PlaceOrder one = all.get(all.size() - 1 - random.nextInt(Math.min(all.size(), 5)));
        for (PlaceList list : notebook.lists().values()) {
            if (list.orders().contains(one)) {
                send(list);
                return;
            }
        }
        send(one, _ -> {});
    }

    /** The same id with another order: refused once the first is known. */
    void reuseId() {
        List<Order> known = List.copyOf(notebook.heard().values());
        if (known.isEmpty()) {
            return;
        }
        Order first = known.get(random.nextInt(known.size()));
        if (busy.contains(first.order())) {
            return;
        }
        PlaceOrder other =
                new PlaceOrder(
                        first.order(),
                        first.account(),
                        first.symbol(),
                        first.side() == Side.BUY ? Side.SELL : Side.BUY,
                        OrderType.MARKET,
                        first.quantity(),
                        null,
                        null,
                        first.reduceOnly(),
                        first.strategy());
        Order answer = api.get().place(actor, other);
        notebook.expect(
                false, "order %s was taken twice, now as %s".formatted(first.order(), answer));
    }

    /** Orders that nobody may take. */
    void placeNonsense(AccountRef account) {
        PlaceOrder good = appetite.order(account.account());
        BigDecimal quantity =
                switch (random.nextInt(3)) {
                    case 0 -> new BigDecimal("0.00000007");
                    case 1 -> new BigDecimal("-1");
                    default -> good.quantity();
                };
        PlaceOrder bad =
                new PlaceOrder(
                        good.order(),
                        good.account(),
                        quantity.compareTo(good.quantity()) == 0 ? "DOGEUSDT" : good.symbol(),
                        good.side(),
                        good.type(),
                        quantity,
                        good.price(),
                        good.timeInForce(),
                        good.reduceOnly(),
                        null);
        Order answer = api.get().place(actor, bad);
        notebook.expect(false, "nonsense was taken: " + answer);
    }

    void cancel() {
        List<Order> open = mostlyOpen();
        if (!open.isEmpty()) {
            OrderId id = open.get(random.nextInt(open.size())).order();
            about(List.of(id), () -> notebook.hear(api.get().cancel(actor, new OrderRef(id))));
        }
    }

    void amend() {
        List<Order> open = mostlyOpen();
        if (!open.isEmpty()) {
            Order order = open.get(random.nextInt(open.size()));
            about(
                    List.of(order.order()),
                    () -> {
                        notebook.changed().add(order.order());
                        notebook.hear(api.get().amend(actor, appetite.change(order)));
                    });
        }
    }

    /** Every order there is, so that nothing about any of them may be under way. */
    void cancelAll(AccountRef account) {
        if (!busy.isEmpty()) {
            return;
        }
        String symbol = random.nextBoolean() ? appetite.symbol() : null;
        about(
                List.copyOf(notebook.sent().keySet()),
                () ->
                        api.get()
                                .cancelAll(actor, new CancelAll(account.account(), symbol))
                                .orders()
                                .forEach(notebook::hear));
    }

    void closePosition(AccountRef account) {
        List<Position> open = api.get().positions(actor, account).positions();
        if (open.isEmpty()) {
            return;
        }
        Position position = open.get(random.nextInt(open.size()));
        OrderId id = new OrderId(world.ids().next());
        notebook.sendOpen(
                new PlaceOrder(
                        id,
                        account.account(),
                        position.symbol(),
                        position.quantity().signum() > 0 ? Side.SELL : Side.BUY,
                        OrderType.MARKET,
                        position.quantity().abs(),
                        null,
                        null,
                        true,
                        null));
        about(
                List.of(id),
                () ->
                        notebook.hear(
                                api.get()
                                        .closePosition(
                                                actor,
                                                new ClosePosition(
                                                        id,
                                                        account.account(),
                                                        position.symbol(),
                                                        null))));
    }

    /** Asks after one order. */
    void look() {
        notebook.heard().keySet().stream()
                .skip(random.nextInt(notebook.heard().size() + 1))
                .findFirst()
                .filter(id -> !busy.contains(id))
                .ifPresent(id -> notebook.hear(api.get().order(actor, new OrderRef(id))));
    }

    private void send(PlaceOrder order, Consumer<Order> ear) {
        about(
                List.of(order.order()),
                () -> {
                    Order answer = api.get().place(actor, order);
                    notebook.hear(answer);
                    ear.accept(answer);
                });
    }

    private void send(PlaceList list) {
        about(
                list.orders().stream().map(PlaceOrder::order).toList(),
                () -> api.get().placeList(actor, list).orders().forEach(notebook::hear));
    }

    private List<Order> mostlyOpen() {
        List<Order> open = new ArrayList<>();
        for (Order order : notebook.heard().values()) {
            boolean sometimesAnyway = random.nextInt(20) == 0;
            boolean ended = order.state().isFinal();
            if (!busy.contains(order.order()) && (!ended || sometimesAnyway)) {
                open.add(order);
            }
        }
        return open;
    }

    /** Unless something about one of them is under way. */
    private void about(Collection<OrderId> orders, Runnable deed) {
        if (orders.stream().anyMatch(busy::contains)) {
            return;
        }
        busy.addAll(orders);
        try {
            deed.run();
        } finally {
            busy.removeAll(orders);
        }
    }
}
