package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.VenueAccount;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The countdown as the venue documents it: whole seconds, 0 or from 10 to 120. */
class OkxDeadManTest {
    private static final String ENDPOINT = "POST /api/v5/trade/cancel-all-after";
    private static final String DONE =
            "{\"triggerTime\":\"1587971460\",\"tag\":\"\",\"ts\":\"1587971400\"}";

    private final FakeOkx okx = new FakeOkx();
    private final VenueAccount account = okx.account();

    @Test
    void theAccountHasOneCountdownInWholeSeconds() {
        okx.rows(ENDPOINT, DONE);
        assertThat(account.armDeadMan(Duration.ofMillis(59_001), Set.of("BTCUSDT", "ETHUSDT")))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(okx.to(ENDPOINT))
                .singleElement()
                .satisfies(
                        call -> assertThat(FakeOkx.body(call)).isEqualTo("{\"timeOut\":\"60\"}"));
    }

    @Test
    void zeroStopsIt() {
        okx.rows(ENDPOINT, DONE);
        assertThat(account.disarmDeadMan(Set.of())).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeOkx.body(okx.to(ENDPOINT).getFirst())).isEqualTo("{\"timeOut\":\"0\"}");
    }

    @Test
    void aTimeThatTheVenueDoesNotTakeIsNotSent() {
        assertThat(account.armDeadMan(Duration.ofSeconds(9), Set.of()))
                .isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(account.armDeadMan(Duration.ofSeconds(121), Set.of()))
                .isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(okx.to(ENDPOINT)).isEmpty();
    }

    @Test
    void silenceAndTimeoutsOfTheVenueAreUnknownAndARefusalIsARefusal() {
        okx.hang(ENDPOINT).refuse(ENDPOINT, "50004", "timeout").refuse(ENDPOINT, "51000", "no");
        Duration patience = Duration.ofSeconds(60);
        assertThat(account.armDeadMan(patience, Set.of()))
                .isInstanceOf(CommandOutcome.Unknown.class);
        assertThat(account.armDeadMan(patience, Set.of()))
                .isInstanceOf(CommandOutcome.Unknown.class);
        okx.clock.advance(Duration.ofSeconds(3));
        assertThat(account.armDeadMan(patience, Set.of()))
                .isEqualTo(new CommandOutcome.Rejected("51000", "no"));
    }

    @Test
    void waitingOrdersOfAContractAreAskedForAndCancelled() {
        String pending = "GET /api/v5/trade/orders-algo-pending";
        okx.rows(pending, algo("111111111111111", "BTC"), algo("222222222222222", "ETH"));
        okx.rows(pending);
        String cancel = "POST /api/v5/trade/cancel-algos";
        okx.rows(cancel, "{\"algoId\":\"111111111111111\",\"sCode\":\"0\",\"sMsg\":\"\"}");
        assertThat(account.cancelAllTriggers("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeOkx.body(okx.to(cancel).getFirst()))
                .isEqualTo("[{\"instId\":\"BTC-USDT-SWAP\",\"algoId\":\"111111111111111\"}]");
    }

    private static String algo(String id, String base) {
        return "{\"algoId\":\"%s\",\"instId\":\"%s-USDT-SWAP\"}".formatted(id, base);
    }
}
