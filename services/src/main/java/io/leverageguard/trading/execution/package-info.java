/**
 * Works orders in parts and divides them among venues: execution algorithms and smart order
 * routing.
 *
 * <p>Owns parent orders, routed orders, their parts and what was filled of them. Promises that a
 * parent is journalled before its first part is sent and a part before it is sent; that a part's
 * order id follows from its parent and number, so that whatever is repeated after a crash is the
 * same order; that what may still be filled counts as filled, so that never more than the whole is.
 * Everything goes to venues as ordinary orders of the trading service, which this package knows
 * only by its interface.
 *
 * <p>A parent order is an {@code AlgoTask}, a routed one a {@code RouteTask}: each is a pump, so
 * that one thread can drive them all in story time. What the venue made of their parts comes by the
 * feed of trading, through {@code ExecutionDesk}.
 */
package io.leverageguard.trading.execution;
