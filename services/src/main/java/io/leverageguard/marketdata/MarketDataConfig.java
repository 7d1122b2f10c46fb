package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import java.util.List;

/**
 * Configures market data.
 *
 * @param follow instruments whose streams are recorded, each as {@code venue:symbol}
 */
record MarketDataConfig(List<String> follow) {
    private static final int INSTRUMENTS_MAX = 200;

    MarketDataConfig {
        follow = List.copyOf(follow);
        if (follow.size() > INSTRUMENTS_MAX) {
            throw new IllegalArgumentException(
                    "follow names more than " + INSTRUMENTS_MAX + " instruments");
        }
        follow.forEach(MarketDataConfig::parse);
    }

    static MarketDataConfig defaults() {
        return new MarketDataConfig(List.of("binance:BTCUSDT", "binance:ETHUSDT"));
    }

    List<InstrumentRef> instruments() {
        return follow.stream().map(MarketDataConfig::parse).toList();
    }

    private static InstrumentRef parse(String name) {
        int colon = name.indexOf(':');
        if (colon <= 0 || colon == name.length() - 1) {
            throw new IllegalArgumentException(
                    "follow: \"" + name + "\" is not of the form venue:symbol");
        }
        return new InstrumentRef(name.substring(0, colon), name.substring(colon + 1));
    }
}
