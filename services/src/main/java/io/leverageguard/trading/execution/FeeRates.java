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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an account pays as taker and as maker: what its latest fills of that kind did pay, over
 * their value, so that its fee tier is in it; the venue's public rate while there are none.
 */
final class FeeRates {
    private static final MathContext DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);
    private static final Duration FRESH_MAX = Duration.ofMinutes(5);

    /** While an account has few fills, each one tells more. */
    private static final Duration UNSURE_MAX = Duration.ofSeconds(2);

    private static final int FILLS_MAX = 20;
    private static final BigDecimal LARGEST = new BigDecimal("0.01");

    /** Lowest tiers, as the venues published them for USDT perpetuals in 2025. */
    private static final Map<String, Rates> PUBLIC_RATES =
            Map.of(
                    "binance", Rates.of("0.0002", "0.0005"),
                    "okx", Rates.of("0.0002", "0.0005"),
                    "bybit", Rates.of("0.0002", "0.00055"));

    private static final Rates USUAL_RATES = Rates.of("0.0002", "0.0006");

    /** Shares of the value; negative where the account is paid. */
    private record Rates(BigDecimal maker, BigDecimal taker) {
        static Rates of(String maker, String taker) {
            return new Rates(new BigDecimal(maker), new BigDecimal(taker));
        }
    }

    /** What was found, and until when it is good. */
    private record Known(Rates rates, Instant until) {}

    private final Trading trading;
    private final Clock clock;
    private final Map<AccountId, Known> known = new ConcurrentHashMap<>();

    FeeRates(Trading trading, Clock clock) {
        this.trading = trading;
        this.clock = clock;
    }

    /** The taker's fee as a share of the value. */
    BigDecimal taker(Account account) {
        return rates(account).taker();
    }

    /** The maker's fee as a share of the value. */
    BigDecimal maker(Account account) {
        return rates(account).maker();
    }

    private Rates rates(Account account) {
        Known fresh = known.get(account.account());
        if (fresh != null && fresh.until().isAfter(clock.now())) {
            return fresh.rates();
        }
        List<Fill> fills =
                trading.fills(PartSender.SELF, new AccountRef(account.account())).fills();
        Rates usual = PUBLIC_RATES.getOrDefault(account.venue(), USUAL_RATES);
        Rates rates =
                new Rates(
                        measured(fills, true).orElse(usual.maker()),
                        measured(fills, false).orElse(usual.taker()));
        Duration good = fills.size() < FILLS_MAX ? UNSURE_MAX : FRESH_MAX;
        known.put(account.account(), new Known(rates, clock.now().plus(good)));
        return rates;
    }

    private static Optional<BigDecimal> measured(List<Fill> fills, boolean maker) {
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        int count = 0;
        for (Fill fill : fills.reversed()) {
            if (fill.maker() == maker && count < FILLS_MAX) {
                fees = fees.add(fill.fee());
                value = value.add(fill.price().multiply(fill.quantity()));
                count++;
            }
        }
        return value.signum() == 0
                ? Optional.empty()
                : Optional.of(fees.divide(value, DIGITS).min(LARGEST).max(LARGEST.negate()));
    }
}
