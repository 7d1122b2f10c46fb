/**
 * Strategies and what they earn.
 *
 * <p>Owns the schema {@code strategy}: registrations, orders sent, performance.
 *
 * <p>Promises: a strategy sees each bar once, and hears once of fills and lost orders of its own
 * and of liquidation, deleveraging, settlement and funding of the position that it has a share in;
 * the orders of one such occasion carry ids that follow from the strategy and the occasion, so that
 * a repetition sends nothing twice and leaves nothing out; one that throws is stopped with the
 * reason, and the others go on.
 *
 * <p>Calls {@code marketdata} and {@code trading}. Listens to {@code marketdata} and {@code
 * trading}.
 */
package io.leverageguard.strategy;
