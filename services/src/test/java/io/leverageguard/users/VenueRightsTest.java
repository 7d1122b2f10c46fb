package io.leverageguard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.WebServer;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.http.WebServer.Sockets;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The vault asks over Binance's own protocol; the answers here are as its documentation has them.
 */
class VenueRightsTest {
    private static final String WITHDRAWER = "withdrawer-key-0001";

    private final TestKit kit = TestKit.create();
    private final WebServer binance =
            new WebServer("127.0.0.1", 0, 10_000, this::answer, Sockets.NONE);
    private final Users users = new UsersModule(kit.kit(), venues()).api();
    private final Actor trader = trader();

    @AfterEach
    void close() {
        kit.close();
        binance.close();
    }

    @Test
    void keyIsStoredWithTheAccountThatTheVenueNames() {
        VenueKey key = store("binance", "trading-key-0001");

        assertThat(key.accountUid()).isEqualTo("354937868");
        assertThat(key.canTrade()).isTrue();
    }

    @Test
    void keyThatMayWithdrawIsRefused() {
        assertThat(code("binance", WITHDRAWER)).isEqualTo("key_can_withdraw");
    }

    @Test
    void keyThatTheVenueDoesNotKnowIsRefused() {
        Refusal refusal = refusal("binance", "unknown-key-0001");

        assertThat(refusal.code()).isEqualTo("key_not_accepted");
        assertThat(refusal.details()).containsEntry("venueCode", "-2015");
    }

    @Test
    void venueThatIsNotConnectedIsRefused() {
        assertThat(code("kraken", "trading-key-0001")).isEqualTo("unknown_venue");
    }

    private Response answer(Request request) {
        String key = request.header("x-mbx-apikey");
        if (key.startsWith("unknown")) {
            return Response.json(
                    401,
                    """
                    {"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}
                    """);
        }
        return switch (request.path()) {
            case "/fapi/v1/time" ->
                    Response.json(
                            200, "{\"serverTime\":%d}".formatted(kit.clock().now().toEpochMilli()));
            case "/sapi/v1/account/apiRestrictions" ->
                    Response.json(
                            200,
                            """
                            {"ipRestrict":false,"createTime":1623840271000,"enableReading":true,
                            "enableFutures":true,"enableSpotAndMarginTrading":true,
                            "enableWithdrawals":%s,"enableInternalTransfer":false,
                            "permitsUniversalTransfer":false,"enableMargin":false,
                            "enableVanillaOptions":false}
                            """
                                    .formatted(key.equals(WITHDRAWER)));
            case "/api/v3/account" -> Response.json(200, "{\"uid\":354937868,\"balances\":[]}");
            default -> Response.json(404, "{\"code\":-1000,\"msg\":\"not here\"}");
        };
    }

    private Venues venues() {
        return new Venues(
                kit.kit().web(),
                kit.clock(),
                VenuesConfig.defaults().withBinanceAt("http://127.0.0.1:" + binance.start()));
    }

    private Actor trader() {
        Users.Person person =
                users.register(
                        Actor.ANONYMOUS, new Register("ten-x", "correct horse battery", null));
        return new Actor(person.user(), person.login(), person.roles());
    }

    private VenueKey store(String venue, String key) {
        return users.storeVenueKey(trader, new StoreVenueKey(venue, "main", key, "secret", null));
    }

    private String code(String venue, String key) {
        return refusal(venue, key).code();
    }

    private Refusal refusal(String venue, String key) {
        return catchThrowableOfType(Refusal.class, () -> store(venue, key));
    }
}
