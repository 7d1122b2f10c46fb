/**
 * What a strategy is written against: bars, orders, the hooks of a strategy. JDK and kernel only.
 */
package io.leverageguard.sdk;
