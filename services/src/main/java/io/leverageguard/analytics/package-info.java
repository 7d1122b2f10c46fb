/**
 * What happened, in figures and pictures: projections of the feeds, reconciliation, reports.
 *
 * <p>Owns the schema {@code analytics} and the folder {@code data/reports}. Everything in it is
 * derived and can be rebuilt from the feeds by one command.
 *
 * <p>Promises: the same events give the same projections, in whatever pieces they are read; a
 * report of the same span has the same file names.
 *
 * <p>Calls nobody. Listens to every service that announces anything about money or markets.
 */
package io.leverageguard.analytics;
