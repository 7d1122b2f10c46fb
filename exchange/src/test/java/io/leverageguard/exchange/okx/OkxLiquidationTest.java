package io.leverageguard.exchange.okx;

import static io.leverageguard.exchange.okx.OkxDesk.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.okx.OkxDesk.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A liquidation as OKX tells it: to its owner, to the public, and in every history. */
class OkxLiquidationTest {
    private final OkxDesk desk = new OkxDesk();
    private final Line own = desk.line("private").login();
    private final Line open = desk.line("public");

    OkxLiquidationTest() {
        own.subscribe("{\"channel\":\"orders\",\"instType\":\"SWAP\"}");
        own.subscribe("{\"channel\":\"liquidation-warning\",\"instType\":\"SWAP\"}");
        open.subscribe("{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"}");
    }

    private void liquidate(String side, String to) {
        String order =
                "{\"instId\":\""
                        + BTC
                        + "\",\"tdMode\":\"isolated\",\"side\":\""
                        + side
                        + "\",\"ordType\":\"market\",\"sz\":\"100\"}";
        assertThat(desk.post("/trade/order", order).get("code").asString()).isEqualTo("0");
        own.heard();
        desk.price(to);
        desk.advance(1000);
    }

    @Test
    void theOwnerFindsItInOrdersFillsBillsAndPositions() {
        liquidate("buy", "95200");
        List<JsonNode> told = own.rows("orders");
        assertThat(told).isNotEmpty();
        JsonNode last = told.getLast();
        assertThat(last.get("category").asString()).isEqualTo("full_liquidation");
        assertThat(last.get("side").asString()).isEqualTo("sell");
        assertThat(last.get("state").asString()).isEqualTo("filled");
        String path = "/trade/orders-history?instType=SWAP&category=full_liquidation";
        List<JsonNode> orders = rows(desk.get(path));
        assertThat(sum(orders, "accFillSz")).isEqualByComparingTo("100");
        List<JsonNode> fills = new ArrayList<>();
        for (JsonNode order : orders) {
            assertThat(order.get("tradeId").asString()).isEqualTo("0");
            String id = order.get("ordId").asString();
            fills.addAll(rows(desk.get("/trade/fills-history?instType=SWAP&ordId=" + id)));
        }
        assertThat(sum(fills, "fillSz")).isEqualByComparingTo("100");
        assertThat(fills).allMatch(fill -> fill.get("tradeId").asString().startsWith("-"));
        JsonNode closed = rows(desk.get("/account/positions-history?type=3")).getFirst();
        assertThat(closed.get("direction").asString()).isEqualTo("long");
        assertThat(number(closed, "closeTotalPos")).isEqualByComparingTo("100");
        assertThat(number(closed, "triggerPx"))
                .isBetween(new BigDecimal("95000"), new BigDecimal("95700"));
        BigDecimal parts =
                number(closed, "pnl")
                        .add(number(closed, "fee"))
                        .add(number(closed, "fundingFee"))
                        .add(number(closed, "liqPenalty"));
        assertThat(parts).isEqualByComparingTo(number(closed, "realizedPnl"));
        BigDecimal paid = sum(rows(desk.get("/account/bills?type=5")), "balChg");
        BigDecimal opening = sum(rows(desk.get("/account/bills?type=2")), "balChg");
        assertThat(paid.add(opening))
                .as("the bills are what the position cost")
                .isEqualByComparingTo(number(closed, "realizedPnl"));
    }

    @Test
    void thePublicIsToldOnceInASecondWithTheBankruptcyPrice() {
        liquidate("sell", "104800");
        List<JsonNode> rows = open.rows("liquidation-orders");
        assertThat(rows).hasSize(1);
        JsonNode row = rows.getFirst();
        JsonNode detail = row.get("details").get(0);
        assertThat(row.get("instId").asString()).isEqualTo(BTC);
        assertThat(detail.get("side").asString()).isEqualTo("buy");
        assertThat(detail.get("posSide").asString()).isEqualTo("short");
        assertThat(number(detail, "bkPx"))
                .isBetween(new BigDecimal("104900"), new BigDecimal("105100"));
        assertThat(desk.look("/public/liquidation-orders?instType=SWAP").get("data").get(0))
                .isEqualTo(row);
    }

    @Test
    void theOwnerIsWarnedBefore() {
        liquidate("buy", "95520");
        List<JsonNode> warnings = own.rows("liquidation-warning");
        assertThat(warnings).hasSize(1);
        assertThat(number(warnings.getFirst(), "mgnRatio").setScale(0, RoundingMode.DOWN))
                .isEqualByComparingTo("1");
        assertThat(desk.get("/account/positions").get("data").size()).isOne();
    }

    private static List<JsonNode> rows(JsonNode reply) {
        assertThat(reply.get("code").asString()).as(reply.toString()).isEqualTo("0");
        List<JsonNode> rows = new ArrayList<>();
        reply.get("data").forEach(rows::add);
        return rows;
    }

    private static BigDecimal sum(List<JsonNode> rows, String name) {
        return rows.stream().map(r -> number(r, name)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(JsonNode row, String name) {
        return new BigDecimal(row.get(name).asString());
    }
}
