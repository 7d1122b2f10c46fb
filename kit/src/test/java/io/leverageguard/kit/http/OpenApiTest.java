package io.leverageguard.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private final String text =
            OpenApi.document(
                    "Sample", "1", List.of(Sample.PLACE, Sample.INNER, Sample.FIND, Sample.PING));
    private final JsonNode document = Json.tree(text);

    @Test
    void onlyPublicRoutesAreDescribed() {
        assertThat(document.get("paths").propertyNames())
                .containsExactly(
                        "/api/v1/orders", "/api/v1/orders/{order}/at/{side}", "/api/v1/ping");
    }

    @Test
    void anOperationSaysWhatItNeeds() {
        JsonNode place = document.at("/paths/~1api~1v1~1orders/post");
        assertThat(place.get("operationId").asString()).isEqualTo("postOrders");
        assertThat(place.get("x-rate-class").asString()).isEqualTo("general");
        assertThat(place.get("x-permission").asString()).isEqualTo("TRADE");
        assertThat(place.get("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(document.at("/paths/~1api~1v1~1ping/get/security").toString()).isEqualTo("[]");
        assertThat(place.at("/responses/default/$ref").asString())
                .isEqualTo("#/components/responses/Problem");
        assertThat(
                        document.at(
                                        "/components/responses/Problem/content"
                                                + "/application~1problem+json/schema/required")
                                .toString())
                .contains("code", "requestId");
    }

    @Test
    void schemasFollowTheRecords() {
        JsonNode place = document.at("/components/schemas/Place");
        assertThat(place.get("required").toString()).isEqualTo("[\"order\",\"side\",\"quantity\"]");
        assertThat(place.at("/properties/order/format").asString()).isEqualTo("uuid");
        assertThat(place.at("/properties/quantity/format").asString()).isEqualTo("decimal");
        assertThat(place.at("/properties/fee/anyOf/0/$ref").asString())
                .isEqualTo("#/components/schemas/Money");
        assertThat(place.at("/properties/fee/anyOf/1/type").asString()).isEqualTo("null");
        assertThat(document.at("/components/schemas/Side/enum").toString())
                .isEqualTo("[\"BUY\",\"SELL\"]");
        assertThat(document.at("/components/schemas/Money/properties/amount/type").asString())
                .isEqualTo("string");
    }

    @Test
    void pathAndQueryBecomeParameters() {
        JsonNode parameters =
                document.at("/paths/~1api~1v1~1orders~1{order}~1at~1{side}/get/parameters");
        assertThat(parameters.get(0).get("in").asString()).isEqualTo("path");
        assertThat(parameters.get(1).get("name").asString()).isEqualTo("text");
        assertThat(parameters.get(1).get("in").asString()).isEqualTo("query");
        assertThat(parameters.get(9).get("required").asBoolean()).isFalse();
    }

    @Test
    void theOrderOfRoutesDoesNotMatter() {
        assertThat(
                        OpenApi.document(
                                "Sample",
                                "1",
                                List.of(Sample.PING, Sample.FIND, Sample.INNER, Sample.PLACE)))
                .isEqualTo(text);
    }

    @Test
    void thePageNeedsNothingFromOutside() {
        assertThat(OpenApi.page("A & B", "/api/openapi.json"))
                .contains("A &amp; B", "fetch('/api/openapi.json')")
                .doesNotContain("http://", "https://");
    }
}
