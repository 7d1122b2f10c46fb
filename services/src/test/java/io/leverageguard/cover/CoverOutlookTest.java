package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.REVIEWER;
import static io.leverageguard.cover.CoverWorld.TRADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.TimeRange.TimeStep;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRef;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.api.cover.Cover.SolvencyHistory;
import io.leverageguard.api.cover.CoverOutlook.CoverTerms;
import io.leverageguard.api.cover.CoverOutlook.FanPoint;
import io.leverageguard.api.cover.CoverOutlook.QuotePaths;
import io.leverageguard.api.cover.CoverOutlook.TermStep;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person sees before cover is bought. */
final class CoverOutlookTest {
    private static final Actor STRANGER =
            new Actor(new UserId(new UUID(1, 77)), "stranger", Set.of(Role.TRADER));

    private final CoverWorld world = new CoverWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aQuoteIsShownUntilItExpiresAndThenAsExpired() {
        Quote quote = world.quote();
        QuoteRef ref = new QuoteRef(quote.quote());

        assertThat(world.cover.quoted(TRADER, ref)).isEqualTo(quote);
        assertThat(world.cover.quotes(TRADER, None.NONE).quotes()).containsExactly(quote);

        world.test.clock().advance(Duration.ofMinutes(5));
        assertThat(world.cover.quoted(TRADER, ref).state()).isEqualTo(QuoteState.EXPIRED);
    }

    @Test
    void quotesAreTheirOwnersAndTheReviewers() {
        QuoteRef ref = new QuoteRef(world.quote().quote());

        assertThat(world.cover.quoted(REVIEWER, ref).quote()).isEqualTo(ref.quote());
        assertThat(world.cover.quotes(STRANGER, None.NONE).quotes()).isEmpty();
        refused("quote_not_found", () -> world.cover.quoted(STRANGER, ref));
        refused("quote_not_found", () -> world.cover.paths(STRANGER, ref));
        QuoteRef nothing = new QuoteRef(new QuoteId(new UUID(9, 9)));
        refused("quote_not_found", () -> world.cover.quoted(TRADER, nothing));
    }

    @Test
    void pathsAreAlwaysTheSameAndTouchAsOftenAsTheQuoteSays() {
        world.open(Sample.OWNER, Sample.ACCOUNT, "1", 50);
        Quote quote = world.quote();
        QuotePaths paths = world.cover.paths(TRADER, new QuoteRef(quote.quote()));

        assertThat(world.cover.paths(TRADER, new QuoteRef(quote.quote()))).isEqualTo(paths);
        assertThat(paths.probability()).isEqualTo(quote.probability()).isGreaterThan(0.01);
        double error = Math.sqrt(quote.probability() / paths.simulated());
        assertThat(paths.touched()).isCloseTo(quote.probability(), within(4 * error));
        assertThat(paths.fan()).hasSize(61);
        assertThat(paths.fan().getLast().seconds()).isEqualTo((double) quote.term().toSeconds());
        assertThat(paths.paths()).hasSize(40).allMatch(path -> path.prices().size() == 61);
        for (FanPoint point : paths.fan()) {
            assertThat(List.of(point.p5(), point.p25(), point.p50(), point.p75(), point.p95()))
                    .isSorted();
        }
    }

    @Test
    void termsGetShorterWithLeverageAndAgreeWithTheQuote() {
        CoverTerms terms = world.cover.terms(TRADER, new TermsQuery("binance", "BTCUSDT", "LONG"));

        List<Long> accepted = terms.steps().stream().map(TermStep::acceptSeconds).toList();
        assertThat(accepted).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(terms.steps()).allMatch(step -> step.referSeconds() >= step.acceptSeconds());
        assertThat(terms.steps().getFirst().longestTerm()).isEqualTo(Duration.ofDays(7));
        assertThat(terms.steps().getLast().longestTerm()).isNull();
        assertThat(terms.steps()).allMatch(step -> step.barrier().compareTo(terms.mark()) < 0);

        CoverTerms shorts =
                world.cover.terms(TRADER, new TermsQuery("binance", "BTCUSDT", "SHORT"));
        assertThat(shorts.steps()).allMatch(step -> step.barrier().compareTo(shorts.mark()) > 0);
    }

    @Test
    void termsNeedASideAndHistory() {
        refused(
                "invalid_field",
                () -> world.cover.terms(TRADER, new TermsQuery("binance", "BTCUSDT", "UP")));
        world.market.forgetHistory();
        refused(
                "not_enough_history",
                () -> world.cover.terms(TRADER, new TermsQuery("binance", "BTCUSDT", "LONG")));
    }

    @Test
    void solvencyIsMeasuredWhereItChanges() {
        world.advance(Duration.ofMinutes(3));
        SolvencyHistory before = world.cover.solvencyHistory(TRADER, TimeRange.usual());
        assertThat(before.step()).isEqualTo(TimeStep.MINUTE);
        assertThat(before.points()).hasSize(1);
        assertThat(before.points().getFirst().ratio()).isNull();

        world.price(CoverWorld.ENTRY);
        world.bind();
        world.advance(Duration.ofMinutes(1));
        SolvencyHistory after = world.cover.solvencyHistory(TRADER, TimeRange.usual());
        assertThat(after.points()).hasSize(2);
        assertThat(after.points().getLast().required())
                .isEqualTo(world.cover.solvency(TRADER, None.NONE).required());
        assertThat(after.points().getLast().inForce().isPositive()).isTrue();
    }

    @Test
    void aHistoryBeginsWithHowThingsWereAtItsStart() {
        world.advance(Duration.ofMinutes(1));
        world.bind();
        world.advance(Duration.ofMinutes(1));
        TimeRange later = new TimeRange(world.now().plusSeconds(1), null, TimeStep.MINUTE);
        world.advance(Duration.ofMinutes(30));

        assertThat(world.cover.solvencyHistory(TRADER, later).points())
                .first()
                .satisfies(point -> assertThat(point.inForce().isPositive()).isTrue());
        refused(
                "invalid_field",
                () ->
                        world.cover.solvencyHistory(
                                TRADER, new TimeRange(world.now(), world.now(), null)));
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
