package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.VenueCredentials;
import org.junit.jupiter.api.Test;

class BybitSignerTest {
    /** Computed once with openssl: dgst -sha256 -hmac. */
    @Test
    void aRequestIsSignedOverTimeKeyWindowAndQuery() {
        BybitSigner signer = new BybitSigner(new VenueCredentials("testkey", "testsecret", ""));
        assertThat(signer.request("1672283754132", "5000", "category=linear&limit=1"))
                .isEqualTo("23876929d9787f1edb33b106b000c736ebf316b3b1942be5ae6e5ffd5fd727a8");
    }

    @Test
    void aLogInIsSignedOverItsEnd() {
        BybitSigner signer = new BybitSigner(new VenueCredentials("KEY", "SECRET", ""));
        assertThat(signer.logIn(1_700_000_010_000L))
                .isEqualTo("cb44b8afa4be2e39c6d1726de8c45cf0cf4f7098a3ae18721aa65e1ddba1fc7e");
    }
}
