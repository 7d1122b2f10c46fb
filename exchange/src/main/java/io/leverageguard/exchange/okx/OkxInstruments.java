package io.leverageguard.exchange.okx;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.venues.okx.OkxMarkets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Names and sizes as OKX has them: {@code BTC-USDT-SWAP}, counted in contracts of some coin. */
final class OkxInstruments {
    static final String SWAP = "SWAP";

    /** Coin in one contract, as OKX lists it; one where nothing else is known. */
    private static final Map<String, BigDecimal> CONTRACT_VALUES =
            Map.of("BTC", new BigDecimal("0.01"), "ETH", new BigDecimal("0.1"));

    /** Codes count from here in the order of the exchange's markets. */
    private static final long FIRST_CODE = 10_001;

    private final Exchange exchange;

    OkxInstruments(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The market that {@code instId} or, on a WebSocket, {@code instIdCode} names. */
    Market market(OkxParams params) {
        return params.has("instIdCode")
                ? ofCode(params.integer("instIdCode", 0))
                : market(params.required("instId"));
    }

    Market market(String instId) {
        for (Market market : exchange.markets()) {
            if (instId(market.contract()).equals(instId)) {
                return market;
            }
        }
        throw new ExchangeRefusal(Reason.UNKNOWN_SYMBOL);
    }

    private Market ofCode(long code) {
        for (Market market : exchange.markets()) {
            if (code(market) == code) {
                return market;
            }
        }
        throw new ExchangeRefusal(Reason.UNKNOWN_SYMBOL);
    }

    private long code(Market market) {
        long code = FIRST_CODE;
        for (Market other : exchange.markets()) {
            if (other == market) {
                return code;
            }
            code++;
        }
        throw new IllegalArgumentException("not listed: " + market.contract().symbol());
    }

    static String instId(Contract contract) {
        return family(contract) + "-SWAP";
    }

    static String family(Contract contract) {
        return contract.base() + "-" + Contract.QUOTE;
    }

    static BigDecimal contractValue(Contract contract) {
        return CONTRACT_VALUES.getOrDefault(contract.base(), BigDecimal.ONE);
    }

    /** Lots as contracts. */
    static BigDecimal size(Contract contract, long lots) {
        return plain(
                contract.quantity(lots)
                        .divide(contractValue(contract), QuoteUnits.SCALE, RoundingMode.HALF_UP));
    }

    /** Contracts as coin. */
    static BigDecimal coins(Contract contract, BigDecimal contracts) {
        return contracts.multiply(contractValue(contract));
    }

    static BigDecimal price(Contract contract, long ticks) {
        return plain(contract.price(ticks));
    }

    static BigDecimal money(long units) {
        return plain(QuoteUnits.toDecimal(units));
    }

    /** Without zeros at the end, as OKX writes amounts. */
    static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    OkxMarkets.Instrument row(Market market) {
        Contract contract = market.contract();
        BigDecimal limitMax = size(contract, contract.lotsMax());
        BigDecimal marketMax = size(contract, contract.marketLotsMax());
        BigDecimal lot = size(contract, 1);
        return new OkxMarkets.Instrument(
                SWAP,
                instId(contract),
                code(market),
                family(contract),
                family(contract),
                "1",
                "",
                "",
                Contract.QUOTE,
                "linear",
                contractValue(contract),
                BigDecimal.ONE,
                contract.base(),
                plain(contract.tick()),
                lot,
                lot,
                BigDecimal.valueOf(contract.margins().leverageMax()),
                limitMax,
                marketMax,
                null,
                null,
                limitMax,
                limitMax,
                limitMax,
                marketMax,
                "",
                "normal",
                "live",
                contract.onboardDate());
    }
}
