/**
 * Trading sessions that go wrong, by seed: adapters trade at the exchange over a network that
 * loses, repeats and delays, on one thread and in simulated time; at the end what they believe is
 * compared with what is true. A seed that fails can be run again.
 */
package io.leverageguard.exchange.simulation;
