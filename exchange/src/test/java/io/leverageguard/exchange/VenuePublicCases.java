package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases 01 to 09: keys, and what a venue says about its contracts. */
interface VenuePublicCases {
    Scene scene();

    @Test
    @DisplayName("VS-01 the rights of a key and whose it is")
    default void rightsOfAKey() {
        KeyRights rights = scene().account().rights();
        assertThat(rights.accountUid()).isNotBlank();
        assertThat(rights.canRead()).isTrue();
        assertThat(rights.canTrade()).isTrue();
        assertThat(rights.canWithdraw()).isFalse();
    }

    @Test
    @DisplayName("VS-02 a wrong secret and an unknown key are not authorized")
    default void wrongKeys() {
        VenueCredentials good = scene().credentials("1");
        VenueCredentials wrong =
                new VenueCredentials(good.key(), "another secret", good.passphrase());
        VenueCredentials unknown = new VenueCredentials("nobody", good.secret(), "Pass1");
        for (VenueCredentials bad : List.of(wrong, unknown)) {
            VenueAccount account = scene().venue().account(bad);
            assertThatThrownBy(account::balances)
                    .isInstanceOfSatisfying(
                            VenueError.class,
                            error ->
                                    assertThat(error.kind())
                                            .isEqualTo(VenueError.Kind.NOT_AUTHORIZED));
        }
    }

    @Test
    @DisplayName("VS-03 contracts have rules in base units")
    default void contracts() {
        List<Instrument> instruments = scene().venue().instruments();
        Instrument btc =
                instruments.stream()
                        .filter(one -> one.symbol().equals(scene().symbol()))
                        .findFirst()
                        .orElseThrow();
        assertThat(btc.tickSize()).isPositive();
        assertThat(btc.lotSize()).isPositive();
        assertThat(btc.minQuantity()).isBetween(new BigDecimal("0.00001"), BigDecimal.ONE);
        assertThat(btc.maxQuantity()).isGreaterThan(BigDecimal.TEN);
    }

    @Test
    @DisplayName("VS-04 the venue's clock")
    default void clock() {
        assertThat(scene().venue().serverTime()).isEqualTo(scene().now());
    }

    @Test
    @DisplayName("VS-05 candles come oldest first, without the last instant, as many as asked")
    default void candles() {
        Instant to = Scene.START.truncatedTo(ChronoUnit.HOURS);
        Instant from = to.minus(Duration.ofHours(10));
        List<Candle> candles =
                scene().venue().candles(scene().symbol(), Duration.ofHours(1), from, to, 100);
        assertThat(candles).hasSize(10);
        assertThat(candles.getFirst().openTime()).isEqualTo(from);
        assertThat(candles.getLast().openTime()).isEqualTo(to.minus(Duration.ofHours(1)));
        assertThat(candles).allMatch(candle -> candle.high().compareTo(candle.low()) >= 0);
        assertThat(scene().venue().candles(scene().symbol(), Duration.ofHours(1), from, to, 3))
                .hasSizeBetween(1, 3);
    }

    @Test
    @DisplayName("VS-06 past funding rates come oldest first")
    default void fundings() {
        Instant from = Scene.START.minus(Duration.ofDays(2));
        List<FundingRate> rates = scene().venue().fundingRates(scene().symbol(), from, Scene.START);
        assertThat(rates).isNotEmpty();
        assertThat(rates).extracting(FundingRate::at).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("VS-07 brackets follow on each other and their margin has no jump")
    default void brackets() {
        List<Bracket> brackets = scene().venue().brackets(scene().account(), scene().symbol());
        assertThat(brackets).hasSizeGreaterThan(1);
        for (int i = 1; i < brackets.size(); i++) {
            Bracket lower = brackets.get(i - 1);
            Bracket upper = brackets.get(i);
            BigDecimal edge = upper.notionalFloor();
            assertThat(edge).isEqualByComparingTo(lower.notionalCap());
            assertThat(upper.maintenanceRate()).isGreaterThan(lower.maintenanceRate());
            assertThat(upper.maxLeverage()).isLessThan(lower.maxLeverage());
        }
    }

    @Test
    @DisplayName("VS-08 an unknown contract is a refusal")
    default void unknownContract() {
        assertThatThrownBy(() -> scene().account().setLeverage("NOPEUSDT", 5))
                .isInstanceOf(VenueError.class);
    }

    @Test
    @DisplayName("VS-09 a venue's clock that is off is no obstacle")
    default void skewedClock() {
        scene().skew(Duration.ofSeconds(45));
        assertThat(scene().account().balances()).isNotEmpty();
        scene().skew(Duration.ofSeconds(-45));
        assertThat(scene().account().balances()).isNotEmpty();
    }
}
