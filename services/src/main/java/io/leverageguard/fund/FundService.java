package io.leverageguard.fund;

import io.leverageguard.api.fund.DerivedIds;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.FundEvent.DepositConfirmed;
import io.leverageguard.api.fund.FundEvent.TransferBooked;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.fund.BookingQueue.Queued;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.feed.PostgresFeed.Caused;
import io.leverageguard.kit.sql.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Decides what may be booked, and answers from the ledger. */
final class FundService implements Fund {
    private static final int EXPECTED_MAX = 100;
    private static final int PAGE_MAX = 1_000;

    private final Database database;
    private final FundRepository repository;
    private final PostgresFeed<FundEvent> feed;
    private final PostgresAudit audit;
    private final Clock clock;
    private final BookingQueue queue = new BookingQueue(this::commit);

    FundService(Database database, FundRepository repository, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.feed = database.feed(FundEvent.class);
        this.audit = database.audit();
        this.clock = clock;
    }

    @Override
    public Deposit announceDeposit(Actor actor, AnnounceDeposit command) {
        Checks.announcement(command);
        boolean forCapital = command.purpose() == Purpose.CAPITAL;
        if (forCapital && !actor.may(Permission.PROVIDE_CAPITAL)) {
            throw Refusal.forbidden(
                    "not_a_capital_provider", "only a capital provider may pay capital in");
        }
        Deposit deposit =
                new Deposit(
                        command.id(),
                        actor.user(),
                        command.purpose(),
                        command.amount(),
                        command.reference(),
                        DepositState.EXPECTED,
                        now());
        return database.transaction(handle -> announce(handle, deposit));
    }

    private Deposit announce(Handle handle, Deposit deposit) {
        if (repository.announce(handle, deposit)) {
            if (repository.expected(handle, deposit.owner()) > EXPECTED_MAX) {
                throw new Refusal(
                        Refusal.Reason.LIMIT_REACHED,
                        "too_many_deposits",
                        "at most " + EXPECTED_MAX + " deposits can be announced at a time");
            }
            return deposit;
        }
        Deposit first = repository.deposit(handle, deposit.id()).orElseThrow();
        boolean same =
                first.owner().equals(deposit.owner())
                        && first.purpose() == deposit.purpose()
                        && first.amount().equals(deposit.amount())
                        && first.reference().equals(deposit.reference());
        if (!same) {
            throw Refusal.conflict(
                    "id_reused", "there is another deposit with this id already: " + deposit.id());
        }
        return first;
    }

    @Override
    public Deposit confirmDeposit(Actor actor, ConfirmDeposit command) {
        Checks.reason(command.why());
        return database.transaction(handle -> confirm(handle, actor, command));
    }

    private Deposit confirm(Handle handle, Actor actor, ConfirmDeposit command) {
        Deposit before =
                repository
                        .deposit(handle, command.deposit())
                        .orElseThrow(() -> Refusal.notFound("deposit", command.deposit()));
        if (!actor.isService() && actor.user().equals(before.owner())) {
            throw Refusal.forbidden(
                    "four_eyes", "a deposit is confirmed by somebody else than its owner");
        }
        if (before.state() == DepositState.CONFIRMED) {
            return before;
        }
        Deposit after =
                new Deposit(
                        before.id(),
                        before.owner(),
                        before.purpose(),
                        before.amount(),
                        before.reference(),
                        DepositState.CONFIRMED,
                        before.at());
        LedgerTables.Result result =
                repository.ledger().book(handle, List.of(receipt(before)), now());
        result.outcomes().getFirst().booked();
        repository.confirm(handle, before.id());
        audit.record(
                handle,
                actor.name(),
                "deposit.confirmed",
                before.id(),
                before,
                after,
                command.why());
        result.fresh().forEach(transfer -> feed.append(handle, new TransferBooked(transfer)));
        feed.append(handle, new DepositConfirmed(after));
        return after;
    }

