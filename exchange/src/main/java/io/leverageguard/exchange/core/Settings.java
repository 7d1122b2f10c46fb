package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a client sets: leverage, margin mode, hedge mode, margin of an isolated position. */
final class Settings {
    private final Ledger ledger;
    private final ExchangeListener listener;

    Settings(Ledger ledger, ExchangeListener listener) {
        this.ledger = ledger;
        this.listener = listener;
    }

    /** Of all legs at once: all change or none. */
    void setLeverage(Account account, Market market, int leverage) {
        for (Position leg : account.legs(market)) {
            check(leg, leverage);
        }
        Position first = account.legs(market).getFirst();
        int before = first.leverage;
        for (Position leg : account.legs(market)) {
            leg.leverage = leverage;
        }
        if (leverage < before && account.available() < 0) {
            for (Position leg : account.legs(market)) {
                leg.leverage = before;
            }
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
        listener.leverageChanged(first);
    }

    /** Of one leg. */
    void setLeverage(Position position, int leverage) {
        check(position, leverage);
        int before = position.leverage;
        position.leverage = leverage;
        if (leverage < before && position.account.available() < 0) {
            position.leverage = before;
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
        listener.leverageChanged(position);
    }

    private static void check(Position position, int leverage) {
        Contract contract = position.market.contract;
        if (leverage < 1 || leverage > contract.margins().leverageMax()) {
            throw new ExchangeRefusal(Reason.LEVERAGE_INVALID, Integer.toString(leverage));
        }
        long most =
                QuoteUnits.of(contract.margins().notionalMax(leverage), RoundingMode.UNNECESSARY);
        if (position.notional() > most) {
            throw new ExchangeRefusal(Reason.POSITION_TOO_LARGE);
        }
        if (leverage < position.leverage && position.isolated && position.lots != 0) {
            throw new ExchangeRefusal(Reason.LEVERAGE_TOO_SMALL_FOR_POSITION);
        }
    }

    void setIsolated(Account account, Market market, boolean isolated) {
        if (account.legs(market).getFirst().isolated == isolated) {
            throw new ExchangeRefusal(Reason.MARGIN_MODE_SAME);
        }
        if (!account.openIn(market).isEmpty()) {
            throw new ExchangeRefusal(Reason.MARGIN_MODE_HAS_ORDERS);
        }
        for (Position leg : account.legs(market)) {
            if (leg.lots != 0) {
                throw new ExchangeRefusal(Reason.MARGIN_MODE_HAS_POSITION);
            }
        }
        for (Position leg : account.legs(market)) {
            leg.isolated = isolated;
        }
        listener.accountChanged(account, AccountCause.MARGIN_MODE, 0, account.legs(market));
    }

    void setHedge(Account account, boolean hedge) {
        if (account.hedge == hedge) {
            throw new ExchangeRefusal(Reason.HEDGE_MODE_SAME);
        }
        if (!account.openOrders.isEmpty() || !account.waiting.isEmpty()) {
            throw new ExchangeRefusal(Reason.HEDGE_MODE_HAS_ORDERS);
        }
        if (account.positions().stream().anyMatch(position -> position.lots != 0)) {
            throw new ExchangeRefusal(Reason.HEDGE_MODE_HAS_POSITION);
        }
        account.hedge(hedge);
        listener.hedgeChanged(account);
    }

    /** Adds to the margin of an isolated position, or takes from it when negative. */
    void addMargin(Position position, BigDecimal amount) {
        long units = QuoteUnits.of(amount, RoundingMode.DOWN);
        if (units == 0) {
            throw new ExchangeRefusal(Reason.AMOUNT_NOT_POSITIVE);
        }
        if (position.lots == 0) {
            throw new ExchangeRefusal(Reason.NO_POSITION);
        }
        if (!position.isolated) {
            throw new ExchangeRefusal(Reason.MARGIN_NOT_ISOLATED);
        }
        Account account = position.account;
        if (units > 0 && units > Math.min(account.available(), account.crossWallet)) {
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
        if (units < 0 && -units > position.removable()) {
            throw new ExchangeRefusal(Reason.REMOVAL_TOO_LARGE);
        }
        ledger.addMargin(position, units);
    }

    /** Out of the wallet: what neither positions nor orders need. */
    void withdraw(Account account, BigDecimal amount) {
        long units = QuoteUnits.of(amount, RoundingMode.UNNECESSARY);
        if (units <= 0) {
            throw new ExchangeRefusal(Reason.AMOUNT_NOT_POSITIVE);
        }
        if (units > account.withdrawable()) {
            throw new ExchangeRefusal(Reason.REMOVAL_TOO_LARGE);
        }
        ledger.deposit(account, -units);
    }
}
