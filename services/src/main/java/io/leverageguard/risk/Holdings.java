package io.leverageguard.risk;

import io.leverageguard.api.risk.RiskReport.Held;
import io.leverageguard.api.risk.RiskReport.Part;
import io.leverageguard.api.risk.RiskReport.Step;
import io.leverageguard.api.risk.RiskReport.Total;
import io.leverageguard.api.risk.RiskReport.Victim;
import io.leverageguard.engine.pricing.ShockLadder;
import io.leverageguard.engine.pricing.ShockLadder.Scenario;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.risk.RiskRepository.KnownAccount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Positions at their marks with what stands behind them, and what follows for exposure and stress.
 *
 * @param equity wallets and unrealised profit; null while a wallet is not known
 */
record Holdings(
        List<PricedPosition> positions, List<MarginPool> pools, @Nullable BigDecimal equity) {
    private static final int RATIO_SCALE = 8;

    static Holdings of(
            Collection<KnownAccount> accounts,
            List<PricedPosition> positions,
            Map<AccountId, BigDecimal> wallets) {
        Map<AccountId, List<PricedPosition>> byAccount =
                positions.stream()
                        .collect(Collectors.groupingBy(position -> position.open().account()));
        List<MarginPool> pools = new ArrayList<>();
        BigDecimal equity = BigDecimal.ZERO;
        for (KnownAccount account : accounts) {
            List<PricedPosition> own = byAccount.getOrDefault(account.account(), List.of());
            BigDecimal wallet = wallets.get(account.account());
            pools.addAll(MarginPool.of(own, wallet));
            equity =
                    equity == null || wallet == null
                            ? null
                            : equity.add(wallet).add(sum(own, PricedPosition::unrealizedPnl));
        }
        return new Holdings(List.copyOf(positions), List.copyOf(pools), equity);
    }

    Total total(List<String> unpriced) {
        BigDecimal gross = gross();
        BigDecimal maintenance = maintenance();
        return new Total(
                gross,
                sum(positions, PricedPosition::signedNotional),
                sum(positions, position -> position.open().margin()),
                sum(positions, PricedPosition::unrealizedPnl),
                equity,
                ratio(gross, equity),
                maintenance,
                maintenance == null ? null : ratio(maintenance, equity),
                List.copyOf(unpriced));
    }

    BigDecimal gross() {
        return sum(positions, PricedPosition::notional);
    }

    List<Part> bySymbol() {
        return parts(position -> position.open().venue() + ":" + position.open().symbol());
    }

    List<Part> byVenue() {
        return parts(position -> position.open().venue());
    }

    List<Held> held() {
        return positions.stream()
                .map(
                        position ->
                                new Held(
                                        position.open().account(),
                                        position.open().venue(),
                                        position.open().symbol(),
                                        position.open().quantity(),
                                        position.mark(),
                                        position.notional(),
                                        position.open().margin(),
                                        position.unrealizedPnl(),
                                        position.open().liquidationPrice(),
                                        position.open().distance(position.mark())))
                .toList();
    }

    /** What every scenario of the ladder would do. */
    List<Step> stress() {
        return ShockLadder.SCENARIOS.stream().map(this::step).toList();
    }

    /** The largest position that fits, by value; null where none does. */
    @Nullable BigDecimal largest(Predicate<OpenPosition> which) {
        return positions.stream()
                .filter(position -> which.test(position.open()))
                .map(PricedPosition::notional)
                .max(BigDecimal::compareTo)
                .orElse(null);
    }

    /** The sum of the values of the positions that fit. */
    BigDecimal gross(Predicate<OpenPosition> which) {
        return sum(
                positions.stream().filter(position -> which.test(position.open())).toList(),
                PricedPosition::notional);
    }

    /** One over the other; null where the other is not known or not positive. */
    static @Nullable BigDecimal ratio(BigDecimal one, @Nullable BigDecimal other) {
        return other == null || other.signum() <= 0
                ? null
                : one.divide(other, RATIO_SCALE, RoundingMode.HALF_UP);
    }

    private Step step(Scenario scenario) {
        BigDecimal loss = BigDecimal.ZERO;
        BigDecimal balance = BigDecimal.ZERO;
        BigDecimal maintenance = BigDecimal.ZERO;
        List<Victim> liquidated = new ArrayList<>();
        for (MarginPool pool : pools) {
            MarginPool.Outcome after = pool.under(scenario);
            loss = loss.add(worth(pool)).subtract(after.left());
            balance = plus(balance, after.balance());
            maintenance = plus(maintenance, after.maintenance());
            for (PricedPosition position : after.liquidated()) {
                OpenPosition open = position.open();
                liquidated.add(new Victim(open.account(), open.venue(), open.symbol()));
            }
        }
        return new Step(
                scenario.name(),
                loss,
                equity == null ? null : equity.subtract(loss),
                maintenance == null ? null : ratio(maintenance, balance),
                liquidated);
    }

    /** What a pool is worth before the move, liquidation aside. */
    private static BigDecimal worth(MarginPool pool) {
        BigDecimal behind = pool.wallet();
        boolean byBalance =
                behind != null
                        && pool.positions().stream()
                                .allMatch(position -> Objects.nonNull(position.table()));
        BigDecimal base =
                byBalance && behind != null
                        ? behind
                        : sum(pool.positions(), position -> position.open().margin());
        return base.add(sum(pool.positions(), PricedPosition::unrealizedPnl));
    }

    private @Nullable BigDecimal maintenance() {
        BigDecimal all = BigDecimal.ZERO;
        for (MarginPool pool : pools) {
            all = plus(all, pool.now().maintenance());
        }
        return all;
    }

    private List<Part> parts(Function<PricedPosition, String> name) {
        Map<String, List<PricedPosition>> groups =
                positions.stream()
                        .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> part(group.getKey(), group.getValue()))
                .toList();
    }

    private static Part part(String name, List<PricedPosition> positions) {
        return new Part(
                name,
                sum(positions, PricedPosition::notional),
                sum(positions, PricedPosition::signedNotional),
                sum(positions, position -> position.open().margin()),
                sum(positions, PricedPosition::unrealizedPnl),
                positions.stream()
                        .map(position -> position.open().distance(position.mark()))
                        .filter(Objects::nonNull)
                        .min(BigDecimal::compareTo)
                        .orElse(null));
    }

    /** A sum with something unknown is unknown. */
    private static @Nullable BigDecimal plus(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.add(other);
    }

    private static BigDecimal sum(
            Collection<PricedPosition> positions, Function<PricedPosition, BigDecimal> of) {
        return positions.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