    private static Batch receipt(Deposit deposit) {
        String credit =
                switch (deposit.purpose()) {
                    case CAPITAL -> LedgerAccounts.capital(deposit.owner());
                    case PREPAID -> LedgerAccounts.prepaid(deposit.owner());
                };
        UUID transfer = DerivedIds.of("deposit.transfer", deposit.id());
        return new Batch(
                DerivedIds.of("deposit.batch", deposit.id()),
                deposit.id().toString(),
                List.of(
                        new Leg(
                                new TransferId(transfer),
                                TransferKind.SINGLE,
                                null,
                                LedgerAccounts.CASH,
                                credit,
                                deposit.amount(),
                                "deposit")));
    }

    @Override
    public Deposits deposits(Actor actor, None nothing) {
        boolean all = actor.may(Permission.OPERATE_FUND);
        return new Deposits(
                database.read(
                        handle ->
                                all
                                        ? repository.deposits(handle)
                                        : repository.deposits(handle, actor.user())));
    }

    @Override
    public CustomerBalance myBalance(Actor actor, None nothing) {
        return balanceOf(actor.user());
    }

    @Override
    public CustomerBalance balance(Actor actor, CustomerRef ref) {
        boolean allowed = actor.owns(ref.user()) || actor.may(Permission.OPERATE_FUND);
        if (!allowed) {
            throw Refusal.notFound("customer", ref.user());
        }
        return balanceOf(ref.user());
    }

    private CustomerBalance balanceOf(UserId user) {
        String name = LedgerAccounts.prepaid(user);
        LedgerAccount account = database.read(handle -> repository.ledger().account(handle, name));
        if (account == null) {
            return new CustomerBalance(user, Money.zero(Asset.USDT), Money.zero(Asset.USDT));
        }
        return new CustomerBalance(
                user,
                new Money(account.balance(), account.asset()),
                new Money(account.available(), account.asset()));
    }

    @Override
    public Booked book(Actor actor, Batch batch) {
        Checks.batch(batch);
        return queue.book(batch);
    }

    private List<Outcome> commit(List<Queued> group) {
        Map<UUID, String> traces = new HashMap<>();
        group.forEach(queued -> traces.put(queued.batch().id(), queued.trace()));
        List<Batch> batches = group.stream().map(Queued::batch).toList();
        return database.transaction(
                handle -> {
                    LedgerTables.Result result = repository.ledger().book(handle, batches, now());
                    announce(handle, result.fresh(), traces);
                    return result.outcomes();
                });
    }

    private void announce(Handle handle, List<Transfer> fresh, Map<UUID, String> traces) {
        List<Caused<FundEvent>> events = new ArrayList<>();
        for (Transfer transfer : fresh) {
            String trace = traces.getOrDefault(transfer.batch(), "");
            events.add(new Caused<>(new TransferBooked(transfer), trace));
        }
        if (!events.isEmpty()) {
            feed.append(handle, events);
        }
    }

    @Override
    public LedgerHead head(Actor actor, None nothing) {
        return database.read(repository.ledger()::head);
    }

    @Override
    public TrialBalance trialBalance(Actor actor, None nothing) {
        return Statements.trialBalance(database.read(repository.ledger()::accounts));
    }

    @Override
    public Transfers transfers(Actor actor, TransferPage page) {
        int limit = Math.clamp(page.limit() == 0 ? PAGE_MAX : page.limit(), 1, PAGE_MAX);
        return new Transfers(
                database.read(
                        handle -> repository.ledger().transfers(handle, page.after(), limit)));
    }

    @Override
    public Pool pool(Actor actor, None nothing) {
        return Statements.pool(database.read(repository.ledger()::accounts));
    }

    @Override
    public LedgerVerification verify(Actor actor, None nothing) {
        return database.transaction(
                handle -> {
                    handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    return new LedgerAuditor(handle, repository.ledger()).verify();
                });
    }

    @Override
    public EventFeed<FundEvent> events() {
        return feed;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    /** PostgreSQL keeps microseconds, and what is hashed must be what is read back. */
    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MICROS);
    }
}
