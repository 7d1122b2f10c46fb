package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Routing.QuoteRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.VenueCost;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.engine.execution.ExecutionRisk;
import io.leverageguard.engine.execution.Ladder;
import io.leverageguard.engine.execution.Ladder.Bill;
import io.leverageguard.engine.execution.Ladder.Level;
import io.leverageguard.engine.execution.Router;
import io.leverageguard.engine.execution.Router.Plan;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.execution.LiveMarket.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what an order would cost at each venue, and divides it. */
final class RoutePlanner {
    private static final int LEVELS_MAX = 500;
    private static final int PRICE_SCALE = 10;
    private static final int MONEY_SCALE = 8;

    /** Where costs are looked up. */
    record Sources(
            Trading trading,
            ExecutionDesk desk,
            LiveMarkets markets,
            FeeRates fees,
            FundingRates funding,
            VenueQuality quality,
            ExecutionModule.LeverageBook leverage,
            PartSender sender) {}

    /** What is taken from one account. */
    record Cut(Account account, Instrument instrument, Bill bill) {}

    /** A division: in words, and as what is to be sent. */
    record Division(RouteQuote quote, List<Cut> cuts) {}

    /** An account that may take part; without a ladder it cannot, and {@code excluded} says why. */
    private record Candidate(
            Account account,
            @Nullable Instrument instrument,
            @Nullable Ladder ladder,
            BigDecimal funding,
            BigDecimal risk,
            String excluded) {
        static Candidate not(Account account, String why) {
            return new Candidate(account, null, null, BigDecimal.ZERO, BigDecimal.ZERO, why);
        }
    }

    private final Sources sources;

    RoutePlanner(Sources sources) {
        this.sources = sources;
    }

