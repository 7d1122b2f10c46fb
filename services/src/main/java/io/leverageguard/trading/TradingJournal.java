package io.leverageguard.trading;

import io.leverageguard.api.trading.Outlook.BalanceChange;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Journal;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's journal: commands, rows, audit records and events of a batch are one commit of the
 * {@link Store}. After it, the owners' live streams are told.
 */
final class TradingJournal implements Journal {
    private final Store store;
    private final Hub hub;
    private final Desk desk;
    private final Map<AccountId, UserId> owners = new HashMap<>();
    private Consumer<List<Errand>> dispatch = errands -> {};

    TradingJournal(Store store, Hub hub, Desk desk) {
        this.store = store;
        this.hub = hub;
        this.desk = desk;
    }

    /** Who takes the errands of journalled batches. */
    void dispatch(Consumer<List<Errand>> taker) {
        dispatch = taker;
    }

    @Override
    public void append(byte[] commands, long stateHash) {
        Changes changes = desk.changes();
        if (commands.length == 0 && changes.isEmpty()) {
            return;
        }
        store.append(commands, stateHash, changes);
        changes.accounts.forEach(
                opened -> owners.put(opened.account().account(), opened.account().owner()));
        changes.announced().forEach(announced -> publish(announced.event()));
        changes.balances.forEach(this::publish);
        List<Errand> errands = changes.errands();
        changes.clear();
        if (!errands.isEmpty()) {
            dispatch.accept(errands);
        }
    }

    @Override
    public byte @Nullable [] snapshot() {
        return store.snapshot();
    }

    @Override
    public void keep(byte[] snapshot, long stateHash) {
        store.keep(snapshot, stateHash);
    }

    @Override
    public void replay(BatchReader reader) {
        desk.changes().clear();
        store.load(desk);
        desk.load(store.protection().stored());
        owners.clear();
        store.accounts().forEach(account -> owners.put(account.account(), account.owner()));
        store.replay(reader);
    }

    private void publish(TradingEvent event) {
        UserId owner = owners.get(event.account());
        if (event instanceof TradingEvent.OrderChanged changed) {
            hub.publish("trading.orders." + owner, () -> Json.write(changed.order()));
        } else if (event instanceof TradingEvent.PositionChanged changed) {
            hub.publish("trading.positions." + owner, () -> Json.write(changed.position()));
        } else if (event instanceof TradingEvent.OrderFilled filled) {
            hub.publish("trading.fills." + owner, () -> Json.write(filled.fill()));
        }
    }

    private void publish(Changes.Key key, Balance balance) {
        hub.publish(
                "trading.balances." + owners.get(key.account()),
                () ->
                        Json.write(
                                new BalanceChange(
                                        key.account(),
                                        balance.asset(),
                                        balance.wallet(),
                                        balance.available())));
    }
}
