package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Command.Trip;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journals hold these numbers: a constant is read back from its own. */
class JournalCodesTest {
    @Test
    void everyConstantIsAtThePlaceOfItsCode() {
        for (TriggerKind kind : TriggerKind.values()) {
            assertThat(List.of(TriggerKind.values()).get(kind.code())).isEqualTo(kind);
        }
        for (PriceSource source : PriceSource.values()) {
            assertThat(List.of(PriceSource.values()).get(source.code())).isEqualTo(source);
        }
        for (Peers peers : Peers.values()) {
            assertThat(List.of(Peers.values()).get(peers.code())).isEqualTo(peers);
        }
        for (Trip trip : Trip.values()) {
            assertThat(List.of(Trip.values()).get(trip.code())).isEqualTo(trip);
        }
        for (Scope.Kind kind : Scope.Kind.values()) {
            assertThat(List.of(Scope.Kind.values()).get(kind.code())).isEqualTo(kind);
        }
    }
}
