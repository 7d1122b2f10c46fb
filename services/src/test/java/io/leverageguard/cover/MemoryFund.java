package io.leverageguard.cover;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that keeps the promises of {@link Fund#book}, and can fail on demand. */
final class MemoryFund implements Fund {
    private final Map<String, Long> credits = new HashMap<>();
    private final Map<UUID, Batch> batches = new LinkedHashMap<>();
    private @Nullable String crashAfter;

    /** Money that was there before. */
    synchronized void give(String account, Money amount) {
        add(account, amount.minor());
        add(LedgerAccounts.CASH, -amount.minor());
    }

    /** The next booking with this code is made, but its answer is lost. */
    synchronized void loseAnswerOf(String code) {
        crashAfter = code;
    }

    /** What is credited less what is debited. */
    synchronized Money credit(String account) {
        return new Money(credits.getOrDefault(account, 0L), Asset.USDT);
    }

    synchronized long bookings(String code) {
        return batches.values().stream()
                .flatMap(batch -> batch.legs().stream())
                .filter(leg -> leg.code().equals(code))
                .count();
    }

    @Override
    public synchronized Booked book(Actor actor, Batch batch) {
        Batch before = batches.get(batch.id());
        if (before != null && !before.equals(batch)) {
            throw Refusal.conflict("id_reused", "another batch has this id");
        }
        if (before == null) {
            Map<String, Long> saved = Map.copyOf(credits);
            batch.legs().forEach(this::post);
            boolean overdrawn =
                    credits.entrySet().stream()
                            .anyMatch(
                                    entry ->
                                            entry.getValue() < 0
                                                    && entry.getKey().contains(":")
                                                    && !entry.getKey().startsWith("CASH"));
            if (overdrawn) {
                credits.clear();
                credits.putAll(saved);
                throw Refusal.unprocessable("insufficient_funds", "not enough money");
            }
            batches.put(batch.id(), batch);
        }
        String code = batch.legs().getFirst().code();
        if (code.equals(crashAfter)) {
            crashAfter = null;
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "fund_unavailable", "connection lost");
        }
        return new Booked(batch.id(), 1, 1, "head");
    }

    private void post(Leg leg) {
        add(leg.debit(), -leg.amount().minor());
        add(leg.credit(), leg.amount().minor());
    }

    private void add(String account, long minor) {
        credits.merge(account, minor, Long::sum);
    }

    @Override
    public synchronized Pool pool(Actor actor, None nothing) {
        Money cash = credit(LedgerAccounts.CASH).negated();
        Money customers = sum("CUSTOMER_PREPAID:");
        Money unearned = credit(LedgerAccounts.UNEARNED_PREMIUM);
        Money reserves = sum(LedgerAccounts.CASE_RESERVE);
        Money payable = sum(LedgerAccounts.CLAIMS_PAYABLE);
        Money own = cash.minus(customers).minus(unearned).minus(reserves).minus(payable);
        return new Pool(cash, customers, own, unearned, reserves, payable, own);
    }

    private Money sum(String prefix) {
        long total =
                credits.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new Money(total, Asset.USDT);
    }

    /** What a customer has. */
    Money prepaid(UserId user) {
        return credit(LedgerAccounts.prepaid(user));
    }

    @Override
    public Deposit announceDeposit(Actor actor, AnnounceDeposit command) {
        throw notHere();
    }

    @Override
    public Deposit confirmDeposit(Actor actor, ConfirmDeposit command) {
        throw notHere();
    }

    @Override
    public Deposits deposits(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public CustomerBalance myBalance(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public CustomerBalance balance(Actor actor, CustomerRef ref) {
        throw notHere();
    }

    @Override
    public TrialBalance trialBalance(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public Transfers transfers(Actor actor, TransferPage page) {
        throw notHere();
    }

    @Override
    public LedgerHead head(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public LedgerVerification verify(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public EventFeed<FundEvent> events() {
        throw notHere();
    }

    @Override
    public AuditTrail audit() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("cover does not call this");
    }
}
