package io.leverageguard.exchange.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BybitLiquidationTest {
    private static final String OPEN = "category=linear&symbol=BTCUSDT";

    private final BybitDesk desk = new BybitDesk();

    @Test
    void liquidationIsToldEverywhereAndMoneyAgrees() {
        desk.post("/v5/account/set-margin-mode", "{'setMarginMode':'ISOLATED_MARGIN'}");
        desk.placed("'side':'Buy','orderType':'Market','qty':'0.500'");
        BybitDesk.Line mine = desk.mine("order", "execution", "position", "wallet");
        BybitDesk.Line tape = desk.line("/v5/public/linear");
        tape.subscribe("allLiquidation.BTCUSDT");
        BigDecimal price = new BigDecimal(position().get("liqPrice").asString());
        desk.price(price.add(BigDecimal.TEN).setScale(1, RoundingMode.UP).toPlainString());
        assertThat(position().get("size").asString()).isEqualTo("0.500");
        mine.take();
        desk.price(price.subtract(BigDecimal.ONE).setScale(1, RoundingMode.UP).toPlainString());

        assertThat(position().get("size").asString()).isEqualTo("0.000");
        List<JsonNode> told = mine.take();
        JsonNode executions = told.get(0).get("data");
        assertThat(executions.get(0).get("execType").asString()).isEqualTo("BustTrade");
        assertThat(executions.get(0).get("createType").asString())
                .isEqualTo("CreateByTakeOver_PassThrough");
        JsonNode seen = tape.take().getFirst().get("data").get(0);
        assertThat(seen.get("S").asString()).isEqualTo("Buy");
        assertThat(seen.get("s").asString()).isEqualTo("BTCUSDT");
        BigDecimal bankruptcy = new BigDecimal(seen.get("p").asString());
        assertThat(bankruptcy).isLessThan(price);
        JsonNode busts = desk.list("/v5/execution/list", OPEN + "&execType=BustTrade");
        assertThat(sum(busts, "execQty")).isEqualByComparingTo(seen.get("v").asString());
        JsonNode forced = desk.list("/v5/order/history", OPEN).get(0);
        assertThat(forced.get("createType").asString()).isEqualTo("CreateByTakeOver_PassThrough");
        assertThat(forced.get("orderStatus").asString()).isEqualTo("Filled");
        checkMoney();
    }

    private void checkMoney() {
        JsonNode lines = desk.list("/v5/account/transaction-log", "limit=50");
        BigDecimal wallet =
                new BigDecimal(
                        desk.list("/v5/account/wallet-balance", "accountType=UNIFIED")
                                .get(0)
                                .get("coin")
                                .get(0)
                                .get("walletBalance")
                                .asString());
        assertThat(sum(lines, "change")).isEqualByComparingTo(wallet);
        assertThat(lines.get(0).get("cashBalance").asString()).isEqualTo(wallet.toPlainString());
        assertThat(lines.get(0).get("type").asString()).isEqualTo("LIQUIDATION");
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode line : lines) {
            boolean forced = line.get("type").asString().equals("LIQUIDATION");
            boolean traded = !line.get("tradeId").asString().isEmpty();
            paid = forced && !traded ? paid.add(new BigDecimal(line.get("fee").asString())) : paid;
        }
        assertThat(paid).isPositive();
        assertThat(desk.server.core().totals().difference()).isZero();
    }

    @Test
    void ordersOfALiquidatedPositionAreCancelledBefore() {
        desk.post("/v5/account/set-margin-mode", "{'setMarginMode':'ISOLATED_MARGIN'}");
        desk.placed("'side':'Buy','orderType':'Market','qty':'0.500'");
        JsonNode resting =
                desk.placed("'side':'Sell','orderType':'Limit','qty':'0.010','price':'104000'");
        desk.price("94000");
        JsonNode ended = desk.order(resting.get("orderId").asString());
        assertThat(ended.get("orderStatus").asString()).isEqualTo("Cancelled");
        assertThat(ended.get("cancelType").asString()).isEqualTo("CancelAllBeforeLiq");
    }

    @Test
    void closedProfitCountsFeesOnBothSides() {
        desk.placed("'side':'Buy','orderType':'Market','qty':'0.100'");
        desk.price("101000");
        desk.placed("'side':'Sell','orderType':'Market','qty':'0.100','reduceOnly':true");
        JsonNode row = desk.list("/v5/position/closed-pnl", "category=linear").get(0);
        BigDecimal entry = new BigDecimal(row.get("cumEntryValue").asString());
        BigDecimal exit = new BigDecimal(row.get("cumExitValue").asString());
        BigDecimal fees =
                new BigDecimal(row.get("openFee").asString())
                        .add(new BigDecimal(row.get("closeFee").asString()));
        BigDecimal profit = exit.subtract(entry).subtract(fees);
        assertThat(new BigDecimal(row.get("closedPnl").asString())).isEqualByComparingTo(profit);
        assertThat(row.get("side").asString()).isEqualTo("Sell");
        assertThat(row.get("closedSize").asString()).isEqualTo("0.100");
    }

    private JsonNode position() {
        return desk.list("/v5/position/list", OPEN).get(0);
    }

    private static BigDecimal sum(JsonNode rows, String field) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode row : rows) {
            sum = sum.add(new BigDecimal(row.get(field).asString()));
        }
        return sum;
    }
}
