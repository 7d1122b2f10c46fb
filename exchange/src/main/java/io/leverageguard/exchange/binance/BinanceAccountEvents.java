package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.AccountCause;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells an account's owner on his private stream what happened to it. */
final class BinanceAccountEvents implements ExchangeListener {
    private final BinanceStreams streams;
    private final Faults faults;
    private final LongSupplier clock;

    BinanceAccountEvents(BinanceStreams streams, Faults faults, LongSupplier clock) {
        this.streams = streams;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        if (fill != null) {
            tell(order.account(), "TRADE_LITE", lite(order, fill));
        }
        tell(
                order.account(),
                "ORDER_TRADE_UPDATE",
                new BinanceEvent.OrderTradeUpdate(
                        now(), now(), BinanceWire.update(order, change, fill, now())));
    }

    @Override
    public void triggered(Trigger trigger, TriggerChange change) {
        // The venue does not tell when a trailing stop begins to follow the price.
        if (change != TriggerChange.ACTIVATED) {
            tell(
                    trigger.account(),
                    "ALGO_UPDATE",
                    new BinanceEvent.AlgoUpdate(
                            now(), now(), BinanceAlgoWire.state(trigger, change)));
        }
    }

    @Override
    public void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {
        if (account.system()) {
            return;
        }
        BinanceEvent.BalanceChange balance =
                new BinanceEvent.BalanceChange(
                        BinanceWire.ASSET,
                        BinanceWire.money(account.wallet()),
                        BinanceWire.money(account.crossWallet()),
                        BinanceWire.money(balanceChange));
        List<BinanceEvent.PositionChange> positions =
                changed.stream().map(BinanceWire::change).toList();
        BinanceEvent.AccountChange told =
                new BinanceEvent.AccountChange(
                        BinanceWire.reason(cause), List.of(balance), positions);
        tell(account, "ACCOUNT_UPDATE", new BinanceEvent.AccountUpdate(now(), now(), told));
    }

    @Override
    public void marginCalled(Position position) {
        Contract contract = position.market().contract();
        BinanceEvent.MarginCallPosition called =
                new BinanceEvent.MarginCallPosition(
                        contract.symbol(),
                        position.leg().name(),
                        contract.quantity(position.lots()),
                        position.isolated() ? "ISOLATED" : "CROSSED",
                        BinanceWire.money(position.isolatedWallet()),
                        contract.priceOfUnits(position.market().mark()),
                        BinanceWire.money(position.profit()),
                        BinanceWire.money(position.maintenance()));
        BigDecimal cross =
                position.isolated() ? null : BinanceWire.money(position.account().crossWallet());
        tell(
                position.account(),
                "MARGIN_CALL",
                new BinanceEvent.MarginCall(now(), cross, List.of(called)));
    }

    @Override
    public void leverageChanged(Position position) {
        BinanceEvent.LeverageChange change =
                new BinanceEvent.LeverageChange(
                        position.market().contract().symbol(), position.leverage());
        tell(
                position.account(),
                "ACCOUNT_CONFIG_UPDATE",
                new BinanceEvent.AccountConfigUpdate(now(), now(), change));
    }

    /** A trade told first and short, without profit and fee. */
    private Map<String, Object> lite(ExchangeOrder order, Account.Fill fill) {
        Contract contract = order.market().contract();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("e", "TRADE_LITE");
        event.put("E", now());
        event.put("T", now());
        event.put("s", contract.symbol());
        event.put("q", contract.quantity(order.terms().lots()));
        event.put("p", BinanceWire.limit(order));
        event.put("m", fill.maker());
        event.put("c", BinanceWire.clientId(order));
        event.put("S", BinanceWire.side(order.terms().buy()));
        event.put("L", contract.price(fill.priceTicks()));
        event.put("l", contract.quantity(fill.lots()));
        event.put("t", fill.tradeId());
        event.put("i", order.id());
        return event;
    }

    private void tell(Account account, String name, Object event) {
        // What nobody hears must not use up a fault that is meant for another protocol.
        if (streams.isHeard(account)) {
            faults.privateEvent(
                    () -> streams.tell(account, name, () -> BinanceMessages.write(event)));
        }
    }

    private long now() {
        return clock.getAsLong();
    }
}
