package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.VenueCredentials;
import org.junit.jupiter.api.Test;

class BinanceSignerTest {
    @Test
    void documentedExampleHasItsDocumentedSignature() {
        String query =
                "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                        + "&recvWindow=5000&timestamp=1499827319559";
        assertThat(
                        signer("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j")
                                .sign(query))
                .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
    }

    @Test
    void queryAndBodyAreSignedWithNothingBetween() {
        String query = "timestamp=1736393892000";
        String body =
                "symbol=BTCUSDT&side=BUY&reduceOnly=false&newOrderRespType=ACK"
                        + "&selfTradePreventionMode=NONE&type=LIMIT";
        assertThat(signer("secretKey").sign(query + body))
                .isEqualTo("c1c527929b68b53933480df5c04fa37fa74061c457c6c1e730bda50ef68f96b4");
    }

    private static BinanceSigner signer(String secret) {
        return new BinanceSigner(new VenueCredentials("KEY", secret, ""));
    }
}
