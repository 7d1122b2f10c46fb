package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an account pays as taker: what its latest fills as taker did pay, over their value, so that
 * its fee tier is in it; the venue's public rate while there are none.
 */
final class FeeRates {
    private static final MathContext DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);
    private static final Duration FRESH_MAX = Duration.ofMinutes(5);
    private static final int FILLS_MAX = 20;
    private static final BigDecimal LARGEST = new BigDecimal("0.01");

    /** Lowest tiers, as the venues published them for USDT perpetuals in 2025. */
    private static final Map<String, BigDecimal> PUBLIC_RATES =
            Map.of(
                    "binance", new BigDecimal("0.0005"),
                    "okx", new BigDecimal("0.0005"),
                    "bybit", new BigDecimal("0.00055"));

    private static final BigDecimal USUAL_RATE = new BigDecimal("0.0006");

    private record Known(BigDecimal rate, Instant at) {}

    private final Trading trading;
    private final Clock clock;
    private final Map<AccountId, Known> known = new ConcurrentHashMap<>();

    FeeRates(Trading trading, Clock clock) {
        this.trading = trading;
        this.clock = clock;
    }

    /** The taker's fee as a share of the value. */
    BigDecimal taker(Account account) {
        Known fresh = known.get(account.account());
        if (fresh != null && fresh.at().plus(FRESH_MAX).isAfter(clock.now())) {
            return fresh.rate();
        }
        BigDecimal rate = measured(account);
        known.put(account.account(), new Known(rate, clock.now()));
        return rate;
    }

    private BigDecimal measured(Account account) {
        List<Fill> fills =
                trading.fills(PartSender.SELF, new AccountRef(account.account())).fills();
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        int count = 0;
        for (Fill fill : fills.reversed()) {
            if (!fill.maker() && count < FILLS_MAX) {
                fees = fees.add(fill.fee());
                value = value.add(fill.price().multiply(fill.quantity()));
                count++;
            }
        }
        if (value.signum() == 0) {
            return PUBLIC_RATES.getOrDefault(account.venue(), USUAL_RATE);
        }
        return fees.divide(value, DIGITS).min(LARGEST).max(LARGEST.negate());
    }
}
