package io.leverageguard.risk;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * The limits of an account as {@link Limits} has them: four numbers that are always there. One that
 * the account does not limit is shown as the largest that the settings allow.
 */
final class AccountView {
    private AccountView() {}

    static Limits of(ScopeLimits scope) {
        LimitNumbers numbers = scope.numbers();
        return new Limits(
                scope.scope().toAccount(),
                amount(LimitName.ORDER_NOTIONAL_MAX, numbers, SettingKey.RISK_ORDER_NOTIONAL_MAX),
                amount(
                        LimitName.POSITION_NOTIONAL_MAX,
                        numbers,
                        SettingKey.RISK_POSITION_NOTIONAL_MAX),
                amount(LimitName.LEVERAGE_MAX, numbers, SettingKey.RISK_LEVERAGE_MAX).intValue(),
                amount(LimitName.OPEN_ORDERS_MAX, numbers, SettingKey.RISK_OPEN_ORDERS_MAX)
                        .intValue(),
                scope.state(),
                scope.version());
    }

    private static BigDecimal amount(LimitName name, LimitNumbers numbers, SettingKey widest) {
        return Objects.requireNonNullElse(name.of(numbers), widest.max());
    }
}
