package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.AccountMirror.View;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's connection to its venue. News waits here until it is committed, so that a database
 * that is away for a while loses nothing. One thread at a time speaks for the account: the pump, or
 * somebody who reconciles.
 */
final class AccountLink implements VenueStream {
    /** Something that was heard; the number is {@link SetOffs}'s. */
    private record News(long number, Consumer<Intake> what) {}

    private static final Logger LOG = LoggerFactory.getLogger(AccountLink.class);
    private static final int WAIT_SECONDS_MAX = 30;
    private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(10);

    private final Account account;
    private final Venue venue;
    private final Users users;
    private final Intake.Sources sources;
    private final Reconciler reconciler;
    private final TradingConfig config;
    private final Consumer<AccountLink> onReady;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final SetOffs setOffs = new SetOffs();
    private final List<News> inbox = new ArrayList<>();
    private final Sink sink = new Sink();
    private @Nullable AccountMirror mirror;
    private @Nullable View view;
    private long viewNumber;
    private @Nullable Reconciliation compared;
    private volatile @Nullable VenueAccount door;
    private volatile boolean ready;
    private Instant nextAttempt = Instant.EPOCH;

    AccountLink(
            Account account,
            Venue venue,
            Users users,
            Intake.Sources sources,
            Reconciler reconciler,
            TradingConfig config,
            Consumer<AccountLink> onReady) {
        this.onReady = onReady;
        this.account = account;
        this.venue = venue;
        this.users = users;
        this.sources = sources;
        this.reconciler = reconciler;
        this.config = config;
    }

    Account account() {
        return account;
    }

    Venue venue() {
        return venue;
    }

    /** The door to the venue; refuses until the account is connected and reconciled. */
    VenueAccount requireReady() {
        VenueAccount open = door;
        if (!ready || open == null) {
            throw new Refusal(
                    Reason.UNAVAILABLE,
                    "account_not_ready",
                    "the account is being connected to " + account.venue() + "; try again");
        }
        return open;
    }

    /** The door to the venue, reconciled or not; refuses while there is no connection. */
    VenueAccount requireDoor() {
        VenueAccount open = door;
        if (open == null) {
            throw unavailable("no connection");
        }
        return open;
    }

    /** The door to the venue, reconciled or not; null while there is no connection. */
    @Nullable VenueAccount door() {
        return door;
    }

    @Override
    public String name() {
        return "trading." + account.venue() + "." + account.account();
    }

