package io.leverageguard.exchange;

import io.leverageguard.venues.binance.BinanceVenue;

class BinanceVenueSpecTest extends VenueSpec {
    BinanceVenueSpecTest() {
        super(BinanceVenue::new);
    }
}
