/**
 * Messages to people, in their language and on the channels they chose.
 *
 * <p>Owns the schema {@code notification}: preferences, messages, deliveries that have not ended.
 *
 * <p>Promises: exactly one message per event and person; what was not delivered to a webhook is
 * tried again with growing pauses, also after a restart, and given up at last.
 *
 * <p>Calls {@code users}. Listens to {@code users}, {@code trading}, {@code risk}, {@code cover},
 * {@code payout}, {@code fund} and {@code strategy}.
 */
package io.leverageguard.notification;
