package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MarketTest {
    private final Floor floor = new Floor();
    private final Exchange exchange = floor.exchange;

    @Test
    void booksHaveDepthAndTradesHappenEverySecond() {
        List<Long> sizes = new ArrayList<>();
        for (boolean bids : new boolean[] {true, false}) {
            floor.btc.book().levels(bids, 100, (price, lots, orders) -> sizes.add(lots));
        }
        assertThat(sizes).hasSizeGreaterThanOrEqualTo(46).allMatch(lots -> lots > 0);
        long trades = floor.btc.tape().trades(10_000).size();
        exchange.advance(10_000);
        assertThat(floor.btc.tape().trades(10_000).size() - trades).isGreaterThanOrEqualTo(10);
    }

    @Test
    void largeOrderMovesTheBookAndTheMarkAndThatWearsOff() {
        Account whale = floor.account("50000000");
        exchange.place(whale, floor.market(true, "40.000"));
        exchange.advance(1_000);
        long away = middle() - 1_000_000;
        assertThat(away).isBetween(300L, 700L);
        assertThat(floor.btc.index()).isEqualTo(floor.btc.contract.units(1_000_000));
        exchange.advance(30_000);
        assertThat(floor.btc.mark()).isGreaterThan(floor.btc.contract.units(1_000_100));
        assertThat(middle() - 1_000_000).isLessThan(away).isPositive();
        exchange.advance(900_000);
        assertThat(middle()).isBetween(999_998L, 1_000_002L);
        floor.balanced();
    }

    @Test
    void smallOrdersDoNotMoveTheBook() {
        exchange.place(floor.account("100000"), floor.market(false, "1.000"));
        exchange.advance(1_000);
        assertThat(middle()).isBetween(999_998L, 1_000_002L);
    }

    @Test
    void buyersWhoLiftTheBookPayMoreFunding() {
        Market btc = floor.btc;
        long due = Funding.next(exchange.now() / 1000);
        assertThat(exchange.funding().predicted(btc, due)).isEqualByComparingTo("0.0001");
        Account whale = floor.account("80000000");
        exchange.setLeverage(whale, btc, 2);
        for (int i = 0; i < 20; i++) {
            exchange.place(whale, floor.market(true, "40.000"));
            exchange.advance(2_000);
        }
        assertThat(exchange.funding().predicted(btc, due)).isGreaterThan(new BigDecimal("0.0010"));
        long wallet = whale.wallet();
        exchange.advance(due * 1000 - exchange.now());
        BigDecimal paid = exchange.funding().past("BTCUSDT").getLast().rate();
        assertThat(paid).isEqualTo(btc.lastFundingRate());
        assertThat(whale.wallet()).isLessThan(wallet);
        floor.balanced();
    }

    @Test
    void recordedRateIsPaidAtItsInstant() {
        Scenario flat = Scenario.flat(Floor.START);
        long midnight = Floor.START.getEpochSecond() + 4 * 3_600;
        TreeMap<Long, BigDecimal> rates = new TreeMap<>();
        rates.put(midnight, new BigDecimal("-0.00123456"));
        TreeMap<String, SortedMap<Long, BigDecimal>> funding = new TreeMap<>();
        funding.put("BTCUSDT", rates);
        Exchange recorded =
                new Exchange(
                        new Scenario("recorded", flat.bars(), funding, Floor.START),
                        midnight * 1000 - 5_000,
                        1,
                        new BigDecimal("1000"),
                        ExchangeListener.NONE);
        Account account = recorded.openAccount();
        recorded.deposit(account, new BigDecimal("20000"));
        recorded.place(account, floor.market(true, "1.000"));
        recorded.advance(5_000);
        Account.Income line =
                account.income().stream()
                        .filter(each -> each.type() == IncomeType.FUNDING_FEE)
                        .findFirst()
                        .orElseThrow();
        assertThat(line.time()).isEqualTo(midnight * 1000);
        assertThat(line.lots()).isEqualTo(1_000);
        assertThat(line.amount()).isEqualTo(-Funding.payment(1_000 * line.units(), -123_456));
        assertThat(line.amount()).isBetween(123_000_000_00L, 124_000_000_00L);
    }

    private long middle() {
        return (floor.btc.book().bestBid() + floor.btc.book().bestAsk()) / 2;
    }
}
