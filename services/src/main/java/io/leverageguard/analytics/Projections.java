package io.leverageguard.analytics;

import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.fund.FundEvent;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.payout.PayoutEvent;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kit.feed.FeedReader;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Says what each event changes in the projections. */
final class Projections {
    private final AnalyticsRepository repository;

    Projections(AnalyticsRepository repository) {
        this.repository = repository;
    }

    Consumer<Handle> of(UsersEvent event) {
        return switch (event) {
            case UsersEvent.UserRegistered registered ->
                    handle -> repository.person(handle, registered.user(), registered.login());
            case UsersEvent.RolesChanged _,
                    UsersEvent.VenueKeyStored _,
                    UsersEvent.VenueKeyRevoked _ ->
                    FeedReader.nothing();
        };
    }

    Consumer<Handle> of(TradingEvent event) {
        return switch (event) {
            case TradingEvent.AccountOpened opened -> handle -> repository.account(handle, opened);
            case TradingEvent.OrderFilled filled ->
                    handle -> repository.fill(handle, filled.fill());
            case TradingEvent.PositionChanged changed ->
                    handle -> repository.position(handle, changed.position());
            case TradingEvent.PositionLiquidated liquidated ->
                    handle -> repository.liquidation(handle, liquidated);
            case TradingEvent.AccountReconciled reconciled ->
                    handle -> repository.reconciliation(handle, reconciled);
            case TradingEvent.OrderChanged _,
                    TradingEvent.OrderUnknown _,
                    TradingEvent.PositionDeleveraged _,
                    TradingEvent.PositionSettled _,
                    TradingEvent.FundingSettled _,
                    TradingEvent.LimitTripped _,
                    TradingEvent.MarginActionTaken _ ->
                    FeedReader.nothing();
        };
    }

    Consumer<Handle> of(MarketDataEvent event) {
        return switch (event) {
            case MarketDataEvent.CandleClosed closed ->
                    closed.interval() == Interval.M1
                            ? handle -> repository.candle(handle, closed)
                            : FeedReader.nothing();
            case MarketDataEvent.InstrumentListed _ -> FeedReader.nothing();
        };
    }

    Consumer<Handle> of(RiskEvent event) {
        return switch (event) {
            case RiskEvent.MarginWarned warned ->
                    handle -> repository.warning(handle, warned.warning());
            case RiskEvent.LimitsChanged _,
                    RiskEvent.ScopeLimitsChanged _,
                    RiskEvent.TripsLifted _,
                    RiskEvent.MarginActionDue _ ->
                    FeedReader.nothing();
        };
    }

    Consumer<Handle> of(CoverEvent event) {
        return switch (event) {
            case CoverEvent.Quoted quoted -> handle -> repository.quote(handle, quoted.quote());
            case CoverEvent.PolicyBound bound ->
                    handle -> repository.policy(handle, bound.policy());
            case CoverEvent.PolicyChanged changed ->
                    handle -> repository.policy(handle, changed.policy());
            case CoverEvent.ClaimChanged changed ->
                    handle -> repository.claim(handle, changed.claim());
            case CoverEvent.ClaimPayable payable -> handle -> repository.payable(handle, payable);
        };
    }

    Consumer<Handle> of(PayoutEvent event) {
        return switch (event) {
            case PayoutEvent.PayoutChanged changed ->
                    handle -> repository.payout(handle, changed.payout());
        };
    }

    Consumer<Handle> of(FundEvent event) {
        return switch (event) {
            case FundEvent.TransferBooked booked ->
                    handle -> repository.transfer(handle, booked.transfer());
            case FundEvent.DepositConfirmed _ -> FeedReader.nothing();
        };
    }

    Consumer<Handle> of(StrategyEvent event) {
        return switch (event) {
            case StrategyEvent.StrategyChanged changed ->
                    handle -> repository.strategy(handle, changed.strategy());
            case StrategyEvent.SignalGiven _ -> FeedReader.nothing();
        };
    }
}
