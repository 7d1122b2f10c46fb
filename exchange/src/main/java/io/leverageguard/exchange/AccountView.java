package io.leverageguard.exchange;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Trigger;
import java.math.BigDecimal;
import java.util.List;

/**
 * All that the exchange holds of one account, whichever protocol it came by: for those who compare
 * what somebody says of an account with what is true.
 *
 * @param wallet in USDT
 */
public record AccountView(
        String uid,
        BigDecimal wallet,
        List<OrderView> orders,
        List<TriggerView> triggers,
        List<FillView> fills,
        List<PositionView> positions) {
    /** The lists are copied. */
    public AccountView {
        orders = List.copyOf(orders);
        triggers = List.copyOf(triggers);
        fills = List.copyOf(fills);
        positions = List.copyOf(positions);
    }

    /**
     * An order, open or ended.
     *
     * @param trigger the exchange's number of the condition that it comes from, zero for none
     */
    public record OrderView(
            long id,
            String clientId,
            String symbol,
            boolean buy,
            ExchangeOrder.Status status,
            BigDecimal quantity,
            BigDecimal filled,
            long trigger) {}

    /** A condition that waits or waited. */
    public record TriggerView(
            long id, String clientId, String symbol, boolean buy, Trigger.State state) {}

    /** A fill of the order with this number. */
    public record FillView(
            long order, BigDecimal quantity, BigDecimal price, BigDecimal fee, BigDecimal profit) {}

    /** A position that is not flat; {@code quantity} is negative for a short. */
    public record PositionView(
            String symbol, BigDecimal quantity, BigDecimal entryPrice, boolean isolated) {}

    /** The account as it is now. */
    static AccountView of(Account account) {
        return new AccountView(
                Long.toString(account.id()),
                QuoteUnits.toDecimal(account.wallet()),
                account.orders().values().stream().map(AccountView::order).toList(),
                account.triggers().values().stream().map(AccountView::trigger).toList(),
                account.fills().stream().map(AccountView::fill).toList(),
                account.positions().stream()
                        .filter(position -> position.lots() != 0)
                        .map(AccountView::position)
                        .toList());
    }

    private static OrderView order(ExchangeOrder order) {
        Contract contract = order.market().contract();
        return new OrderView(
                order.id(),
                order.clientId(),
                contract.symbol(),
                order.terms().buy(),
                order.status(),
                contract.quantity(order.terms().lots()),
                contract.quantity(order.filled()),
                order.trigger().map(Trigger::id).orElse(0L));
    }

    private static TriggerView trigger(Trigger trigger) {
        return new TriggerView(
                trigger.id(),
                trigger.clientId(),
                trigger.market().contract().symbol(),
                trigger.request().order().buy(),
                trigger.state());
    }

    private static FillView fill(Account.Fill fill) {
        Contract contract = fill.order().market().contract();
        return new FillView(
                fill.order().id(),
                contract.quantity(fill.lots()),
                contract.price(fill.priceTicks()),
                QuoteUnits.toDecimal(fill.fee()),
                QuoteUnits.toDecimal(fill.realized()));
    }

    private static PositionView position(Position position) {
        Contract contract = position.market().contract();
        return new PositionView(
                contract.symbol(),
                contract.quantity(position.lots()),
                contract.meanPrice(Math.abs(position.cost()), Math.abs(position.lots())),
                position.isolated());
    }
}
