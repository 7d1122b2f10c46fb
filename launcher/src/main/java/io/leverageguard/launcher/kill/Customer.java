package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A person with an account at one venue, who remembers what was sent and heard. */
final class Customer {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String PASSPHRASE = "a phrase of the key";
    private static final int LEVERAGE = 10;
    private static final Duration FRESH_FOR = Duration.ofMinutes(2);

    private final DeskCaller desk;
    private final Clock clock;
    private final String name;
    private final String venue;
    private final AccountId account;
    private final Notebook notebook = new Notebook();
    private volatile String token;
    private Instant tokenAt;

    /** Registers somebody, with a new account at the exchange. */
    Customer(DeskCaller desk, Clock clock, TrueVenue exchange, String venue, int number) {
        this.desk = desk;
        this.clock = clock;
        this.venue = venue;
        this.name = venue + "-" + number;
        exchange.open(key(), name + "-secret", PASSPHRASE);
        ask(UsersRoutes.REGISTER, "", new Register(name, PASSWORD, null));
        this.token = logIn();
        this.tokenAt = clock.now();
        VenueKey stored =
                ask(
                        UsersRoutes.STORE_VENUE_KEY,
                        token,
                        new StoreVenueKey(venue, "main", key(), name + "-secret", PASSPHRASE));
        this.account =
                ask(TradingRoutes.OPEN_ACCOUNT, token, new OpenAccount(stored.id())).account();
        None _ =
                ask(
                        TradingRoutes.SET_LEVERAGE,
                        token,
                        new SetLeverage(account, TrueVenue.SYMBOL, MarginMode.ISOLATED, LEVERAGE));
    }

    String name() {
        return name;
    }

    String venue() {
        return venue;
    }

    /** The name of the key at the exchange. */
    String key() {
        return name + "-key";
    }

    AccountId account() {
        return account;
    }

    Notebook notebook() {
        return notebook;
    }

    /** Tokens live five minutes. */
    void stayLoggedIn() {
        if (clock.now().isAfter(tokenAt.plus(FRESH_FOR))) {
            token = logIn();
            tokenAt = clock.now();
        }
    }

    /** Sends an order once. */
    Answer place(PlaceOrder order) {
        notebook.send(order);
        return heard(order.order(), desk.once(TradingRoutes.PLACE, token, order));
    }

    /** Sends an order until it is answered. */
    Answer placeCertainly(PlaceOrder order) {
        notebook.send(order);
        return heard(order.order(), desk.certainly(TradingRoutes.PLACE, token, order));
    }

    /** Sends something else under the id of an order. */
    Answer misuse(PlaceOrder order) {
        return desk.certainly(TradingRoutes.PLACE, token, order);
    }

    /** Cancels once; a refusal says nothing of whether the order exists. */
    Answer cancel(OrderId id) {
        Answer answer = desk.once(TradingRoutes.CANCEL, token, new OrderRef(id));
        return answer instanceof Answer.Given ? heard(id, answer) : answer;
    }

    void cancelAll() {
        for (Order order : call(TradingRoutes.CANCEL_ALL, new CancelAll(account, null)).orders()) {
            if (notebook.sent(order.order()) != null) {
                notebook.hear(order.order(), new Answer.Given(order));
            }
        }
    }

    /** The order as the desk shows it. */
    Answer look(OrderId id) {
        return desk.certainly(TradingRoutes.ORDER, token, new OrderRef(id));
    }

    <Q, R> R call(Route<Q, R> route, Q request) {
        return ask(route, token, request);
    }

    private Answer heard(OrderId id, Answer answer) {
        notebook.hear(id, answer);
        return answer;
    }

    private String logIn() {
        return ask(UsersRoutes.LOG_IN, "", new LogIn(name, PASSWORD)).accessToken();
    }

    private <Q, R> R ask(Route<Q, R> route, String bearer, Q request) {
        return desk.ask(route, bearer, request);
    }
}
