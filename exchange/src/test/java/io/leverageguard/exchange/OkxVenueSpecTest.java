package io.leverageguard.exchange;

import io.leverageguard.venues.okx.OkxVenue;

/** OKX's adapter at the exchange's OKX. */
class OkxVenueSpecTest extends VenueSpec {
    OkxVenueSpecTest() {
        super(OkxVenue::new);
    }
}
