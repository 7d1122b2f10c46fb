package io.leverageguard.benchmarks;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/**
 * The direct book of exchange-core 0.5.3 (linked orders, adaptive radix trees), called as its
 * matching engine calls it: one command object that is filled again and again, object pools, and
 * the chain of events read after every command.
 */
final class ExchangeCoreBook implements TestedBook {
    private final IOrderBook book =
            new OrderBookDirectImpl(
                    contract(),
                    ObjectsPool.createDefaultTestPool(),
                    OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                    LoggingConfiguration.DEFAULT);
    private final OrderCommand command = new OrderCommand();
    private final Trades trades = new Trades();

    @Override
    public void run(BookOperations operations, int from, int to) {
        for (int at = from; at < to; at++) {
            apply(operations, at);
        }
    }

    @Override
    public void apply(BookOperations operations, int at) {
        boolean buy = operations.buys[at];
        command.orderId = operations.ids[at];
        command.uid = operations.owners[at];
        command.price = operations.prices[at];
        command.size = operations.lots[at];
        command.reserveBidPrice = buy ? BookOperations.PRICE_MAX : 0;
        command.action = buy ? OrderAction.BID : OrderAction.ASK;
        command.matcherEvent = null;
        CommandResultCode result = execute(operations.kinds[at]);
        if (result != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("exchange-core answered " + result);
        }
        for (MatcherTradeEvent event = command.matcherEvent;
                event != null;
                event = event.nextEvent) {
            if (event.eventType == MatcherEventType.TRADE) {
                trades.add(command.orderId, event.matchedOrderId, event.price, event.size);
            }
        }
    }

    @Override
    public Trades trades() {
        return trades;
    }

    @Override
    public int resting() {
        return book.getOrdersNum(OrderAction.ASK) + book.getOrdersNum(OrderAction.BID);
    }

    @Override
    public long restingLots() {
        return book.getTotalOrdersVolume(OrderAction.ASK)
                + book.getTotalOrdersVolume(OrderAction.BID);
    }

    private CommandResultCode execute(byte kind) {
        return switch (kind) {
            case BookOperations.LIMIT -> place(OrderType.GTC);
            case BookOperations.IMMEDIATE -> place(OrderType.IOC);
            case BookOperations.CANCEL -> {
                command.command = OrderCommandType.CANCEL_ORDER;
                yield book.cancelOrder(command);
            }
            case BookOperations.REDUCE -> {
                command.command = OrderCommandType.REDUCE_ORDER;
                yield book.reduceOrder(command);
            }
            default -> {
                command.command = OrderCommandType.MOVE_ORDER;
                yield book.moveOrder(command);
            }
        };
    }

    private CommandResultCode place(OrderType type) {
        command.command = OrderCommandType.PLACE_ORDER;
        command.orderType = type;
        book.newOrder(command);
        return CommandResultCode.SUCCESS;
    }

    private static CoreSymbolSpecification contract() {
        return CoreSymbolSpecification.builder()
                .symbolId(1)
                .type(SymbolType.FUTURES_CONTRACT)
                .baseCurrency(1)
                .quoteCurrency(2)
                .baseScaleK(1)
                .quoteScaleK(1)
                .build();
    }
}
