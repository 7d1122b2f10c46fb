/**
 * The trading core: own orders, positions and limits of every account, decided by one thread from
 * memory.
 *
 * <p>{@link io.leverageguard.engine.EngineProxy} hands work to the thread through a bounded ring;
 * {@link io.leverageguard.engine.EngineAgent} applies it, commits the batch to the {@link
 * io.leverageguard.engine.Journal} and only then lets it act. No I/O, no locks, no JSON, no clock:
 * the state is a function of the journal, and its hash proves it.
 */
package io.leverageguard.engine;
