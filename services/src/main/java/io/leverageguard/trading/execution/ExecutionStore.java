package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Where parent and routed orders outlive the process. {@link ExecutionRepository} keeps them in
 * PostgreSQL, {@link ExecutionMemory} is for simulations.
 */
interface ExecutionStore {
    /** How many parent orders a list shows at most. */
    int ALGOS_MAX = 500;

    /** What was filled of a parent. */
    record Sums(BigDecimal quantity, BigDecimal value, BigDecimal fees) {
        static final Sums NOTHING = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** An answer to an order, for the measures of a venue. */
    record Answer(AccountId account, long latencyMs, boolean refused) {}

    /** Adds a parent order; false when its id is taken. */
    boolean add(AlgoRow algo);

    /** Keeps where a parent order stands, and these parts, in one commit. */
    void save(AlgoRow algo, List<PartRow> parts);

    /** One parent order. */
    Optional<AlgoRow> algo(OrderId algo);

    /** The account's parent orders, newest first, at most {@link #ALGOS_MAX}. */
    List<AlgoRow> algos(AccountId account);

    /** The parent orders that are not at their end, oldest first. */
    List<AlgoRow> workingAlgos();

    /** Adds a routed order and its first legs in one commit; false when its id is taken. */
    boolean add(RouteRow route, List<PartRow> legs);

    /** Keeps where a routed order stands, and these legs, in one commit. */
    void save(RouteRow route, List<PartRow> legs);

    /** One routed order. */
    Optional<RouteRow> route(OrderId route);

    /** The routed orders that are not at their end, oldest first. */
    List<RouteRow> workingRoutes();

    /** The parts of a parent or routed order, by number. */
    List<PartRow> parts(OrderId parent);

    /** Up to where the feed of trading has been read. */
    long cursor();

    /** Keeps those of the fills that are of parts, once each, and how far the feed was read. */
    void took(List<Fill> fills, long cursor);

    /** What was filled of a parent order. */
    Sums sums(OrderId parent);

    /** The latest answers, newest first. */
    List<Answer> answers(int limit);
}
