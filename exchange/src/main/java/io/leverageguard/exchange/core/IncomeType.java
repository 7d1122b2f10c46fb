package io.leverageguard.exchange.core;

/** Why money moved; each protocol has its venue's word for it. */
public enum IncomeType {
    /** A deposit, or a withdrawal when negative. */
    TRANSFER,
    REALIZED_PNL,
    COMMISSION,
    FUNDING_FEE,
    /** What a liquidation costs on top of the loss; goes to the insurance fund. */
    LIQUIDATION_FEE,
    /** A loss that the client cannot bear: the insurance fund pays it. */
    LOSS_COVERED
}