    /** Divides {@code quantity}, which may be less than was ordered, without some accounts. */
    Division divide(
            List<Account> accounts, QuoteRoute order, BigDecimal quantity, Set<AccountId> without) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> venues = new HashSet<>();
        for (Account account : accounts) {
            if (without.contains(account.account())) {
                candidates.add(Candidate.not(account, "refused_before"));
            } else if (!venues.add(account.venue())) {
                candidates.add(Candidate.not(account, "same_venue"));
            } else {
                candidates.add(candidate(account, order));
            }
        }
        List<Candidate> usable = candidates.stream().filter(one -> one.ladder() != null).toList();
        List<Ladder> ladders = new ArrayList<>();
        for (Candidate one : usable) {
            if (one.ladder() != null) {
                ladders.add(one.ladder());
            }
        }
        Plan plan = Router.route(quantity, ladders);
        return told(order, quantity, candidates, usable, ladders, plan);
    }

    private Candidate candidate(Account account, QuoteRoute order) {
        Instrument instrument;
        try {
            instrument = sources.desk().instrument(account.venue(), order.symbol());
        } catch (Refusal e) {
            return Candidate.not(account, e.code());
        }
        LiveMarket market = sources.markets().withBook(account.venue(), order.symbol());
        boolean buy = order.side() == Side.BUY;
        List<Level> levels = within(order, market.offers(buy));
        Quote quote = market.quote();
        if (quote == null || market.offers(buy).isEmpty()) {
            return Candidate.not(account, "no_book");
        }
        if (levels.isEmpty()) {
            return Candidate.not(account, "nothing_within_limit");
        }
        BigDecimal held =
                sources.funding()
                        .perUnit(account.venue(), order.symbol(), market.mark(), order.horizon());
        BigDecimal funding = buy ? held : held.negate();
        VenueQuality.Measure measure = sources.quality().of(account.venue());
        BigDecimal risk =
                ExecutionRisk.perUnit(
                        quote.mid(),
                        quote.halfSpread(),
                        market.volatility(),
                        measure.latencyMs(),
                        measure.rejectRate());
        Ladder ladder = ladder(account, instrument, order, levels, funding.add(risk));
        String excluded =
                ladder.capacity().compareTo(ladder.least()) < 0 ? "no_margin_or_position" : "";
        return new Candidate(account, instrument, ladder, funding, risk, excluded);
    }

    private Ladder ladder(
            Account account,
            Instrument instrument,
            QuoteRoute order,
            List<Level> levels,
            BigDecimal extra) {
        boolean reduces = Boolean.TRUE.equals(order.reduceOnly());
        BigDecimal most = instrument.maxQuantity();
        if (reduces) {
            most = most.min(reducible(account, order));
        }
        return new Ladder(
                order.side() == Side.BUY,
                levels,
                sources.fees().taker(account),
                extra,
                instrument.lotSize(),
                reduces ? instrument.lotSize() : least(instrument, levels),
                most,
                reduces ? BigDecimal.ZERO : available(account, instrument.quote()),
                reduces ? 0 : sources.leverage().of(account.account(), order.symbol()));
    }

    /** By quantity, and by value at the worst of the prices that are looked at. */
    private static BigDecimal least(Instrument instrument, List<Level> levels) {
        BigDecimal lowest = levels.stream().map(Level::price).reduce(BigDecimal::min).orElseThrow();
        BigDecimal lots =
                instrument
                        .minNotional()
                        .divide(lowest.multiply(instrument.lotSize()), 0, RoundingMode.CEILING);
        return instrument.minQuantity().max(lots.multiply(instrument.lotSize()));
    }

    private BigDecimal available(Account account, String asset) {
        return sources
                .trading()
                .balances(PartSender.SELF, new AccountRef(account.account()))
                .balances()
                .stream()
                .filter(balance -> balance.asset().equals(asset))
                .map(Balance::available)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private BigDecimal reducible(Account account, QuoteRoute order) {
        BigDecimal held =
                sources
                        .trading()
                        .positions(PartSender.SELF, new AccountRef(account.account()))
                        .positions()
                        .stream()
                        .filter(position -> position.symbol().equals(order.symbol()))
                        .map(Position::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal against = order.side() == Side.BUY ? held.negate() : held;
        return against.max(BigDecimal.ZERO);
    }

    private static List<Level> within(QuoteRoute order, List<Level> levels) {
        BigDecimal limit = order.limitPrice();
        return levels.stream()
                .filter(
                        level ->
                                limit == null
                                        || (order.side() == Side.BUY
                                                ? level.price().compareTo(limit) <= 0
                                                : level.price().compareTo(limit) >= 0))
                .limit(LEVELS_MAX)
                .toList();
    }

    private Division told(
            QuoteRoute order,
            BigDecimal quantity,
            List<Candidate> candidates,
            List<Candidate> usable,
            List<Ladder> ladders,
            Plan plan) {
        List<VenueCost> costs = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal bestAlone = null;
        for (Candidate one : candidates) {
            int index = usable.indexOf(one);
            Bill bill = index < 0 ? null : plan.bills().get(index);
            Plan alone = index < 0 ? null : Router.single(quantity, ladders, index);
            BigDecimal aloneCost = alone == null ? null : money(alone.cost());
            costs.add(cost(one, bill, aloneCost));
            if (aloneCost != null) {
                bestAlone = bestAlone == null ? aloneCost : bestAlone.min(aloneCost);
            }
            Instrument instrument = one.instrument();
            if (bill != null && instrument != null) {
                cuts.add(new Cut(one.account(), instrument, bill));
                value = value.add(bill.value());
            }
        }
        RouteQuote quote =
                new RouteQuote(
                        order.symbol(),
                        order.side(),
                        AlgoRow.plain(quantity),
                        AlgoRow.plain(plan.quantity()),
                        average(value, plan.quantity()),
                        money(plan.cost()),
                        bestAlone,
                        costs,
                        sources.sender().now());
        return new Division(quote, cuts);
    }

    private VenueCost cost(Candidate one, @Nullable Bill bill, @Nullable BigDecimal alone) {
        Ladder ladder = one.ladder();
        VenueQuality.Measure measure = sources.quality().of(one.account().venue());
        BigDecimal quantity = bill == null ? BigDecimal.ZERO : bill.quantity();
        return new VenueCost(
                one.account().account(),
                one.account().venue(),
                AlgoRow.plain(quantity),
                bill == null ? null : average(bill.value(), quantity),
                bill == null ? null : AlgoRow.plain(bill.worstPrice()),
                ladder == null ? BigDecimal.ZERO : AlgoRow.plain(ladder.takerFee()),
                bill == null ? BigDecimal.ZERO : money(bill.fee()),
                money(one.funding().multiply(quantity)),
                money(one.risk().multiply(quantity)),
                measure.latencyMs(),
                measure.rejectRate(),
                bill == null ? BigDecimal.ZERO : money(bill.margin()),
                ladder == null ? BigDecimal.ZERO : AlgoRow.plain(ladder.capacity()),
                alone,
                one.excluded());
    }

    private static @Nullable BigDecimal average(BigDecimal value, BigDecimal quantity) {
        return quantity.signum() == 0
                ? null
                : AlgoRow.plain(value.divide(quantity, PRICE_SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(MONEY_SCALE, RoundingMode.HALF_EVEN);
    }
}
