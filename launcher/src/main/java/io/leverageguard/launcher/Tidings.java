package io.leverageguard.launcher;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.CheckResult;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.trading.Trading.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What the narrator says of positions, cover, warnings and claims. */
final class Tidings {
    private final Narrator narrator;

    Tidings(Narrator narrator) {
        this.narrator = narrator;
    }

    /** A position was opened. */
    void position(Trader trader, Position position) {
        narrator.say(
                "%-12s long %s BTC at %d×  entry %s  margin %s  liquidation %s (%s %% away)",
                trader.name(),
                trader.part().quantity(),
                trader.part().leverage(),
                plain(position.entryPrice()),
                plain(position.margin()),
                plain(position.liquidationPrice()),
                percent(position.distance()));
    }

    /** A quote was bound. */
    void cover(Quote quote, Policy policy) {
        narrator.say(
                "%-12s premium %s = pure %s + risk %s + capital %s + expenses %s",
                "",
                quote.premium(),
                quote.pure().decimal(),
                quote.riskLoading().decimal(),
                quote.capitalCharge().decimal(),
                quote.expenses().decimal());
        narrator.say(
                "%-12s bound: sum insured %s, deductible %s, coinsurance %s %%, from %s",
                "",
                quote.sumInsured(),
                quote.deductible().decimal(),
                percent(quote.coinsurance()),
                policy.coverFrom());
    }

    /** Somebody was warned. */
    void warning(Trader trader, Warning warning) {
        narrator.happened(
                warning.at(),
                "%s is warned, inside %s %%: %s %% from liquidation (mark %s)",
                trader.name(),
                percent(warning.band()),
                percent(warning.distance()),
                plain(warning.mark()));
    }

    /** How a claim stands, with each check, and the reason of each that did not pass. */
    void claim(Trader trader, Claim claim) {
        narrator.say(
                "%-12s claim %s on venue order %s: %s",
                trader.name(),
                claim.filedByHand() ? "filed by hand" : "opened by itself",
                claim.venueOrderId(),
                claim.state());
        StringBuilder line = new StringBuilder();
        for (Check check : claim.checks()) {
            String sign =
                    switch (check.result()) {
                        case PASS -> "✔";
                        case FAIL -> "✘";
                        case INCONCLUSIVE -> "?";
                    };
            line.append(check.code()).append(sign).append(' ');
        }
        narrator.say("%-12s %s", "", line);
        for (Check check : claim.checks()) {
            if (check.result() != CheckResult.PASS) {
                narrator.say("%-12s %s %s", "", check.code(), check.reason());
            }
        }
    }

    /** With two places; a dash for what is not known. */
    static String plain(@Nullable BigDecimal value) {
        return value == null ? "–" : value.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String percent(@Nullable BigDecimal share) {
        return share == null
                ? "–"
                : share.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
