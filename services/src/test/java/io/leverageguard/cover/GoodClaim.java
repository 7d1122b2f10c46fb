package io.leverageguard.cover;

import static io.leverageguard.cover.Sample.d;

import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.PositionSide;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts of the good claim with one thing changed. */
final class GoodClaim {
    private @Nullable KeyRights rights = Sample.rights();
    private @Nullable NormalizedLiquidation closure = Sample.closure();
    private List<IncomeReport> moves = List.of();
    private Extremes waiting = Sample.facts().waiting();
    private Extremes covered = Sample.facts().covered();
    private List<PublicLiquidation> published = Sample.facts().published();
    private boolean paidBefore;

    GoodClaim rights(@Nullable KeyRights changed) {
        rights = changed;
        return this;
    }

    GoodClaim closure(@Nullable NormalizedLiquidation changed) {
        closure = changed;
        return this;
    }

    GoodClaim moves(List<IncomeReport> changed) {
        moves = changed;
        return this;
    }

    GoodClaim waiting(Extremes changed) {
        waiting = changed;
        return this;
    }

    GoodClaim covered(Extremes changed) {
        covered = changed;
        return this;
    }

    GoodClaim published(List<PublicLiquidation> changed) {
        published = changed;
        return this;
    }

    GoodClaim paidBefore() {
        paidBefore = true;
        return this;
    }

    GoodClaim listed(boolean listed) {
        return rebuilt(new Rebuild().listed(listed));
    }

    GoodClaim at(Instant at) {
        return rebuilt(new Rebuild().at(at));
    }

    GoodClaim side(PositionSide side) {
        return rebuilt(new Rebuild().side(side));
    }

    GoodClaim venue(String venue) {
        return rebuilt(new Rebuild().venue(venue));
    }

    GoodClaim quantity(String quantity) {
        return rebuilt(new Rebuild().quantity(d(quantity)));
    }

    GoodClaim pnl(String pnl) {
        return rebuilt(new Rebuild().pnl(d(pnl)));
    }

    GoodClaim price(String price) {
        return rebuilt(new Rebuild().price(d(price)));
    }

    GoodClaim noFills() {
        return rebuilt(new Rebuild().noFills());
    }

    GoodClaim noIncome() {
        return rebuilt(new Rebuild().noIncome());
    }

    private GoodClaim rebuilt(Rebuild rebuild) {
        closure = rebuild.build();
        return this;
    }

    Facts build() {
        return new Facts(
                rights,
                rights == null ? "-2015" : "",
                closure,
                moves,
                waiting,
                covered,
                published,
                paidBefore,
                Sample.STRUCK);
    }

    /** The good closure with one thing changed. */
    private static final class Rebuild {
        private final NormalizedLiquidation good = Sample.closure();
        private boolean listed = true;
        private Instant at = good.startedAt();
        private PositionSide side = good.positionSide();
        private String venue = good.venue();
        private BigDecimal quantity = good.quantity();
        private BigDecimal pnl = good.realizedPnl();
        private BigDecimal price = good.averagePrice();
        private boolean fills = true;
        private boolean income = true;

        Rebuild listed(boolean changed) {
            listed = changed;
            return this;
        }

        Rebuild at(Instant changed) {
            at = changed;
            return this;
        }

        Rebuild side(PositionSide changed) {
            side = changed;
            return this;
        }

        Rebuild venue(String changed) {
            venue = changed;
            return this;
        }

        Rebuild quantity(BigDecimal changed) {
            quantity = changed;
            return this;
        }

        Rebuild pnl(BigDecimal changed) {
            pnl = changed;
            return this;
        }

        Rebuild price(BigDecimal changed) {
            price = changed;
            return this;
        }

        Rebuild noFills() {
            fills = false;
            return this;
        }

        Rebuild noIncome() {
            income = false;
            return this;
        }

        NormalizedLiquidation build() {
            return new NormalizedLiquidation(
                    venue,
                    good.accountUid(),
                    good.symbol(),
                    side,
                    good.kind(),
                    good.closure(),
                    listed,
                    good.venueOrderId(),
                    good.order(),
                    fills ? good.fills() : List.of(),
                    income ? good.income() : List.of(),
                    quantity,
                    price,
                    pnl,
                    good.fees(),
                    good.funding(),
                    good.liquidationFee(),
                    at,
                    at);
        }
    }
}
