/**
 * How a large order is worked and where it is sent: schedules, decisions, costs. Nothing here knows
 * the time, a venue or a thread; the same facts lead to the same moves, so that a restart goes on
 * exactly where the facts stand.
 */
package io.leverageguard.engine.execution;
