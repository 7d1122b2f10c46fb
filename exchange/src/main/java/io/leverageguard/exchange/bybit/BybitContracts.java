package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.bybit.BybitMarketMessages.InstrumentInfo;
import io.leverageguard.venues.bybit.BybitMarketMessages.LeverageFilter;
import io.leverageguard.venues.bybit.BybitMarketMessages.LotSizeFilter;
import io.leverageguard.venues.bybit.BybitMarketMessages.PriceFilter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says in Bybit's words what a contract is and what may be asked of it. */
final class BybitContracts {
    private static final BigDecimal FUNDING_BOUND = new BigDecimal("0.005");
    private static final int FUNDING_MINUTES = 480;
    private static final BigDecimal BAND = new BigDecimal("0.05");

    private BybitContracts() {}

    static InstrumentInfo info(Contract contract, int number) {
        BigDecimal most = contract.quantity(contract.lotsMax());
        return new InstrumentInfo(
                contract.symbol(),
                number,
                "LinearPerpetual",
                "Trading",
                contract.base(),
                Contract.QUOTE,
                contract.onboardDate(),
                0L,
                "",
                BigDecimal.valueOf(contract.tick().scale()),
                new LeverageFilter(
                        BigDecimal.ONE,
                        BigDecimal.valueOf(contract.margins().leverageMax()),
                        BigDecimal.ONE),
                new PriceFilter(contract.priceMin(), contract.priceMax(), contract.tick()),
                new LotSizeFilter(
                        most,
                        contract.lot(),
                        contract.lot(),
                        most,
                        contract.quantity(contract.marketLotsMax()),
                        contract.notionalMin()),
                true,
                FUNDING_MINUTES,
                Contract.QUOTE,
                "none",
                FUNDING_BOUND,
                FUNDING_BOUND.negate(),
                "",
                "",
                false);
    }

    /** The highest bid and the lowest ask that are taken. */
    static Map<String, Object> priceLimit(Market market, long now) {
        Contract contract = market.contract();
        BigDecimal mark = contract.priceOfUnits(market.mark());
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("symbol", contract.symbol());
        limit.put("buyLmt", onTick(contract, mark.multiply(BigDecimal.ONE.add(BAND)), false));
        limit.put("sellLmt", onTick(contract, mark.multiply(BigDecimal.ONE.subtract(BAND)), true));
        limit.put("ts", Long.toString(now));
        return limit;
    }

    private static BigDecimal onTick(Contract contract, BigDecimal price, boolean up) {
        RoundingMode rounding = up ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return price.divide(contract.tick(), 0, rounding).multiply(contract.tick());
    }
}
