package io.leverageguard.exchange.simulation;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One seed of a trading session: a trader at each venue, some of them with a long and a short
 * position of one contract, one exchange behind them, prices that wander and jump so that orders
 * that wait are triggered and positions liquidated, and a network and an exchange that fail.
 *
 * <p>At the end the faults stop, the adapters have some minutes to recover, and what each of them
 * has told is compared with what the exchange holds.
 */
public final class VenueSimulation implements AutoCloseable {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final List<String> VENUES = List.of("binance", "okx", "bybit");
    private static final Set<String> SYMBOLS = Set.of("BTCUSDT", "ETHUSDT");
    private static final int STEPS = 120;
    private static final int RECOVERY_STEPS = 60;
    private static final Duration RECOVERY_STEP = Duration.ofSeconds(15);
    private static final BigDecimal DEPOSIT = new BigDecimal("20000");

    /** In memory nothing is on its way: waiting longer only costs real time. */
    private static final Duration AN_ANSWER_IS_THERE_OR_NEVER_COMES = Duration.ofMillis(1);

    private final long seed;
    private final SplittableRandom random;
    private final ExchangeServer server;
    private final Exchange exchange;
    private final SteppedClock clock = new SteppedClock(START);
    private final FaultyWire wire;
    private final List<Seat> seats = new ArrayList<>();
    private int faults;

    /** A trader, its adapter, and the account that is true. */
    private record Seat(Trader trader, AccountMirror mirror, Account account) {}

    private VenueSimulation(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        List<AccountSpec> accounts =
                VENUES.stream()
                        .map(venue -> AccountSpec.parse(venue + ":secret:pass:" + DEPOSIT))
                        .toList();
        server =
                ExchangeServer.inMemory(
                        ExchangeConfig.stepped(0, seed, Scenario.flat(START)).with(accounts));
        exchange = server.core();
        wire = new FaultyWire(server.wire(), clock, random.split(), this::pass);
        VenuesConfig config =
                VenuesConfig.defaults()
                        .withEverythingAt("http://simulated")
                        .withPatience(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(1),
                                100_000,
                                AN_ANSWER_IS_THERE_OR_NEVER_COMES);
        Venues venues = new Venues(wire, clock, config);
        for (String name : VENUES) {
            seats.add(seat(venues.venue(name), name));
        }
    }

    /** Runs one seed. */
    public static Verdict run(long seed) {
        try (VenueSimulation session = new VenueSimulation(seed)) {
            session.trade();
            session.recover();
            return session.verdict();
        }
    }

    @Override
    public void close() {
        seats.forEach(seat -> seat.mirror.close());
        server.close();
    }

    private Seat seat(Venue venue, String name) {
        VenueAccount account = venue.account(new VenueCredentials(name, "secret", "pass"));
        Account truth =
                exchange.accounts().stream()
                        .filter(found -> !found.system())
                        .skip(seats.size())
                        .findFirst()
                        .orElseThrow();
        boolean isolated = random.nextBoolean();
        boolean hedged = random.nextInt(3) == 0;
        if (hedged) {
            account.setHedgeMode(true);
        }
        for (Market market : exchange.markets()) {
            account.setIsolated(market.contract().symbol(), isolated);
            account.setLeverage(market.contract().symbol(), 10 + random.nextInt(40));
        }
        Belief belief = new Belief();
        AccountMirror mirror = new AccountMirror(account, clock, SYMBOLS, START, belief);
        Trader.Seat place = new Trader.Seat(name, account, mirror, belief, hedged);
        return new Seat(new Trader(place, random.split()), mirror, truth);
    }

    private void trade() {
        List<Market> markets = List.copyOf(exchange.markets());
        for (int step = 0; step < STEPS; step++) {
            for (Seat seat : seats) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    seat.trader.act(markets);
                }
                seat.mirror.pump();
            }
            movePrice(markets.get(random.nextInt(markets.size())));
            changeWeather();
            pass(Duration.ofMillis(random.nextInt(20_000)));
        }
    }

    private void recover() {
        wire.weather(FaultyWire.Weather.CALM);
        server.faults().clear();
        for (int step = 0; step < RECOVERY_STEPS; step++) {
            pass(RECOVERY_STEP);
            for (Seat seat : seats) {
                seat.trader.resolve();
                while (seat.mirror.pump() > 0) {
                    // until nothing is left to hand over
                }
            }
        }
    }

    private Verdict verdict() {
        List<String> differences = new ArrayList<>();
        int orders = 0;
        int fills = 0;
        int liquidations = 0;
        for (Seat seat : seats) {
            differences.addAll(Truth.differences(exchange, seat.account, seat.trader));
            orders += seat.trader.fates().size();
            fills += seat.account.fills().size();
            liquidations += Truth.forced(seat.account);
        }
        if (exchange.totals().difference() != 0) {
            differences.add("money was made or lost: " + exchange.totals());
        }
        return new Verdict(
                seed, orders, fills, liquidations, faults + wire.faults(), 0, differences);
    }

    /** Time passes for the exchange and for the adapters alike. */
    private void pass(Duration duration) {
        server.advance(duration);
        clock.set(Instant.ofEpochMilli(exchange.now()));
    }

    /** The price wanders; now and then it jumps so far that somebody is liquidated. */
    private void movePrice(Market market) {
        BigDecimal price = market.contract().priceOfUnits(market.mark());
        int reach = random.nextInt(12) == 0 ? 60_000 : 2_000;
        BigDecimal change = BigDecimal.valueOf(random.nextInt(2 * reach + 1) - reach, 6);
        BigDecimal tick = market.contract().tick();
        BigDecimal moved =
                price.multiply(BigDecimal.ONE.add(change))
                        .divide(tick, 0, RoundingMode.HALF_UP)
                        .multiply(tick);
        exchange.setPrice(market, moved);
    }

    private void changeWeather() {
        int dice = random.nextInt(100);
        if (dice < 10) {
            wire.weather(
                    new FaultyWire.Weather(
                            random.nextInt(60),
                            0,
                            random.nextInt(60),
                            random.nextInt(400),
                            1 + random.nextInt(300)));
        } else if (dice < 20) {
            wire.weather(FaultyWire.Weather.CALM);
        } else if (dice < 25) {
            wire.breakSockets();
        } else if (dice < 28) {
            wire.silenceSockets();
        } else if (dice < 50) {
            Faults.Kind[] kinds = Faults.Kind.values();
            breakVenue(kinds[random.nextInt(kinds.length)]);
        } else if (dice < 53) {
            server.faults().skew(random.nextInt(6_000) - 3_000);
            faults++;
        } else if (dice < 70) {
            server.faults().add(Faults.Kind.MAINTENANCE, 0);
        }
    }

    private void breakVenue(Faults.Kind kind) {
        server.faults().add(kind, 1 + random.nextInt(3));
        faults++;
    }
}
