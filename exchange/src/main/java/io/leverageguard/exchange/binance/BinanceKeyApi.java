package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.venues.binance.BinanceMessages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a key may do, and the keys of private streams. */
final class BinanceKeyApi {
    private final Exchange exchange;
    private final BinanceListenKeys listenKeys;

    BinanceKeyApi(Exchange exchange, BinanceListenKeys listenKeys) {
        this.exchange = exchange;
        this.listenKeys = listenKeys;
    }

    Object restrictions(ApiKey key) {
        boolean trade = key.permissions().contains(KeyPermission.TRADE);
        return new BinanceMessages.ApiRestrictions(
                false,
                key.createdAt(),
                key.permissions().contains(KeyPermission.READ),
                key.permissions().contains(KeyPermission.WITHDRAW),
                false,
                false,
                trade,
                false,
                false,
                false,
                false,
                false,
                false);
    }

    /** The one coin that there is, as the wallet's list of coins tells it. */
    Object coins() {
        Map<String, Object> coin = new TreeMap<>();
        coin.put("coin", Contract.QUOTE);
        coin.put("name", "TetherUS");
        coin.put("depositAllEnable", false);
        coin.put("withdrawAllEnable", false);
        coin.put("free", "0");
        coin.put("locked", "0");
        coin.put("isLegalMoney", false);
        coin.put("trading", true);
        coin.put("networkList", List.of());
        return List.of(coin);
    }

    Object listen(ApiKey key) {
        return new BinanceMessages.ListenKey(
                listenKeys.listen(key.account(), exchange.now()).key());
    }

    Object keepListening(ApiKey key) {
        if (listenKeys.current(key.account()).isEmpty()) {
            throw new BinanceRefusal(-1125, "This listenKey does not exist.");
        }
        return listen(key);
    }

    Object stopListening(ApiKey key) {
        listenKeys.current(key.account()).ifPresent(listenKeys::forget);
        return Map.of();
    }
}
