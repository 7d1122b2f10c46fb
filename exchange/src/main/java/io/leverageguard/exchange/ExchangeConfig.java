package io.leverageguard.exchange;

import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange is set up.
 *
 * @param host loopback unless somebody knows better
 * @param port 0 takes a free one
 * @param insurance what the insurance fund begins with, in USDT
 * @param clock with it, time moves by itself, {@code speed} times as fast; without it, time moves
 *     only when it is told to
 * @param limitsEnforced whether too many requests are refused, or only counted
 */
public record ExchangeConfig(
        String host,
        int port,
        long seed,
        Scenario scenario,
        Instant startTime,
        List<AccountSpec> accounts,
        BigDecimal insurance,
        @Nullable Clock clock,
        BigDecimal speed,
        boolean limitsEnforced) {
    /** An account that exists from the start. */
    public record AccountSpec(
            String key,
            String secret,
            String passphrase,
            BigDecimal usdt,
            Set<KeyPermission> permissions) {
        /** Reads {@code key:secret:passphrase:usdt}; the key may read and trade. */
        public static AccountSpec parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException("not key:secret:passphrase:usdt");
            }
            return new AccountSpec(
                    parts[0],
                    parts[1],
                    parts[2],
                    new BigDecimal(parts[3]),
                    Set.of(KeyPermission.READ, KeyPermission.TRADE));
        }

        @Override
        public String toString() {
            return "AccountSpec[" + key + "]";
        }
    }

    private static final BigDecimal INSURANCE = new BigDecimal("10000000");

    /** Time that is told to move, from the start of the scenario. */
    public static ExchangeConfig stepped(int port, long seed, Scenario scenario) {
        return new ExchangeConfig(
                "127.0.0.1",
                port,
                seed,
                scenario,
                scenario.start(),
                List.of(),
                INSURANCE,
                null,
                BigDecimal.ONE,
                false);
    }

    /** The same, with time that moves by itself. */
    public ExchangeConfig running(Clock by, BigDecimal times) {
        return new ExchangeConfig(
                host,
                port,
                seed,
                scenario,
                startTime,
                accounts,
                insurance,
                by,
                times,
                limitsEnforced);
    }

    /** The same, with these accounts. */
    public ExchangeConfig with(List<AccountSpec> more) {
        return new ExchangeConfig(
                host,
                port,
                seed,
                scenario,
                startTime,
                List.copyOf(more),
                insurance,
                clock,
                speed,
                limitsEnforced);
    }
}
