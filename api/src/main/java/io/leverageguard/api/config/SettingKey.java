package io.leverageguard.api.config;

import java.math.BigDecimal;

/** Every runtime setting that exists: its name, default, bounds and meaning. All are decimals. */
public enum SettingKey {
    /** Below this insurability index cover is refused. */
    COVER_D_REFUSE(
            "cover.d_refuse",
            "1.5",
            "0.5",
            "6",
            "insurability index below which cover is refused (U01)"),
    /** Below this insurability index cover is referred. */
    COVER_D_REFER(
            "cover.d_refer", "2.0", "0.5", "8", "insurability index below which cover is referred"),
    /** Share of the loss that the trader bears. */
    COVER_COINSURANCE(
            "cover.coinsurance",
            "0.20",
            "0.20",
            "0.9",
            "share of the loss above the deductible that the trader bears"),
    /** Deductible as a share of the margin at binding. */
    COVER_DEDUCTIBLE(
            "cover.deductible",
            "0.05",
            "0.05",
            "0.5",
            "deductible as a share of the margin at binding"),
    /** Loading on the standard deviation of the benefit. */
    COVER_RISK_LOADING(
            "cover.risk_loading",
            "0.10",
            "0",
            "2",
            "loading per standard deviation of the benefit"),
    /** Expense share of the gross premium. */
    COVER_EXPENSES("cover.expenses", "0.15", "0", "0.6", "share of the gross premium for expenses"),
    /** Yearly cost of capital. */
    COVER_COST_OF_CAPITAL(
            "cover.cost_of_capital",
            "0.12",
            "0",
            "1",
            "yearly cost of the capital that a policy needs"),
    /** Waiting period in minutes. */
    COVER_WAITING_MINUTES(
            "cover.waiting_minutes",
            "15",
            "15",
            "240",
            "minutes between binding and the start of cover"),
    /** Multiplier on the volatility estimate. */
    COVER_VOLATILITY_STRESS(
            "cover.volatility_stress", "1.25", "1", "5", "multiplier on the volatility estimate"),
    /** Solvency ratio that must hold after a bind. */
    COVER_SOLVENCY_MIN(
            "cover.solvency_min",
            "1.20",
            "1",
            "10",
            "own funds over required capital that must hold after a bind"),
    /** Seconds for which a quote can be bound. */
    COVER_QUOTE_SECONDS(
            "cover.quote_seconds", "10", "1", "60", "seconds for which a quote can be bound"),
    /** Largest benefit that is approved without a reviewer. */
    COVER_AUTO_APPROVE_MAX(
            "cover.auto_approve_max",
            "25000",
            "0",
            "1000000",
            "largest benefit in USDT approved without a reviewer"),
    /** Largest payout that needs no second person. */
    PAYOUT_AUTO_MAX(
            "payout.auto_max",
            "25000",
            "0",
            "1000000",
            "largest payout in USDT that needs no approval by a person"),
    /** Calls per minute and person. */
    RATE_GENERAL(
            "gateway.rate_general", "600", "1", "1000000", "ordinary calls per minute and person"),
    /** Log-ins per minute and address. */
    RATE_AUTH("gateway.rate_auth", "10", "1", "1000000", "log-in calls per minute and address"),
    /** Trading calls per minute and person. */
    RATE_TRADING(
            "gateway.rate_trading", "300", "1", "1000000", "trading calls per minute and person"),
    /** Default for the largest order. */
    RISK_ORDER_NOTIONAL_MAX(
            "risk.order_notional_max",
            "250000",
            "0",
            "1000000000",
            "largest order in USDT, unless an account has limits of its own"),
    /** Default for the largest position. */
    RISK_POSITION_NOTIONAL_MAX(
            "risk.position_notional_max",
            "500000",
            "0",
            "1000000000",
            "largest position in USDT, unless an account has limits of its own"),
    /** Default for the leverage. */
    RISK_LEVERAGE_MAX(
            "risk.leverage_max",
            "125",
            "1",
            "200",
            "highest leverage, unless an account has limits of its own"),
    /** How much looser a limit may get without a second person. */
    RISK_FOUR_EYES_FACTOR(
            "risk.four_eyes_factor",
            "1.5",
            "1",
            "100",
            "factor by which one person alone may loosen a limit"),
    /** How long a change of limits waits for a second person. */
    RISK_CHANGE_HOURS(
            "risk.change_hours",
            "24",
            "1",
            "168",
            "hours for which a change of limits waits for a second person"),
    /** The largest loss limit that one person alone may lift. */
    RISK_LIFT_ALONE_MAX(
            "risk.lift_alone_max",
            "1000",
            "0",
            "1000000",
            "largest loss limit in USDT that one person alone may lift once it was reached"),
    /** Default for open orders. */
    RISK_OPEN_ORDERS_MAX(
            "risk.open_orders_max",
            "100",
            "1",
            "10000",
            "most open orders, unless an account has limits of its own");

    private final String settingName;
    private final BigDecimal initial;
    private final BigDecimal min;
    private final BigDecimal max;
    private final String description;

    SettingKey(String settingName, String initial, String min, String max, String description) {
        this.settingName = settingName;
        this.initial = new BigDecimal(initial);
        this.min = new BigDecimal(min);
        this.max = new BigDecimal(max);
        this.description = description;
    }

    /** The name on the wire, for example {@code cover.d_refuse}. */
    public String settingName() {
        return settingName;
    }

    /** The value before anybody changes it. */
    public BigDecimal initial() {
        return initial;
    }

    /** The smallest value allowed. */
    public BigDecimal min() {
        return min;
    }

    /** The largest value allowed. */
    public BigDecimal max() {
        return max;
    }

    /** What it means, for a person. */
    public String description() {
        return description;
    }
}
