package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes commands to bytes and reads them back: one byte that names the command, then its fields in
 * order, little-endian. The journal keeps these bytes for ever, so a name is never given anew.
 */
final class CommandCodec {

    private static final int COMMAND_BYTES_MAX = 64;

    private byte[] bytes = new byte[4_096];
    private ByteBuffer buffer = order(bytes);

    /** What has been written since the last {@link #clear}. */
    byte[] written() {
        return Arrays.copyOf(bytes, buffer.position());
    }

    /** Forgets what has been written. */
    void clear() {
        buffer.clear();
    }

    /** Appends one command. */
    void write(Command command) {
        if (buffer.remaining() < COMMAND_BYTES_MAX) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
            buffer = order(bytes).position(buffer.position());
        }
        switch (command) {
            case OpenAccount c -> name(1).number(c.account()).limits(c.limits());
            case SetLimits c -> name(2).number(c.scope().first()).limits(c.limits());

            case AddInstrument c -> name(3).number(c.instrument()).big(c.unitNotional());
            case SetLeverage c ->
                    name(4).number(c.account()).number(c.instrument()).number(c.leverage());
            case PlaceOrder c ->
                    name(5).big(c.order())
                            .number(c.account())
                            .number(c.instrument())
                            .flag(c.buy())
                            .big(c.lots())
                            .big(c.limitTicks())
                            .big(c.referenceTicks())
                            .flag(c.reduceOnly());
            case AdoptOrder c ->
                    name(6).big(c.order())
                            .number(c.account())
                            .number(c.instrument())
                            .flag(c.buy())
                            .big(c.lots())
                            .big(c.filledLots())
                            .name(c.state().code());
            case MoveOrder c -> name(7).big(c.order()).name(c.to().code()).big(c.filledLots());
            case RequestCancel c -> name(8).big(c.order());
            case RefuseCancel c -> name(9).big(c.order());
            case Fill c ->
                    name(10).big(c.order())
                            .number(c.account())
                            .number(c.instrument())
                            .flag(c.buy())
                            .big(c.lots())
                            .big(c.at());
            case ReportPosition c ->
                    name(11).number(c.account()).number(c.instrument()).big(c.lots()).big(c.at());
            default -> {}
        }
    }

    /** Hands every command of {@code bytes} to {@code reader}, in order. */
    static void read(byte[] bytes, Consumer<Command> reader) {
        Source source = new Source(order(bytes));
        while (source.from.hasRemaining()) {
            reader.accept(source.command());
        }
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private CommandCodec name(int value) {
        buffer.put((byte) value);
        return this;
    }

    private CommandCodec flag(boolean value) {
        return name(value ? 1 : 0);
    }

    private CommandCodec number(int value) {
        buffer.putInt(value);
        return this;
    }

    private CommandCodec big(long value) {
        buffer.putLong(value);
        return this;
    }

    private CommandCodec limits(Limits limits) {
        return big(limits.orderNotionalMax())
                .big(limits.positionNotionalMax())
                .number(limits.leverageMax())
                .number(limits.openOrdersMax())
                .name(limits.state().code())
                .big(limits.version());
    }

    /** Reads one field after the other. */
    private static final class Source {
        private final ByteBuffer from;

        Source(ByteBuffer from) {
            this.from = from;
        }

        Command command() {
            int name = name();
            return switch (name) {
                case 1 -> new OpenAccount(number(), limits());
                case 2 -> new SetLimits(number(), limits());
                case 3 -> new AddInstrument(number(), big());
                case 4 -> new SetLeverage(number(), number(), number());
                case 5 ->
                        new PlaceOrder(
                                big(), number(), number(), flag(), big(), big(), big(), flag());
                case 6 ->
                        new AdoptOrder(
                                big(),
                                number(),
                                number(),
                                flag(),
                                big(),
                                big(),
                                OrderState.of(name()));
                case 7 -> new MoveOrder(big(), OrderState.of(name()), big());
                case 8 -> new RequestCancel(big());
                case 9 -> new RefuseCancel(big());
                case 10 -> new Fill(big(), number(), number(), flag(), big(), big());
                case 11 -> new ReportPosition(number(), number(), big(), big());
                default -> throw new IllegalStateException("no such command: " + name);
            };
        }

        private int name() {
            return from.get();
        }

        private boolean flag() {
            return name() != 0;
        }

        private int number() {
            return from.getInt();
        }

        private long big() {
            return from.getLong();
        }

        private Limits limits() {
            return new Limits(big(), big(), number(), number(), TradingState.of(name()), big());
        }
    }
}