    @Override
    public int pump() {
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            if (!isConnected()) {
                return tryConnect() ? 1 : 0;
            }
            return takeIn();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void fence() {
        VenueStream open = mirror;
        if (open != null) {
            open.fence();
        }
    }

    @Override
    public void close() {
        inTurn(
                () -> {
                    disconnect();
                    return true;
                });
    }

    /** Connects now if need be; a failure is only logged, the pump tries again. */
    boolean connect() {
        return inTurn(() -> isConnected() || tryConnect());
    }

    /** Takes in what has arrived, then compares everything with the venue. */
    Reconciliation reconcile() {
        return inTurn(
                () -> {
                    if (!isConnected() && !tryConnect()) {
                        throw unavailable("no connection");
                    }
                    return reconcileNow();
                });
    }

    /** An order is about to be sent: the venue is asked for it should nobody tell of it. */
    void expect(String symbol, String clientOrderId) {
        AccountMirror open = mirror;
        if (open != null) {
            open.expect(symbol, clientOrderId);
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turn.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw unavailable("the account is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private boolean isConnected() {
        return mirror != null;
    }

    private boolean tryConnect() {
        if (sources.clock().now().isBefore(nextAttempt)) {
            return false;
        }
        nextAttempt = sources.clock().now().plus(config.reconnectAfter());
        try {
            OpenedVenueKey key =
                    users.openVenueKey(
                            Actor.service("trading"), new VenueKeyRef(account.venueKey()));
            VenueAccount opened =
                    venue.account(new VenueCredentials(key.key(), key.secret(), key.passphrase()));
            sources.store().working(account.account()).stream()
                    .map(OrderRow::order)
                    .filter(OrderRow::isKeptByVenue)
                    .forEach(order -> VenueGateway.remember(opened, order));
            for (PositionRow row : sources.store().positions(account.account())) {
                opened.remember(row.symbol(), row.marginMode() == MarginMode.ISOLATED);
            }
            door = opened;
            AccountMirror opening =
                    new AccountMirror(
                            opened,
                            sources.clock(),
                            Set.copyOf(sources.store().symbols(account.account())),
                            since(),
                            sink);
            mirror = opening;
            // News must be on its way to us before we ask how things stand, or some would be lost.
            opening.fence();
            reconcileNow();
            return true;
        } catch (VenueError | Refusal e) {
            LOG.warn("{} cannot be connected: {}", name(), e.getMessage());
            disconnect();
            return false;
        }
    }

    /**
     * Until when everything is known. When the account was opened our clock has said, and the
     * venue's may be behind it: what is filled at once would seem to be from before.
     */
    private Instant since() {
        Instant known = sources.store().reconciledUntil(account.account());
        Instant opened = account.openedAt().minus(CLOCKS_APART_MAX);
        return known.isAfter(account.openedAt()) ? known : opened;
    }

    private void disconnect() {
        ready = false;
        VenueStream open = mirror;
        mirror = null;
        if (open != null) {
            open.close();
        }
    }

    /**
     * What the stream brought is taken in before the whole that was asked for afterwards. Until
     * that has been compared nothing more is heard: a second answer would begin where the first one
     * ends, and what only the first one tells would be lost.
     */
    private int takeIn() {
        int count = mirror == null || view != null ? 0 : mirror.pump();
        VenueAccount open = door;
        if (!inbox.isEmpty() && open != null && !takeIn(open)) {
            return count;
        }
        if (view != null) {
            compare();
        }
        return count;
    }

    /** News that the venue has to be asked about waits until it answers. */
    private boolean takeIn(VenueAccount open) {
        Intake intake = new Intake(account, venue, open, setOffs, sources);
        try {
            for (News news : inbox) {
                intake.heard(news.number());
                news.what().accept(intake);
            }
        } catch (VenueError e) {
            LOG.info("{} keeps its news for now: {}", name(), e.getMessage());
            return false;
        }
        intake.commit();
        inbox.clear();
        if (view == null) {
            setOffs.forget();
        }
        return true;
    }

    private Reconciliation reconcileNow() {
        AccountMirror open = mirror;
        if (open == null) {
            throw unavailable("no connection");
        }
        if (view != null) {
            takeIn();
        }
        open.demand();
        compared = null;
        takeIn();
        Reconciliation result = compared;
        if (result == null) {
            throw unavailable("it does not answer");
        }
        return result;
    }

    /** Kept until it has succeeded: the database or the venue may be away just now. */
    private void compare() {
        View asked = view;
        VenueAccount open = door;
        if (asked == null || open == null) {
            return;
        }
        try {
            compared = reconciler.run(account, venue, open, setOffs, viewNumber, asked);
            view = null;
            setOffs.forget();
            ready = true;
            onReady.accept(this);
        } catch (VenueError e) {
            LOG.warn("{} cannot be reconciled: {}", name(), e.getMessage());
        }
    }

    private Refusal unavailable(String why) {
        return new Refusal(Reason.UNAVAILABLE, "venue_unavailable", account.venue() + ": " + why);
    }

    /**
     * Writes down what the stream says, in order; it is taken in by {@link #takeIn}. What was asked
     * for comes as a whole, for the reconciler.
     */
    private final class Sink implements AccountMirror.Sink {
        private boolean asked;

        @Override
        public void onReconciling() {
            asked = true;
        }

        @Override
        public void onOrder(OrderReport order) {
            add(intake -> intake.order(order));
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            add(intake -> intake.fill(fill, order));
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> positions, String reason) {
            add(
                    intake -> {
                        balances.forEach(intake::balance);
                        positions.forEach(intake::position);
                    });
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {
            add(intake -> intake.funding(symbol, amount, at));
        }

        @Override
        public void onTrigger(TriggerReport trigger) {
            add(intake -> intake.trigger(trigger));
        }

        @Override
        public void onGap() {}

        @Override
        public void onReconciled(View answer) {
            asked = false;
            view = answer;
            viewNumber = setOffs.hear();
        }

        private void add(Consumer<Intake> news) {
            if (!asked) {
                inbox.add(new News(setOffs.hear(), news));
            }
        }
    }
}
