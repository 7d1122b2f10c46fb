package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PositionLife;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.venues.bybit.BybitAccountMessages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes positions as Bybit does. */
final class BybitPositions {
    private final Exchange exchange;

    BybitPositions(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The row of an answer. */
    BybitAccountMessages.Position row(Position position) {
        return row(position, false);
    }

    /** The row of a stream, which calls the entry price otherwise and says the category. */
    BybitAccountMessages.Position streamed(Position position) {
        return row(position, true);
    }

    private BybitAccountMessages.Position row(Position position, boolean streamed) {
        Market market = position.market();
        Contract contract = market.contract();
        long lots = Math.abs(position.lots());
        BigDecimal entry = entry(position);
        long value = Math.abs(position.cost());
        int tier = tier(contract, BybitWire.money(value));
        BigDecimal maintenance = BybitWire.money(position.maintenance());
        BigDecimal initial = BybitWire.money(lots == 0 ? 0 : position.positionMargin());
        return new BybitAccountMessages.Position(
                streamed ? BybitParams.LINEAR : "",
                BybitWire.positionIdx(position.leg()),
                tier + 1,
                contract.margins().brackets().get(tier).notionalCap(),
                contract.symbol(),
                lots == 0 ? "" : BybitWire.side(position.isLong()),
                contract.quantity(lots),
                streamed ? null : entry,
                streamed ? entry : null,
                BybitWire.money(value),
                0,
                "Normal",
                0,
                lots == 0 ? 0 : exchange.adlQuantile(position) + 1,
                BigDecimal.valueOf(position.leverage()),
                BybitWire.money(position.isolated() ? position.isolatedWallet() : 0),
                BybitWire.price(contract, market.mark()),
                liquidationPrice(position),
                null,
                maintenance,
                null,
                initial,
                null,
                "Full",
                stop(position, Kind.TAKE_PROFIT),
                stop(position, Kind.STOP),
                trailing(position),
                BybitWire.money(position.profit()),
                BybitWire.money(net(position)),
                BybitWire.money(position.realized()),
                null,
                market.updateId(),
                false,
                "",
                "",
                position.life().map(PositionLife::openedAt).orElse(position.updatedAt()),
                position.updatedAt(),
                lots == 0 ? 0 : position.life().map(PositionLife::openedAt).orElse(0L));
    }

    private static BigDecimal entry(Position position) {
        return position.market()
                .contract()
                .meanPrice(Math.abs(position.cost()), Math.abs(position.lots()));
    }

    /** To the tick, towards the entry. */
    private static @Nullable BigDecimal liquidationPrice(Position position) {
        Contract contract = position.market().contract();
        RoundingMode rounding = position.isLong() ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return position.liquidationPrice()
                .filter(price -> price.signum() > 0)
                .map(price -> price.setScale(contract.tick().scale(), rounding))
                .orElse(null);
    }

    /** Profit after fees and funding of the position that is held, or of the last one. */
    private static long net(Position position) {
        Optional<PositionLife> life = position.life();
        return life.map(l -> l.realized() - l.fees() + l.funding() - l.liquidationFees())
                .orElse(0L);
    }

    private static int tier(Contract contract, BigDecimal value) {
        List<MarginBracket> brackets = contract.margins().brackets();
        return brackets.indexOf(contract.margins().at(value));
    }

    /** The conditional order that waits for the end of this position, if there is one. */
    static Optional<Trigger> waiting(Position position, Kind kind) {
        return position.account().waitingIn(position.market()).stream()
                .filter(trigger -> trigger.request().kind() == kind)
                .filter(trigger -> trigger.request().withPosition())
                .filter(trigger -> trigger.request().order().leg() == position.leg())
                .filter(trigger -> trigger.request().order().closePosition())
                .findFirst();
    }

    private static @Nullable BigDecimal stop(Position position, Kind kind) {
        return waiting(position, kind).map(BybitRows::triggerPrice).orElse(null);
    }

    private static @Nullable BigDecimal trailing(Position position) {
        return waiting(position, Kind.TRAILING)
                .map(trigger -> trigger.request().callbackSpread())
                .orElse(null);
    }
}
