/** Indicators that take one value at a time and remember only what they need. */
package io.leverageguard.sdk.indicator;
