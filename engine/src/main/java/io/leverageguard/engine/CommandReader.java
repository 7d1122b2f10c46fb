package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.ExpireOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RatchetOrder;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReleaseOrder;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.ResendOrder;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Command.TripLimit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands from the bytes of the journal. What an earlier version has written stays readable:
 * a command that has got more fields since has a name of its own for each layout. The number of a
 * kind, source or trip in the bytes is its place in its enum, to which is only ever appended.
 */
final class CommandReader {
    private static final Scope.Kind[] SCOPES = Scope.Kind.values();
    private static final TriggerKind[] KINDS = TriggerKind.values();
    private static final PriceSource[] SOURCES = PriceSource.values();
    private static final Peers[] PEERS = Peers.values();
    private static final Trip[] TRIPS = Trip.values();

    private final ByteReader in;

    private CommandReader(ByteReader in) {
        this.in = in;
    }

    /** Hands every command of {@code bytes} to {@code reader}, in order. */
    static void read(byte[] bytes, Consumer<Command> reader) {
        ByteReader in = new ByteReader(bytes);
        CommandReader commands = new CommandReader(in);
        while (in.hasMore()) {
            reader.accept(commands.next());
        }
    }

    private Command next() {
        int name = in.name();
        return switch (name) {
            case 1 -> new OpenAccount(in.number(), firstLimits());
            case 2 -> new SetLimits(in.number(), firstLimits());
            case 3 -> new AddInstrument(in.number(), in.big());
            case 4 -> new SetLeverage(in.number(), in.number(), in.number());
            case 5 -> firstPlaceOrder();
            case 6 -> adoptOrder();
            case 7 -> new MoveOrder(in.big(), OrderState.of(in.name()), in.big());
            case 8 -> new RequestCancel(in.big());
            case 9 -> new RefuseCancel(in.big());
            case 10 -> new Fill(in.big(), in.number(), in.number(), in.flag(), in.big(), in.big());
            case 11 -> new ReportPosition(in.number(), in.number(), in.big(), in.big());
            case 12 -> new OpenAccount(in.number(), in.number(), in.number(), limits(in));
            case 13 -> new SetLimits(scope(in), limits(in));
            case 14 -> placeOrder();
            case 15 -> fill();
            case 16 -> new ReportPosition(in.number(), in.number(), in.big(), in.big(), in.big());
            case 17 -> new AmendOrder(in.big(), in.big(), in.big(), in.big(), in.big(), in.big());
            case 18 -> new OrderAmended(in.big(), in.big(), in.big());
            case 19 -> new RefuseAmend(in.big());
            case 20 -> new ReleaseOrder(in.big(), in.big(), in.big());
            case 21 -> new RatchetOrder(in.big(), in.big());
            case 22 -> new ExpireOrder(in.big());
            case 23 -> new BookIncome(in.number(), in.number(), in.big(), in.big());
            case 24 -> new MarkResult(scope(in), in.big(), in.flag(), in.big());
            case 25 -> new TripLimit(scope(in), TRIPS[in.name()], in.big(), in.big());
            case 26 -> new LiftTrip(scope(in), TRIPS[in.name()], in.big());
            case 27 -> new ResendOrder(in.big());
            default -> throw new IllegalStateException("no such command: " + name);
        };
    }

    static Scope scope(ByteReader in) {
        return new Scope(SCOPES[in.name()], in.number(), in.number());
    }

    static Limits limits(ByteReader in) {
        return new Limits(
                in.big(),
                in.big(),
                in.big(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.big(),
                in.big(),
                in.number(),
                in.number(),
                TradingState.of(in.name()),
                in.big());
    }

    static @Nullable Trigger trigger(ByteReader in) {
        return in.flag()
                ? new Trigger(
                        KINDS[in.name()], SOURCES[in.name()], in.flag(), in.big(), in.number())
                : null;
    }

    static @Nullable Link link(ByteReader in) {
        return in.flag() ? new Link(in.big(), in.big(), PEERS[in.name()]) : null;
    }

    private Limits firstLimits() {
        return new Limits(
                in.big(), in.big(), in.number(), in.number(), TradingState.of(in.name()), in.big());
    }

    private PlaceOrder firstPlaceOrder() {
        return new PlaceOrder(
                in.big(),
                in.number(),
                in.number(),
                in.flag(),
                in.big(),
                in.big(),
                in.big(),
                in.flag());
    }

    private PlaceOrder placeOrder() {
        PlaceOrder order = firstPlaceOrder();
        int strategy = in.number();
        long at = in.big();
        boolean rests = in.flag();
        long goodTill = in.big();
        return new PlaceOrder(
                order.order(),
                order.account(),
                order.instrument(),
                order.buy(),
                order.lots(),
                order.limitTicks(),
                order.referenceTicks(),
                order.reduceOnly(),
                new Terms(strategy, at, rests, trigger(in), goodTill, link(in)));
    }

    private AdoptOrder adoptOrder() {
        return new AdoptOrder(
                in.big(),
                in.number(),
                in.number(),
                in.flag(),
                in.big(),
                in.big(),
                OrderState.of(in.name()));
    }

    private Fill fill() {
        return new Fill(
                in.big(),
                in.number(),
                in.number(),
                in.flag(),
                in.big(),
                in.big(),
                in.big(),
                in.big());
    }
}
