package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class CommandCodecTest {
    /** Written by the first version of the journal, one command a line. */
    private static final String FIRST_JOURNAL =
            """
            01 07000000 e803000000000000 dc05000000000000 0a000000 03000000 01 0200000000000000
            02 07000000 e803000000000000 dc05000000000000 0a000000 03000000 02 0300000000000000
            03 05000000 00e1f50500000000
            04 07000000 05000000 14000000
            05 0100000000000000 07000000 05000000 01 0a00000000000000 6400000000000000 \
            6500000000000000 00
            06 0200000000000000 07000000 05000000 00 0900000000000000 0400000000000000 07
            07 0100000000000000 05 0300000000000000
            08 0100000000000000
            09 0100000000000000
            0a 0100000000000000 07000000 05000000 01 0300000000000000 1027000000000000
            0b 07000000 05000000 fdffffffffffffff 2027000000000000
            """;

    @Test
    void firstJournalsStayReadable() {
        byte[] bytes = HexFormat.of().parseHex(FIRST_JOURNAL.replaceAll("\\s", ""));
        List<Command> read = new ArrayList<>();
        CommandReader.read(bytes, read::add);
        assertThat(read)
                .containsExactly(
                        new OpenAccount(7, new Limits(1_000, 1_500, 10, 3, TradingState.ACTIVE, 2)),
                        new SetLimits(7, new Limits(1_000, 1_500, 10, 3, TradingState.REDUCING, 3)),
                        new AddInstrument(5, 100_000_000),
                        new SetLeverage(7, 5, 20),
                        new PlaceOrder(1, 7, 5, true, 10, 100, 101, false),
                        new AdoptOrder(2, 7, 5, false, 9, 4, OrderState.PARTIALLY_FILLED),
                        new MoveOrder(1, OrderState.ACCEPTED, 3),
                        new RequestCancel(1),
                        new RefuseCancel(1),
                        new Fill(1, 7, 5, true, 3, 10_000),
                        new ReportPosition(7, 5, -3, 10_016));
    }

    @Property(tries = 50, seed = "47")
    void whatIsWrittenIsRead(@ForAll long seed) {
        RandomDesk desk = new RandomDesk(seed);
        Engine engine = new Engine(EngineListener.NONE);
        List<Command> written = new ArrayList<>();
        CommandWriter writer = new CommandWriter();
        for (int i = 0; i < 300; i++) {
            Command command = desk.command(engine);
            engine.apply(command);
            writer.write(command);
            written.add(command);
        }
        List<Command> read = new ArrayList<>();
        CommandReader.read(writer.written(), read::add);
        assertThat(read).isEqualTo(written);
    }
}
