package io.leverageguard.exchange.bybit;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected hashes were reckoned with OpenSSL. */
class BybitSignatureTest {
    private static final String SECRET = "testsecret";

    @Test
    void queryIsSignedAfterTimeKeyAndWindow() {
        String origin = "1658384314791" + "testkey" + "5000" + "category=linear&symbol=BTCUSDT";
        assertThat(BybitSignature.sign(SECRET, origin))
                .isEqualTo("da6213487e070e4d08e4f5d0cd9dadd8684519516f65ce3109007d2770aff690");
    }

    @Test
    void bodyIsSignedAsItIsSent() {
        String body = "{\"category\":\"linear\"}";
        assertThat(BybitSignature.sign(SECRET, "1658384314791testkey5000" + body))
                .isEqualTo("2452b1971d672d52c97b26535da4d0b2417b04e884bf01d068a6af5caf7813b3");
    }

    @Test
    void loginSignsTheTimeOfExpiry() {
        assertThat(BybitSignature.sign(SECRET, BybitSignature.login("1662350400000")))
                .isEqualTo("b38c4f23eca76c513b6542823c0882c502bdea24e31f6d6af028af804c5c850a");
    }

    @Test
    void hexMayBeOfEitherCaseAndNothingElseMayDiffer() {
        String signature = BybitSignature.sign(SECRET, "text");
        assertThat(BybitSignature.matches(SECRET, "text", signature.toUpperCase(ROOT))).isTrue();
        assertThat(BybitSignature.matches(SECRET, "texts", signature)).isFalse();
        assertThat(BybitSignature.matches("other", "text", signature)).isFalse();
        assertThat(BybitSignature.matches("", "text", signature)).isFalse();
    }
}
