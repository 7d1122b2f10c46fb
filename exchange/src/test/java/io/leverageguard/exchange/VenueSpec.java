package io.leverageguard.exchange;

import io.leverageguard.venues.Venue;

/**
 * What every venue adapter must do: numbered cases, each played at the simulated exchange through
 * the adapter's own protocol. A case that needs what the venue lacks ({@link Venue#capabilities})
 * is skipped. A venue passes by subclassing this with a {@link Scene}.
 */
abstract class VenueSpec
        implements VenuePublicCases,
                VenueOrderCases,
                VenueTriggerCases,
                VenueStreamCases,
                VenueSafetyCases {
    private final Scene scene;

    VenueSpec(Scene.Door door) {
        this.scene = new Scene(door);
    }

    @Override
    public final Scene scene() {
        return scene;
    }
}
