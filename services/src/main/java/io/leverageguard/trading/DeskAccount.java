package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;

/** An account and the number that the engine knows it by. */
record DeskAccount(int number, Account account) {}
