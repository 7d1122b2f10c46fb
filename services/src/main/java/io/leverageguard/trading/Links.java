package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.users.Users;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.trading.Margins.Listing;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of all accounts. */
final class Links implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final Map<AccountId, AccountLink> links =
            new ConcurrentSkipListMap<>(Comparator.comparing(AccountId::value));
    private final Pumps pumps;
    private final Users users;
    private final Function<String, Venue> venues;
    private final Intake.Sources sources;
    private final Reconciler reconciler;
    private final TradingConfig config;
    private final Consumer<AccountLink> onReady;

    Links(
            Pumps pumps,
            Users users,
            Function<String, Venue> venues,
            Intake.Sources sources,
            Reconciler reconciler,
            TradingConfig config,
            Consumer<AccountLink> onReady) {
        this.onReady = onReady;
        this.pumps = pumps;
        this.users = users;
        this.venues = venues;
        this.sources = sources;
        this.reconciler = reconciler;
        this.config = config;
    }

    /** Keeps an account connected from now on. */
    AccountLink add(Account account) {
        AccountLink link =
                new AccountLink(
                        account,
                        venues.apply(account.venue()),
                        users,
                        sources,
                        reconciler,
                        config,
                        onReady);
        AccountLink first = links.putIfAbsent(account.account(), link);
        if (first != null) {
            return first;
        }
        pumps.add(link);
        return link;
    }

    /** The actor's account; somebody else's is not found. */
    AccountLink owned(Actor actor, AccountId account) {
        AccountLink link = links.get(account);
        if (link == null || !actor.owns(link.account().owner())) {
            throw Refusal.notFound("account", account);
        }
        return link;
    }

    /** The account's link; every account has one. */
    AccountLink of(AccountId account) {
        AccountLink link = links.get(account);
        if (link == null) {
            throw Refusal.notFound("account", account);
        }
        return link;
    }

    Collection<AccountLink> all() {
        return Collections.unmodifiableCollection(links.values());
    }

    /** Fetches every known bracket anew; where a venue does not answer the old ones stay. */
    void refreshBrackets() {
        for (Listing listing : sources.margins().known()) {
            for (AccountLink link : links.values()) {
                VenueAccount door = link.door();
                if (door != null && link.account().venue().equals(listing.venue())) {
                    refresh(link, door, listing);
                    break;
                }
            }
        }
    }

    @Override
    public void close() {
        for (AccountLink link : links.values()) {
            pumps.remove(link);
            link.close();
        }
    }

    private void refresh(AccountLink link, VenueAccount door, Listing listing) {
        try {
            sources.margins().put(listing, link.venue().brackets(door, listing.symbol()));
        } catch (VenueError e) {
            LOG.warn("brackets of {} stay as they are: {}", listing, e.getMessage());
        }
    }
}
