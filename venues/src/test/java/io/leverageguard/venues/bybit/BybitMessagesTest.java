package io.leverageguard.venues.bybit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitEvent.Answer;
import io.leverageguard.venues.bybit.BybitEvent.OrderBook;
import io.leverageguard.venues.bybit.BybitEvent.TradeAnswer;
import io.leverageguard.venues.bybit.BybitEvent.Unknown;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages.AmendOrder;
import io.leverageguard.venues.bybit.BybitMessages.Command;
import io.leverageguard.venues.bybit.BybitMessages.Envelope;
import io.leverageguard.venues.bybit.BybitMessages.OrderAck;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BybitMessagesTest {
    @Test
    void whatIsAbsentIsNullAsAmountAndEmptyAsText() {
        Order order =
                BybitMessages.read(
                        """
                        {"orderId":"o1","price":"","qty":"0.10","avgPrice":null,"reduceOnly":"",
                         "triggerDirection":"","createdTime":"1684738540559","new":{"a":[1]}}""",
                        Order.class);
        assertThat(order.orderId()).isEqualTo("o1");
        assertThat(order.orderLinkId()).isEmpty();
        assertThat(order.price()).isNull();
        assertThat(order.avgPrice()).isNull();
        assertThat(order.qty()).isEqualTo("0.10");
        assertThat(order.triggerDirection()).isZero();
        assertThat(order.createdTime()).isEqualTo(1684738540559L);
        assertThat(BybitMessages.write(order))
                .contains("\"price\":\"\"", "\"qty\":\"0.10\"", "\"createdTime\":\"1684738540559\"")
                .doesNotContain("null", "category");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Page<OrderAck> page = new Page<>("linear", List.of(new OrderAck("o1", "c1")), "next");
        String text = BybitMessages.write(Envelope.done(page, 7));
        assertThat(text)
                .isEqualTo(
                        "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"category\":\"linear\","
                                + "\"list\":[{\"orderId\":\"o1\",\"orderLinkId\":\"c1\"}],"
                                + "\"nextPageCursor\":\"next\"},\"retExtInfo\":{},\"time\":7}");
        assertThat(BybitMessages.read(text, Envelope.class).page(OrderAck.class)).isEqualTo(page);
        assertThat(BybitMessages.write(Envelope.refused(10001, "params error", 7)))
                .isEqualTo(
                        "{\"retCode\":10001,\"retMsg\":\"params error\",\"result\":{},"
                                + "\"retExtInfo\":{},\"time\":7}");
        AmendOrder amend =
                new AmendOrder(
                        "linear",
                        "BTCUSDT",
                        "1",
                        "",
                        null,
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        "",
                        "",
                        "");
        assertThat(BybitMessages.write(amend))
                .isEqualTo(
                        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"orderId\":\"1\","
                                + "\"qty\":\"1\"}");
        assertThat(BybitMessages.write(Command.auth("9", "KEY", 1L, "sign")))
                .isEqualTo("{\"req_id\":\"9\",\"op\":\"auth\",\"args\":[\"KEY\",1,\"sign\"]}");
    }

    @Test
    void framesAreToldApartByTopicAndOpWhereverTheyStand() {
        BybitEvent book =
                BybitEvent.read(
                        """
                        {"type":"snapshot","ts":1,"data":{"s":"BTCUSDT","b":[["1.5","2"]],"a":[],
                         "u":3,"seq":4,"topic":"order"},"topic":"orderbook.50.BTCUSDT","cts":5}""");
        assertThat(book).isInstanceOf(OrderBook.class);
        assertThat(((OrderBook) book).data())
                .isNotNull()
                .extracting(Book::bids)
                .isEqualTo(List.of(new Level(new BigDecimal("1.5"), new BigDecimal("2"))));
        assertThat(BybitEvent.read(BybitMessages.write(book))).isEqualTo(book);
        assertThat(BybitEvent.read("{\"success\":true,\"ret_msg\":\"pong\",\"op\":\"ping\"}"))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.isPong()).isTrue());
        assertThat(BybitEvent.read("{\"op\":\"auth\",\"retCode\":10003,\"retMsg\":\"x\"}"))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.isDone()).isFalse());
        assertThat(BybitEvent.read("{\"reqId\":\"1\",\"retCode\":0,\"op\":\"order.create\"}"))
                .isInstanceOf(TradeAnswer.class);
        assertThat(BybitEvent.read("{\"topic\":\"adlAlert.USDT\",\"data\":[]}"))
                .isEqualTo(new Unknown("adlAlert.USDT"));
        assertThat(BybitEvent.read("{\"hello\":1}")).isEqualTo(new Unknown(""));
    }

    @Test
    void answersOnSocketsAreWrittenInTheWayOfTheirStream() {
        assertThat(BybitMessages.write(Answer.publicPong("c", "1")))
                .isEqualTo(
                        "{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"c\","
                                + "\"req_id\":\"1\",\"op\":\"ping\"}");
        assertThat(BybitMessages.write(Answer.privatePong("c", "1", 5)))
                .isEqualTo("{\"conn_id\":\"c\",\"req_id\":\"1\",\"op\":\"pong\",\"args\":[\"5\"]}");
        assertThat(BybitMessages.write(Answer.trade(0, "OK", "c", "1", "auth")))
                .isEqualTo(
                        "{\"op\":\"auth\",\"retCode\":0,\"retMsg\":\"OK\",\"connId\":\"c\","
                                + "\"reqId\":\"1\"}");
    }

    @Test
    void aDeltaOfATickerLeavesWhatItDoesNotName() {
        Ticker known =
                BybitMessages.read(
                        "{\"symbol\":\"BTCUSDT\",\"markPrice\":\"5\",\"indexPrice\":\"6\"}",
                        Ticker.class);
        Ticker delta =
                BybitMessages.read("{\"symbol\":\"BTCUSDT\",\"markPrice\":\"5.1\"}", Ticker.class);
        assertThat(BybitMessages.write(known.with(delta)))
                .isEqualTo("{\"symbol\":\"BTCUSDT\",\"markPrice\":\"5.1\",\"indexPrice\":\"6\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"topic\":\"order\",\"data\":7}",
                "{\"topic\":\"wallet\",\"data\":[{\"totalEquity\":\"1e999999999\"}]}",
                "{\"topic\":\"wallet\",\"data\":[{\"totalEquity\":\"NaN\"}]}",
                "{\"topic\":\"wallet\",\"data\":[{\"totalEquity\":true}]}",
                "{\"topic\":\"order\",\"data\":[{\"orderId\":{}}]}",
                "{\"topic\":\"order\",\"data\":[{\"createdTime\":\"x\"}]}",
                "{\"topic\":\"order\"",
            })
    void whatIsNoFrameIsRefused(String text) {
        assertThatThrownBy(() -> BybitEvent.read(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
