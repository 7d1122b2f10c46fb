package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Wallet;
import io.leverageguard.venues.bybit.BybitAccountMessages.WalletCoin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Writes the wallet of a unified account as Bybit does; a USDT is worth a dollar here. */
final class BybitWallets {
    private static final int RATE_PLACES = 4;

    /** Sums over all positions, in units. */
    private record Sums(long profit, long initial, long maintenance, long realized) {}

    private BybitWallets() {}

    static Wallet wallet(Account account) {
        Sums sums = sums(account);
        BigDecimal balance = BybitWire.money(account.wallet());
        BigDecimal equity = BybitWire.money(account.wallet() + sums.profit);
        BigDecimal initial = BybitWire.money(sums.initial + account.orderMargin());
        BigDecimal maintenance = BybitWire.money(sums.maintenance);
        return new Wallet(
                "UNIFIED",
                BigDecimal.ZERO,
                rate(initial, equity),
                rate(maintenance, equity),
                equity,
                balance,
                equity,
                BybitWire.money(Math.max(0, account.available())),
                BybitWire.money(sums.profit),
                initial,
                maintenance,
                List.of(coin(account, sums)));
    }

    private static WalletCoin coin(Account account, Sums sums) {
        BigDecimal equity = BybitWire.money(account.wallet() + sums.profit);
        return new WalletCoin(
                BybitWire.COIN,
                equity,
                equity,
                BybitWire.money(account.wallet()),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BybitWire.money(account.orderMargin()),
                BybitWire.money(sums.initial),
                BybitWire.money(sums.maintenance),
                BybitWire.money(sums.profit),
                BybitWire.money(sums.realized),
                BigDecimal.ZERO,
                null,
                null,
                true,
                true);
    }

    private static Sums sums(Account account) {
        long profit = 0;
        long initial = 0;
        long maintenance = 0;
        long realized = 0;
        for (Position position : account.positions()) {
            profit += position.profit();
            initial += position.lots() == 0 ? 0 : position.positionMargin();
            maintenance += position.maintenance();
            realized += position.realized();
        }
        return new Sums(profit, initial, maintenance, realized);
    }

    private static BigDecimal rate(BigDecimal margin, BigDecimal equity) {
        return equity.signum() <= 0
                ? BigDecimal.ZERO
                : margin.divide(equity, RATE_PLACES, RoundingMode.HALF_UP);
    }
}
