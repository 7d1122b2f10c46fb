/**
 * Strategies and what they earn.
 *
 * <p>Owns the schema {@code strategy}: registrations, orders sent, performance.
 *
 * <p>Promises: a strategy sees each bar once; the orders of one bar carry ids that follow from the
 * strategy and the bar, so that a repetition sends nothing twice; one that throws is stopped with
 * the reason, and the others go on.
 *
 * <p>Calls {@code marketdata} and {@code trading}. Listens to {@code marketdata} and {@code
 * trading}.
 */
package io.leverageguard.strategy;
