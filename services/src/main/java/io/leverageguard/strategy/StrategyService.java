package io.leverageguard.strategy;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.strategy.StrategyRepository.Registered;
import java.util.Map;

/** Registers, starts and stops strategies. */
final class StrategyService implements Strategies {
    private static final int STRATEGIES_PER_OWNER_MAX = 100;

    private final Clock clock;
    private final IdGenerator ids;
    private final StrategyKinds kinds;
    private final MarketData marketData;
    private final Trading trading;
    private final StrategyRepository repository;
    private final StrategyRunner runner;

    StrategyService(
            Clock clock,
            IdGenerator ids,
            StrategyKinds kinds,
            MarketData marketData,
            Trading trading,
            StrategyRepository repository,
            StrategyRunner runner) {
        this.clock = clock;
        this.ids = ids;
        this.kinds = kinds;
        this.marketData = marketData;
        this.trading = trading;
        this.repository = repository;
        this.runner = runner;
    }

    @Override
    public Kinds kinds(Actor actor, None nothing) {
        return new Kinds(kinds.kinds());
    }

    @Override
    public Strategy register(Actor actor, RegisterStrategy command) {
        Map<String, String> parameters = kinds.complete(command.kind(), command.parameters());
        kinds.make(command.kind(), parameters);
        Account account = trading.account(actor, new AccountRef(command.account()));
        marketData.instrument(actor, new InstrumentRef(account.venue(), command.symbol()));
        if (repository.ofOwner(account.owner()).size() >= STRATEGIES_PER_OWNER_MAX) {
            throw new Refusal(
                    Refusal.Reason.LIMIT_REACHED,
                    "too_many_strategies",
                    "nobody has more than " + STRATEGIES_PER_OWNER_MAX + " strategies");
        }
        Strategy strategy =
                new Strategy(
                        new StrategyId(ids.next()),
                        account.owner(),
                        command.account(),
                        command.kind(),
                        command.symbol(),
                        parameters,
                        State.REGISTERED,
                        "",
                        clock.now());
        repository.insert(strategy, account.venue(), actor.name());
        return strategy;
    }

    @Override
    public Strategy start(Actor actor, StrategyRef ref) {
        Strategy owned = owned(actor, ref).strategy();
        return repository.change(owned.strategy(), State.RUNNING, "", actor.name());
    }

    @Override
    public Strategy stop(Actor actor, StrategyRef ref) {
        Strategy owned = owned(actor, ref).strategy();
        if (owned.state() != State.RUNNING) {
            return owned;
        }
        Strategy stopped =
                repository.change(owned.strategy(), State.STOPPED, "stopped", actor.name());
        runner.stopped(owned.strategy());
        return stopped;
    }

    @Override
    public StrategyList strategies(Actor actor, None nothing) {
        return new StrategyList(
                repository.ofOwner(actor.user()).stream().map(Registered::strategy).toList());
    }

    @Override
    public Performance performance(Actor actor, StrategyRef ref) {
        return repository.performance(owned(actor, ref).strategy().strategy());
    }

    @Override
    public EventFeed<StrategyEvent> events() {
        return repository.events();
    }

    @Override
    public AuditTrail audit() {
        return repository.audit();
    }

    private Registered owned(Actor actor, StrategyRef ref) {
        return repository
                .find(ref.strategy())
                .filter(found -> actor.owns(found.strategy().owner()))
                .orElseThrow(() -> Refusal.notFound("strategy", ref.strategy()));
    }
}
