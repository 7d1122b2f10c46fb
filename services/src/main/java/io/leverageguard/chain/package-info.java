/**
 * The chain: EVM networks, the keys that sign on them and the transactions we send.
 *
 * <p>Owns the schema {@code chain} and the keystore. Promises that a nonce is given once, that what
 * is sent can be found again after a crash (it is stored before it is sent), that every replacement
 * is remembered because any may be mined, and that nothing counts as confirmed before it is deep
 * enough in the present chain. Idle when no network is configured. Calls the fund for the head of
 * the ledger; announces {@code ChainEvent}.
 */
@NullMarked
package io.leverageguard.chain;

import org.jspecify.annotations.NullMarked;
