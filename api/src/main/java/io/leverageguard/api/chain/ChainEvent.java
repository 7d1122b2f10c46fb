package io.leverageguard.api.chain;

/** Everything the chain service announces. */
public sealed interface ChainEvent {
    /** A transaction has a new state. */
    record ChainTxChanged(Chain.ChainTx transaction) implements ChainEvent {}
}
