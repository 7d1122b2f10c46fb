package io.leverageguard.venues.bybit;

/** Rows as the venue writes them, with what a test wants to say. */
final class Rows {
    private Rows() {}

    /** An order of 2 at 100; {@code more} begins with a comma, or is empty. */
    static String order(String id, String status, String filled, String more) {
        return """
        {"category":"linear","orderId":"%s","orderLinkId":"c-%s","symbol":"BTCUSDT",\
        "price":"100","qty":"2","side":"Buy","positionIdx":0,"orderStatus":"%s",\
        "cancelType":"UNKNOWN","rejectReason":"EC_NoError","avgPrice":"","leavesQty":"",\
        "cumExecQty":"%s","cumExecValue":"200","timeInForce":"GTC","orderType":"Limit",\
        "reduceOnly":false,"createdTime":"1760130000000","updatedTime":"1760130000001"%s}"""
                .formatted(id, id, status, filled, more);
    }

    /** An execution of an order of 2. */
    static String execution(String id, String orderId, String price, String left, String more) {
        return """
        {"category":"linear","symbol":"BTCUSDT","orderId":"%s","orderLinkId":"c-%s",\
        "side":"Buy","orderPrice":"100","orderQty":"2","leavesQty":"%s","orderType":"Limit",\
        "execFee":"0.06","execId":"%s","execPrice":"%s","execQty":"1","execType":"Trade",\
        "execTime":"1760130000002","isMaker":true,"closedSize":"","seq":7%s}"""
                .formatted(orderId, orderId, left, id, price, more);
    }

    /** A position of 3. */
    static String position(String side, int index) {
        return """
        {"positionIdx":%d,"symbol":"BTCUSDT","side":"%s","size":"3","avgPrice":"100",\
        "leverage":"12.5","positionBalance":"24","liqPrice":"92.1","unrealisedPnl":"-1",\
        "updatedTime":"1760130000003"}"""
                .formatted(index, side);
    }

    /** A line of the ledger. */
    static String transaction(String type, String orderId, String tradeId, String amounts) {
        return """
        {"id":"u_%s_%s","symbol":"BTCUSDT","category":"linear","transactionTime":"1760130000002",\
        "type":"%s","currency":"USDT","orderId":"%s","tradeId":"%s",%s}"""
                .formatted(type, tradeId, type, orderId, tradeId, amounts);
    }
}
