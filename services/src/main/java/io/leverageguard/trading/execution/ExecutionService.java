package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Execution;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.execution.ParentOrder;
import io.leverageguard.engine.execution.Schedule;
import io.leverageguard.engine.execution.Shortfall;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.trading.execution.AlgoRow.Standing;
import io.leverageguard.trading.execution.AlgoRow.Tally;
import io.leverageguard.trading.execution.ExecutionStore.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of execution algorithms: who may do what, and what is answered. */
final class ExecutionService implements Execution {
    private static final int WORKING_MAX = 100;
    private static final int PRICE_SCALE = 10;
    private static final int SHARE_SCALE = 6;

    private final Trading trading;
    private final ExecutionStore store;
    private final ExecutionDesk desk;
    private final PartSender sender;
    private final VolumeProfile profile;

    ExecutionService(
            Trading trading,
            ExecutionStore store,
            ExecutionDesk desk,
            PartSender sender,
            VolumeProfile profile) {
        this.trading = trading;
        this.store = store;
        this.desk = desk;
        this.sender = sender;
        this.profile = profile;
    }

    @Override
    public Algo start(Actor actor, StartAlgo command) {
        Account account = trading.account(actor, new AccountRef(command.account()));
        StartAlgo order = AlgoRules.plain(command);
        Optional<AlgoRow> first = store.algo(order.algo());
        if (first.isPresent()) {
            return repeated(first.get(), order);
        }
        Instant now = sender.now();
        AlgoRules.checkForm(order, now);
        Instrument instrument = desk.instrument(account.venue(), order.symbol());
        AlgoRules.check(order, instrument);
        if (desk.working(account.account()) >= WORKING_MAX) {
            throw new Refusal(
                    Reason.LIMIT_REACHED,
                    "too_many_algos",
                    "at most " + WORKING_MAX + " at a time in one account");
        }
        AlgoRow row = row(account, order, new AlgoPlan(instrument), now);
        if (!store.add(row)) {
            return repeated(found(order.algo()), order);
        }
        desk.begin(order.algo(), desk::load);
        return found(order.algo()).shown();
    }

    @Override
    public Algo pause(Actor actor, AlgoRef ref) {
        return commanded(actor, ref, task -> task.pause(true));
    }

    @Override
    public Algo resume(Actor actor, AlgoRef ref) {
        return commanded(actor, ref, task -> task.pause(false));
    }

    @Override
    public Algo stop(Actor actor, AlgoRef ref) {
        return commanded(actor, ref, AlgoTask::stop);
    }

    @Override
    public Algo algo(Actor actor, AlgoRef ref) {
        return own(actor, ref).shown();
    }

    @Override
    public Algos algos(Actor actor, AccountRef ref) {
        Account account = trading.account(actor, ref);
        return new Algos(store.algos(account.account()).stream().map(AlgoRow::shown).toList());
    }

    @Override
    public Parts parts(Actor actor, AlgoRef ref) {
        own(actor, ref);
        List<AlgoPart> shown = new ArrayList<>();
        for (PartRow part : store.parts(ref.algo())) {
            // A part that limits or rules refused has no order, and one may not have arrived yet.
            try {
                shown.add(
                        new AlgoPart(
                                part.number(),
                                trading.order(PartSender.SELF, new OrderRef(part.order()))));
            } catch (Refusal e) {
                if (e.reason() != Reason.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return new Parts(shown);
    }

    @Override
    public Report report(Actor actor, AlgoRef ref) {
        AlgoRow row = own(actor, ref);
        Standing standing = row.standing();
        Sums sums = store.sums(ref.algo());
        BigDecimal quantity = row.order().quantity();
        Shortfall shortfall = shortfall(row, sums);
        BigDecimal volume = standing.marketVolume();
        return new Report(
                ref.algo(),
                standing.state(),
                quantity,
                sums.quantity(),
                standing.arrival(),
                average(sums),
                shortfall.delay(),
                shortfall.impact(),
                shortfall.fees(),
                shortfall.opportunity(),
                shortfall.total(),
                shortfall.basisPoints(),
                volume,
                volume.signum() == 0
                        ? null
                        : sums.quantity().divide(volume, SHARE_SCALE, RoundingMode.HALF_EVEN),
                sums.quantity().compareTo(row.tally().filled()) == 0);
    }

    private AlgoRow row(Account account, StartAlgo order, AlgoPlan plan, Instant now) {
        AlgoRow blank =
                new AlgoRow(
                        order,
                        account.owner(),
                        account.venue(),
                        AlgoPlan.NO_SCHEDULE,
                        now,
                        Standing.initial(now),
                        Tally.NOTHING);
        ParentOrder parent = plan.parent(order, blank.from());
        Schedule schedule = plan.schedule(order, parent, weights(blank));
        return new AlgoRow(
                order,
                account.owner(),
                account.venue(),
                schedule,
                now,
                blank.standing(),
                blank.tally());
    }

    private long[] weights(AlgoRow row) {
        Instant until = row.order().until();
        if (row.order().tactic().algorithm() != Algorithm.VWAP || until == null) {
            return new long[0];
        }
        int slices = AlgoPlan.slices(row.order().tactic());
        return profile.weights(row.venue(), row.order().symbol(), row.from(), until, slices);
    }

    private Algo commanded(Actor actor, AlgoRef ref, Consumer<AlgoTask> command) {
        AlgoRow row = own(actor, ref);
        if (row.standing().state().isFinal()) {
            throw Refusal.conflict(
                    "algo_ended", "the order is at its end: " + row.standing().state());
        }
        AlgoTask task =
                desk.algo(ref.algo())
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                Reason.UNAVAILABLE,
                                                "algo_not_ready",
                                                "the order is being taken up; try again"));
        command.accept(task);
        return found(ref.algo()).shown();
    }

    private Algo repeated(AlgoRow first, StartAlgo order) {
        if (!first.order().equals(order)) {
            throw Refusal.conflict("id_reused", "this id was used for another order");
        }
        // The first time it may have come on record without anybody having been told.
        desk.begin(order.algo(), desk::load);
        return found(order.algo()).shown();
    }

    private AlgoRow own(Actor actor, AlgoRef ref) {
        AlgoRow row = found(ref.algo());
        if (!actor.owns(row.owner())) {
            throw Refusal.notFound("algo", ref.algo());
        }
        return row;
    }

    private AlgoRow found(OrderId algo) {
        return store.algo(algo).orElseThrow(() -> Refusal.notFound("algo", algo));
    }

    private static Shortfall shortfall(AlgoRow row, Sums sums) {
        BigDecimal arrival = row.standing().arrival();
        BigDecimal release = row.standing().release();
        BigDecimal last = row.standing().last();
        BigDecimal anchor = arrival == null ? BigDecimal.ONE : arrival;
        return Shortfall.of(
                new Shortfall.Facts(
                        row.order().side() == Side.BUY,
                        row.order().quantity(),
                        sums.quantity(),
                        sums.value(),
                        sums.fees(),
                        anchor,
                        release == null ? anchor : release,
                        last == null ? anchor : last));
    }

    private static @Nullable BigDecimal average(Sums sums) {
        if (sums.quantity().signum() == 0) {
            return null;
        }
        return AlgoRow.plain(
                sums.value().divide(sums.quantity(), PRICE_SCALE, RoundingMode.HALF_EVEN));
    }
}
