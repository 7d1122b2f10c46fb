/**
 * The door: every call from outside comes through here.
 *
 * <p>Owns nothing. Promises that nobody passes without a token of ours where one is needed, nor
 * without the permission that the route names, nor more often than the settings allow; that
 * internal routes are never passed on; that a stream shows people nothing that is not theirs and
 * never waits for a slow reader. Follows the config feed for its limits.
 */
package io.leverageguard.gateway;
