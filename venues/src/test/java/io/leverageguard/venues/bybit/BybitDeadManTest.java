package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Disconnection protection as the venue documents it: a product and seconds from 3 to 300. */
class BybitDeadManTest {
    private static final String ENDPOINT = "POST /v5/order/disconnected-cancel-all";

    private final FakeBybit bybit = new FakeBybit();
    private final VenueAccount account = bybit.account();

    @AfterEach
    void close() {
        bybit.close();
    }

    @Test
    void theWindowIsSetForPerpetuals() {
        bybit.answer(ENDPOINT, FakeBybit.OK);
        assertThat(account.armDeadMan(Duration.ofMillis(39_500), Set.of()))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(FakeBybit.body(bybit.to(ENDPOINT).getFirst()))
                .isEqualTo("{\"product\":\"DERIVATIVES\",\"timeWindow\":40}");
    }

    @Test
    void itCannotBeSwitchedOffAndABadWindowIsNotSent() {
        assertThat(account.disarmDeadMan(Set.of()))
                .isInstanceOfSatisfying(
                        CommandOutcome.Rejected.class,
                        no -> assertThat(no.venueCode()).isEqualTo(VenueAccount.UNSUPPORTED));
        assertThat(account.armDeadMan(Duration.ofSeconds(2), Set.of()))
                .isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(bybit.to(ENDPOINT)).isEmpty();
    }

    @Test
    void waitingOrdersOfAContractAreCancelledByTheirFilter() {
        String endpoint = "POST /v5/order/cancel-all";
        bybit.answer(endpoint, "{\"list\":[],\"success\":\"1\"}");
        assertThat(account.cancelAllTriggers("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeBybit.body(bybit.to(endpoint).getFirst()))
                .isEqualTo(
                        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\","
                                + "\"orderFilter\":\"StopOrder\"}");
    }

    @Test
    void aTrailingStopThatAnEarlierProcessLeftIsKnownByItsIdAgain() {
        bybit.list(
                "GET /v5/order/realtime",
                Rows.order("o1", "Untriggered", "0", ",\"stopOrderType\":\"TrailingStop\"")
                        .replace("\"c-o1\"", "\"\""));
        String id = "trailing1";
        assertThat(account.openTriggers())
                .singleElement()
                .returns("", TriggerReport::clientOrderId);
        account.remember(
                new TriggerRequest(
                        "BTCUSDT",
                        id,
                        OrderSide.BUY,
                        TriggerKind.TRAILING,
                        PriceSource.LAST,
                        null,
                        null,
                        new BigDecimal("0.01"),
                        new BigDecimal("0.02"),
                        true,
                        null));
        assertThat(account.openTriggers())
                .singleElement()
                .returns(id, TriggerReport::clientOrderId);
        assertThat(account.trigger("BTCUSDT", id)).isPresent();
        bybit.answer("POST /v5/position/trading-stop", FakeBybit.OK);
        assertThat(account.cancelTrigger("BTCUSDT", id)).isEqualTo(new CommandOutcome.Done());
        assertThat(FakeBybit.body(bybit.to("POST /v5/position/trading-stop").getFirst()))
                .contains("\"trailingStop\":\"0\"");
    }
}
