package io.leverageguard.cover;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.users.Users;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.venues.Venue;
import java.util.function.Function;

/** Whom cover calls. */
record Peers(
        Users users,
        MarketData marketdata,
        Trading trading,
        Fund fund,
        Function<String, Venue> venues) {
    /** As whom it calls on its own account. */
    static final Actor COVER = Actor.service("cover");
}
