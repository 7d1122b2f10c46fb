/**
 * Days of the trading service that go wrong, by seed: customers trade through the service, the
 * service trades at a simulated exchange over a network that fails, and its process dies and starts
 * again; all on one thread and in simulated time. At the end what the service says is compared with
 * what is true at the exchange. A seed that fails can be run again.
 */
package io.leverageguard.launcher.simulation;
