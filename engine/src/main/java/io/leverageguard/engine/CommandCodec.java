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
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes commands to bytes and reads them back: one byte that names the command, then its fields in
 * order, little-endian. The journal keeps these bytes for ever, so a name is never given anew.
 */
final class CommandCodec {

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4_096);
    private int length;

    /** How many bytes have been written since the last {@link #clear}. */
    int length() {
        return length;
    }

    /** What has been written. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Forgets what has been written. */
    void clear() {
        length = 0;
    }

    /** Appends one command. */
    void write(Command command) {
        switch (command) {
            case OpenAccount c -> name(1).number(c.account()).limits(c.limits());
            case SetLimits c -> name(2).number(c.account()).limits(c.limits());
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
                    name(10).number(c.account())
                            .number(c.instrument())
                            .flag(c.buy())
                            .big(c.lots())
                            .big(c.at());
            case ReportPosition c ->
                    name(11).number(c.account()).number(c.instrument()).big(c.lots()).big(c.at());
        }
    }

    /** Hands every command of {@code bytes} to {@code reader}, in order. */
    static void read(byte[] bytes, Consumer<Command> reader) {
        Source source = new Source(new UnsafeBuffer(bytes));
        while (source.position < bytes.length) {
            reader.accept(source.command());
        }
    }

    private CommandCodec name(int value) {
        buffer.putByte(length, (byte) value);
        length++;
        return this;
    }

    private CommandCodec flag(boolean value) {
        return name(value ? 1 : 0);
    }

    private CommandCodec number(int value) {
        buffer.putInt(length, value);
        length += Integer.BYTES;
        return this;
    }

    private CommandCodec big(long value) {
        buffer.putLong(length, value);
        length += Long.BYTES;
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

    /** Reads from a place that moves on. */
    private static final class Source {
        private final DirectBuffer from;
        private int position;

        Source(DirectBuffer from) {
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
                case 10 -> new Fill(number(), number(), flag(), big(), big());
                case 11 -> new ReportPosition(number(), number(), big(), big());
                default -> throw new IllegalStateException("no such command: " + name);
            };
        }

        private int name() {
            return from.getByte(position++);
        }

        private boolean flag() {
            return name() != 0;
        }

        private int number() {
            int value = from.getInt(position);
            position += Integer.BYTES;
            return value;
        }

        private long big() {
            long value = from.getLong(position);
            position += Long.BYTES;
            return value;
        }

        private Limits limits() {
            return new Limits(big(), big(), number(), number(), TradingState.of(name()), big());
        }
    }
}
