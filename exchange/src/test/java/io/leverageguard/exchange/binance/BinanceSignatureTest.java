package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BinanceSignatureTest {
    /** Secret of the example in Binance's "Signed endpoint examples for POST /api/v3/order". */
    private static final String SECRET =
            "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    private static final String QUERY =
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
                    + "&recvWindow=5000&timestamp=1499827319559";
    private static final String SIGNATURE =
            "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

    @Test
    void documentedExampleHolds() {
        assertThat(BinanceSignature.sign(SECRET, QUERY)).isEqualTo(SIGNATURE);
        String signed = QUERY + "&signature=" + SIGNATURE;
        assertThat(matches(SECRET, signed, "", SIGNATURE)).isTrue();
        assertThat(matches(SECRET, "", signed, SIGNATURE)).isTrue();
        assertThat(matches(SECRET, signed, "", SIGNATURE.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(matches(SECRET, signed + "&a=1", "", SIGNATURE)).isFalse();
    }

    @Test
    void vectorOfTheOfficialConnectorHolds() {
        String body =
                "symbol=BTCUSDT&side=BUY&reduceOnly=false&newOrderRespType=ACK"
                        + "&selfTradePreventionMode=NONE&type=LIMIT";
        String signature = "c1c527929b68b53933480df5c04fa37fa74061c457c6c1e730bda50ef68f96b4";
        String query = "timestamp=1736393892000&signature=" + signature;
        assertThat(BinanceSignature.payload(query, body))
                .isEqualTo("timestamp=1736393892000" + body);
        assertThat(matches("secretKey", query, body, signature)).isTrue();
    }

    @Test
    void signatureAloneInTheQuerySignsTheBody() {
        String signature = BinanceSignature.sign("s", "a=1&timestamp=5");
        assertThat(matches("s", "signature=" + signature, "a=1&timestamp=5", signature)).isTrue();
    }

    private static boolean matches(String secret, String query, String body, String signature) {
        return BinanceSignature.matches(secret, BinanceSignature.payload(query, body), signature);
    }
}
