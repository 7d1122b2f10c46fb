package io.leverageguard.fund;

/** The two sides of an account. */
enum Side {
    DEBIT,
    CREDIT
}
