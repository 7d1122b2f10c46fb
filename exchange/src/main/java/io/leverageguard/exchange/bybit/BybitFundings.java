package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account.Income;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import java.math.BigDecimal;

/** Writes a funding as the execution that it is at Bybit: a fee, positive when paid. */
final class BybitFundings {
    /** What is told of a funding. */
    private record Facts(
            Contract contract,
            Leg leg,
            long lots,
            long units,
            BigDecimal rate,
            long amount,
            long time,
            boolean streamed) {}

    private BybitFundings() {}

    /** One that a position has just paid or received. */
    static Execution execution(Position position, Funding.Paid funding, long amount) {
        return row(
                new Facts(
                        position.market().contract(),
                        position.leg(),
                        position.lots(),
                        position.market().mark(),
                        funding.rate(),
                        amount,
                        funding.time(),
                        true));
    }

    /** One of the ledger. */
    static Execution execution(Income line, Contract contract, BigDecimal rate) {
        return row(
                new Facts(
                        contract,
                        line.leg(),
                        line.lots(),
                        line.units(),
                        rate,
                        line.amount(),
                        line.time(),
                        false));
    }

    private static Execution row(Facts facts) {
        Contract contract = facts.contract;
        String id = BybitIds.funding(facts.time, contract.symbol(), facts.leg);
        BigDecimal price = BybitWire.price(contract, facts.units);
        BigDecimal quantity = contract.quantity(Math.abs(facts.lots));
        return new Execution(
                facts.streamed ? BybitParams.LINEAR : "",
                contract.symbol(),
                id,
                "",
                BybitWire.side(facts.lots > 0),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                "",
                "UNKNOWN",
                "UNKNOWN",
                BybitWire.money(-facts.amount),
                id,
                price,
                quantity,
                "Funding",
                BybitWire.money(Math.abs(facts.lots) * facts.units),
                null,
                facts.time,
                facts.streamed ? "" : BybitWire.COIN,
                false,
                BybitWire.rate(facts.rate),
                "",
                "",
                price,
                null,
                null,
                "",
                BigDecimal.ZERO,
                facts.streamed ? "0" : "",
                facts.time);
    }
}
