package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketDataModuleTest {
    @Test
    void aVenueThatIsNotThereStopsNobody() {
        Configuration configuration =
                Configuration.of(Map.of("LG_MARKETDATA_FOLLOW", "binance:BTCUSDT"), "");
        try (TestKit testKit = TestKit.create(configuration)) {
            Venues venues =
                    new Venues(
                            testKit.kit().web(),
                            testKit.clock(),
                            VenuesConfig.defaults().withBinanceAt("http://127.0.0.1:1"));
            try (MarketDataModule module = new MarketDataModule(testKit.kit(), venues)) {
                assertThat(testKit.kit().pumps().settle()).isZero();
                assertThat(module.api().instruments(Actor.service("test"), None.NONE).instruments())
                        .isEmpty();
            }
            configuration.check();
        }
    }

    @Test
    void whatIsFollowedIsNamedByVenueAndSymbol() {
        assertThat(MarketDataConfig.defaults().instruments())
                .containsExactly(
                        new InstrumentRef("binance", "BTCUSDT"),
                        new InstrumentRef("binance", "ETHUSDT"));
        for (String wrong : List.of("BTCUSDT", ":BTCUSDT", "binance:")) {
            assertThatThrownBy(() -> new MarketDataConfig(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }
}
