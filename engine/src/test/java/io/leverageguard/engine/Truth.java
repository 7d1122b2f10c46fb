package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes from the orders and shares alone what an engine keeps in running sums. */
final class Truth {
    private Truth() {}

    /** Everything that is kept twice is the same twice. */
    static void check(Engine engine) {
        EngineState state = engine.state();
        List<OrderEntry> all = new ArrayList<>(state.orders.values());
        all.addAll(state.settling.values());
        for (PositionEntry position : state.positions.values()) {
            checkHolding(position, all.stream().filter(o -> o.position == position).toList());
            long shared = 0;
            for (ShareEntry share : position.shares) {
                checkHolding(share, all.stream().filter(o -> o.share == share).toList());
                shared += share.lots;
            }
            boolean isShared = position.shares.stream().anyMatch(share -> share.counted != 0);
            assertThat(isShared ? shared : position.lots).isEqualTo(position.lots);
        }
        checkScopes(state);
        assertThat(engine.recomputedHash()).isEqualTo(engine.stateHash());
    }

    private static void checkHolding(Holding holding, List<OrderEntry> orders) {
        for (boolean buy : new boolean[] {true, false}) {
            long exposed = 0;
            long reducing = 0;
            for (OrderEntry order : orders) {
                if (order.buy == buy) {
                    exposed += order.unconfirmedLots();
                    exposed += order.reduceOnly ? 0 : order.openLots();
                    reducing += order.reduceOnly ? order.openLots() : 0;
                }
            }
            assertThat(buy ? holding.buyLotsExposed : holding.sellLotsExposed).isEqualTo(exposed);
            assertThat(buy ? holding.buyLotsReducing : holding.sellLotsReducing)
                    .isEqualTo(reducing);
        }
    }

    private static void checkScopes(EngineState state) {
        Map<ScopeExposure, long[]> sums = new HashMap<>();
        List<Holding> holdings = new ArrayList<>();
        for (PositionEntry position : state.positions.values()) {
            holdings.add(position);
            holdings.addAll(position.shares);
        }
        for (Holding holding : holdings) {
            for (int i = 0; i < holding.sums(); i++) {
                long[] sum = sums.computeIfAbsent(holding.sum(i), _ -> new long[3]);
                sum[0] += holding.worstLots();
                sum[1] += holding.lots;
                sum[2] += holding.cost;
            }
        }
        sums.forEach(
                (exposure, sum) ->
                        assertThat(new long[] {exposure.worstLots, exposure.lots, exposure.cost})
                                .isEqualTo(sum));
        int open = state.orders.size();
        assertThat(state.desk().openOrders).isEqualTo(open);
        assertThat(state.accounts.values().stream().mapToInt(a -> a.own.openOrders).sum())
                .isEqualTo(open);
    }
}
