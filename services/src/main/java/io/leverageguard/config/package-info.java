/**
 * Runtime settings.
 *
 * <p>Owns the values, versions and history of everything in {@link
 * io.leverageguard.api.config.SettingKey}. Promises that a change names the version it replaces,
 * lies within the bounds, and is announced in the transaction that made it, so that readers of the
 * feed have it within seconds. Listens to nothing.
 */
package io.leverageguard.config;
