package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.venues.okx.OkxMessages.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that change orders, the same over HTTP and WebSocket: each order of a batch has its
 * own answer, and the envelope sums them up.
 */
final class OkxCommands {
    private static final int EACH_MAX = 60;
    private static final int BATCH_MAX = 300;
    private static final int BATCH_ORDERS_MAX = 20;
    private static final int ALGOS_MAX = 20;

    /** A command: its path, its name on a WebSocket if it has one, and how many orders it takes. */
    enum Command {
        PLACE("/trade/order", "order", 1),
        PLACE_BATCH("/trade/batch-orders", "batch-orders", BATCH_ORDERS_MAX),
        CANCEL("/trade/cancel-order", "cancel-order", 1),
        CANCEL_BATCH("/trade/cancel-batch-orders", "batch-cancel-orders", BATCH_ORDERS_MAX),
        AMEND("/trade/amend-order", "amend-order", 1),
        AMEND_BATCH("/trade/amend-batch-orders", "batch-amend-orders", BATCH_ORDERS_MAX),
        CLOSE("/trade/close-position", "", 1),
        PLACE_ALGO("/trade/order-algo", "", 1),
        CANCEL_ALGOS("/trade/cancel-algos", "", 10),
        AMEND_ALGO("/trade/amend-algos", "", 1);

        private final String path;
        private final String op;
        private final int most;

        Command(String path, String op, int most) {
            this.path = path;
            this.op = op;
            this.most = most;
        }

        String path() {
            return path;
        }

        static Optional<Command> ofOp(String op) {
            for (Command command : values()) {
                if (!command.op.isEmpty() && command.op.equals(op)) {
                    return Optional.of(command);
                }
            }
            return Optional.empty();
        }
    }

    private final Exchange exchange;
    private final Faults faults;
    private final OkxLimits limits;
    private final OkxTradeApi trade;
    private final OkxAlgoApi algos;

    OkxCommands(
            Exchange exchange,
            Faults faults,
            OkxLimits limits,
            OkxTradeApi trade,
            OkxAlgoApi algos) {
        this.exchange = exchange;
        this.faults = faults;
        this.limits = limits;
        this.trade = trade;
        this.algos = algos;
    }

    Reply<?> run(Command command, Account account, List<OkxParams> orders) {
        if (orders.isEmpty()) {
            throw new OkxRefusal(50000, "Body for POST request cannot be empty.");
        }
        if (orders.size() > command.most) {
            throw new OkxRefusal(
                    51111, "Maximum " + command.most + " orders can be placed in bulk.");
        }
        if (command == Command.CLOSE) {
            limits.count(command.path, Long.toString(account.id()), ALGOS_MAX, exchange.now());
            return Reply.done(List.of(trade.close(account, orders.getFirst())));
        }
        return faults.command(
                () -> each(command, account, orders),
                OkxCommands::unknown,
                () -> {
                    throw OkxRefusal.unavailable();
                });
    }

    private static Reply<?> unknown() {
        throw new OkxRefusal(
                50004,
                "API endpoint request timeout (does not mean that the request was successful or"
                        + " failed, please check the request result).");
    }

    private Reply<?> each(Command command, Account account, List<OkxParams> orders) {
        String began = micros();
        List<Object> rows = new ArrayList<>();
        int failed = 0;
        for (OkxParams order : orders) {
            try {
                rows.add(one(command, account, order));
            } catch (ExchangeRefusal refusal) {
                failed++;
                rows.add(refused(command, order, OkxRefusal.of(refusal)));
            } catch (OkxRefusal refusal) {
                if (orders.size() == 1 && refusal.status() != 200) {
                    throw refusal;
                }
                failed++;
                rows.add(refused(command, order, refusal));
            }
        }
        if (failed == 0) {
            return new Reply<>("0", "", rows, began, micros());
        }
        boolean all = failed == orders.size();
        return new Reply<>(
                all ? "1" : "2",
                all ? "All operations failed" : "Bulk operation partially succeeded.",
                rows,
                began,
                micros());
    }

    private Object one(Command command, Account account, OkxParams order) {
        String who = account.id() + " " + order.text("instId", order.text("instIdCode"));
        int most =
                switch (command) {
                    case PLACE, CANCEL, AMEND -> EACH_MAX;
                    case PLACE_BATCH, CANCEL_BATCH, AMEND_BATCH -> BATCH_MAX;
                    default -> ALGOS_MAX;
                };
        limits.count(command.path, who, most, exchange.now());
        return switch (command) {
            case PLACE, PLACE_BATCH -> trade.place(account, order);
            case CANCEL, CANCEL_BATCH -> trade.cancel(account, order);
            case AMEND, AMEND_BATCH -> trade.amend(account, order);
            case CLOSE -> trade.close(account, order);
            case PLACE_ALGO -> algos.place(account, order);
            case CANCEL_ALGOS -> algos.cancel(account, order);
            case AMEND_ALGO -> algos.amend(account, order);
        };
    }

    private Object refused(Command command, OkxParams order, OkxRefusal refusal) {
        return switch (command) {
            case PLACE_ALGO, CANCEL_ALGOS, AMEND_ALGO -> OkxAlgoApi.refused(order, refusal);
            default -> trade.refused(order, refusal);
        };
    }

    /** The gateway's clock, in microseconds. */
    private String micros() {
        return exchange.now() + "000";
    }
}
