package io.leverageguard.trading;

import io.leverageguard.api.trading.Outlook.AccountExposure;
import io.leverageguard.api.trading.Outlook.Equity;
import io.leverageguard.api.trading.Outlook.Exposure;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.trading.Margins.Listing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people have open, at the newest marks. Whoever reads it live is sent it when it has changed,
 * at most four times a second; for those who do not, nothing is worked out.
 */
final class Exposures implements Pump {
    static final Duration PUBLISH_EVERY = Duration.ofMillis(250);

    private final Intake.Sources sources;
    private final Links links;
    private final Hub hub;
    private final Map<UserId, List<AccountExposure>> shown = new HashMap<>();
    private Instant publishAt = Instant.MIN;

    Exposures(Intake.Sources sources, Links links, Hub hub) {
        this.sources = sources;
        this.links = links;
        this.hub = hub;
    }

    /** What the actor has open now. */
    Exposure of(Actor actor) {
        List<Account> own = new ArrayList<>();
        for (AccountLink link : links.all()) {
            if (actor.owns(link.account().owner())) {
                own.add(link.account());
            }
        }
        Instant now = sources.now();
        return new Exposure(now, exposures(own, holdings(own)));
    }

    @Override
    public String name() {
        return "trading.exposure";
    }

    /** Publishes when it is time; never says that there is more to do. */
    @Override
    public int pump() {
        Instant now = sources.now();
        if (now.isBefore(publishAt)) {
            return 0;
        }
        publishAt = now.plus(PUBLISH_EVERY);
        Map<UserId, List<Account>> read = new LinkedHashMap<>();
        List<Account> all = new ArrayList<>();
        for (AccountLink link : links.all()) {
            Account account = link.account();
            if (hub.isRead(topic(account.owner()))) {
                read.computeIfAbsent(account.owner(), _ -> new ArrayList<>()).add(account);
                all.add(account);
            }
        }
        shown.entrySet().removeIf(last -> isLeft(last, read, now));
        if (!all.isEmpty()) {
            Map<AccountId, Holding> holdings = holdings(all);
            read.forEach((owner, own) -> publish(owner, exposures(own, holdings), now));
        }
        return 0;
    }

    private void publish(UserId owner, List<AccountExposure> exposures, Instant now) {
        if (!exposures.equals(shown.put(owner, exposures))) {
            hub.conflate(topic(owner), () -> Json.write(new Exposure(now, exposures)));
        }
    }

    /** Whoever reads it again later is not sent what was true when nobody did any more. */
    private boolean isLeft(
            Map.Entry<UserId, List<AccountExposure>> last,
            Map<UserId, List<Account>> read,
            Instant now) {
        if (read.containsKey(last.getKey())) {
            return false;
        }
        List<AccountExposure> exposures = last.getValue();
        hub.conflate(topic(last.getKey()), () -> Json.write(new Exposure(now, exposures)));
        return true;
    }

    /** What these accounts have; the engine's thread is asked once for all of them. */
    private Map<AccountId, Holding> holdings(List<Account> accounts) {
        return sources.room()
                .ask(
                        desk -> {
                            Map<AccountId, Holding> holdings = new HashMap<>();
                            for (Account one : accounts) {
                                holdings.put(one.account(), desk.positions().of(one.account()));
                            }
                            return holdings;
                        });
    }

    private List<AccountExposure> exposures(
            List<Account> accounts, Map<AccountId, Holding> holdings) {
        Map<Listing, Optional<BigDecimal>> marks = new HashMap<>();
        List<AccountExposure> exposures = new ArrayList<>(accounts.size());
        for (Account account : accounts) {
            String venue = account.venue();
            Function<String, Optional<BigDecimal>> mark =
                    symbol ->
                            marks.computeIfAbsent(
                                    new Listing(venue, symbol),
                                    one -> sources.market().mark(venue, symbol));
            Holding holding = Objects.requireNonNull(holdings.get(account.account()));
            exposures.add(exposure(account, holding.at(mark)));
        }
        return exposures;
    }

    private AccountExposure exposure(Account account, Holding holding) {
        List<Position> positions = new ArrayList<>();
        Map<String, BigDecimal> profits = new HashMap<>();
        for (PositionRow row : holding.positions()) {
            if (!row.isFlat()) {
                String quote = sources.market().reported(account.venue(), row.symbol()).quote();
                Position position =
                        sources.margins()
                                .position(
                                        account.venue(),
                                        row,
                                        row.lastMark(),
                                        holding.positions(),
                                        holding.wallet(quote));
                positions.add(position);
                profits.merge(quote, position.unrealizedPnl(), BigDecimal::add);
            }
        }
        List<Equity> balances = new ArrayList<>();
        for (Balance balance : holding.balances()) {
            BigDecimal profit = profits.getOrDefault(balance.asset(), BigDecimal.ZERO);
            balances.add(
                    new Equity(
                            balance.asset(),
                            balance.wallet(),
                            Words.plain(profit),
                            Words.plain(balance.wallet().add(profit)),
                            balance.available()));
        }
        return new AccountExposure(account.account(), account.venue(), balances, positions);
    }

    private static String topic(UserId owner) {
        return "trading.exposure." + owner;
    }
}
