/** OKX v5 as the simulated exchange speaks it. */
package io.leverageguard.exchange.okx;
