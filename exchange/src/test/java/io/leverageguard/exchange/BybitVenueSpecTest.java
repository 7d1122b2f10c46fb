package io.leverageguard.exchange;

import io.leverageguard.venues.bybit.BybitVenue;

class BybitVenueSpecTest extends VenueSpec {
    BybitVenueSpecTest() {
        super((wire, clock, config) -> new BybitVenue("bybit", wire, clock, config));
    }
}
