package io.leverageguard.launcher.simulation;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.exchange.core.Bar;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.exchange.simulation.FaultyWire;
import io.leverageguard.exchange.simulation.FaultyWire.Weather;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.trading.TradingModule.Memory;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Everything but the process: the exchange, the network, time, and what outlives a process. */
final class World implements AutoCloseable {
    /** Half an hour before a funding. */
    private static final Instant DAY = Instant.parse("2025-10-10T15:30:00Z");

    private static final int START_SECONDS_MAX = 40 * 60;

    /** Short, for a bar is reckoned out as a whole; and enough of them for the longest day. */
    private static final int BAR_SECONDS = 300;

    private static final int BARS = 100;

    /** In memory nothing is on its way: waiting longer only costs real time. */
    private static final Duration AN_ANSWER_IS_THERE_OR_NEVER_COMES = Duration.ofMillis(1);

    private final SplittableRandom random;
    private final ExchangeServer server;
    private final Exchange exchange;
    private final SteppedClock clock;
    private final FaultyWire wire;
    private final Mortality mortality = new Mortality();
    private final Neighbours neighbours = new Neighbours(this);
    private final IdGenerator ids;
    private final Memory memory;
    private final int roughness;
    private Runnable meanwhile = () -> {};
    private boolean marksAreKnown = true;
    private int faults;

    World(long seed, SplittableRandom random, List<AccountSpec> accounts) {
        this.random = random;
        Instant start = DAY.plusSeconds(random.nextInt(START_SECONDS_MAX));
        clock = new SteppedClock(start);
        ids = new IdGenerator(clock, random.split());
        server =
                ExchangeServer.inMemory(
                        ExchangeConfig.stepped(0, seed, still(start, random.nextInt(3) == 0))
                                .with(accounts));
        exchange = server.core();
        wire = new FaultyWire(server.wire(), clock, random.split(), this::onTheWay);
        memory = new Memory(clock);
        memory.watch(_ -> mortality.step());
        roughness = random.nextInt(4);
    }

    Exchange exchange() {
        return exchange;
    }

    SteppedClock clock() {
        return clock;
    }

    Mortality mortality() {
        return mortality;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    IdGenerator ids() {
        return ids;
    }

    Memory memory() {
        return memory;
    }

    List<Market> markets() {
        return List.copyOf(exchange.markets());
    }

    boolean marksAreKnown() {
        return marksAreKnown;
    }

    /** What went wrong on purpose so far. */
    int faults() {
        return faults + wire.faults();
    }

    /** What others do while somebody waits for an answer. */
    void meanwhile(Runnable others) {
        meanwhile = others;
    }

    /** New adapters, as a new process has them. */
    Venues venues() {
        VenuesConfig config =
                VenuesConfig.defaults()
                        .withEverythingAt("http://simulated")
                        .withPatience(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(1),
                                100_000,
                                AN_ANSWER_IS_THERE_OR_NEVER_COMES);
        return new Venues(wire, clock, config);
    }

    /** The process is dead: its connections break. */
    void hangUp() {
        wire.hangUp();
    }

    /** A call to a neighbour: no time passes, but others may be faster. */
    void moment() {
        mortality.step();
        meanwhile.run();
    }

    private void onTheWay(Duration duration) {
        pass(duration);
        mortality.step();
        meanwhile.run();
    }

    /** Time passes for the exchange and for the process alike. */
    void pass(Duration duration) {
        Instant target = clock.now().plus(duration);
        for (Optional<Instant> late = wire.nextLate();
                late.isPresent() && late.get().isBefore(target);
                late = wire.nextLate()) {
            moveTo(late.get());
            deliverLate();
        }
        moveTo(target);
    }

    private void moveTo(Instant instant) {
        Duration left = Duration.between(clock.now(), instant);
        if (left.isPositive()) {
            server.advance(left);
        }
        clock.set(Instant.ofEpochMilli(exchange.now()));
    }

    private void deliverLate() {
        try {
            wire.deliverLate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything works again. */
    void heal() {
        mortality.never();
        wire.weather(Weather.CALM);
        server.faults().clear();
        marksAreKnown = true;
    }

    /** The price wanders; now and then it jumps so far that somebody is liquidated. */
    void movePrice() {
        List<Market> markets = markets();
        Market market = markets.get(random.nextInt(markets.size()));
        BigDecimal price = market.contract().priceOfUnits(market.mark());
        int reach = random.nextInt(12) == 0 ? 70_000 : 2_500;
        BigDecimal change = BigDecimal.valueOf(random.nextInt(2 * reach + 1) - reach, 6);
        BigDecimal tick = market.contract().tick();
        exchange.setPrice(
                market,
                price.multiply(BigDecimal.ONE.add(change))
                        .divide(tick, 0, RoundingMode.HALF_UP)
                        .multiply(tick));
    }

    /** Network and exchange get worse, or better. */
    void changeWeather() {
        int dice = random.nextInt(40 + 30 * (3 - roughness) * (3 - roughness));
        if (dice < 6) {
            wire.weather(
                    new Weather(
                            random.nextInt(80),
                            random.nextInt(60),
                            random.nextInt(80),
                            random.nextInt(400),
                            1 + random.nextInt(300)));
        } else if (dice < 12) {
            wire.weather(Weather.CALM);
        } else if (dice < 15) {
            wire.breakSockets();
        } else if (dice < 17) {
            wire.silenceSockets();
        } else if (dice < 30) {
            Faults.Kind[] kinds = Faults.Kind.values();
            breakVenue(kinds[random.nextInt(kinds.length)]);
        } else if (dice < 32) {
            server.faults().skew(random.nextInt(6_000) - 3_000);
            faults++;
        } else if (dice < 38) {
            server.faults().add(Faults.Kind.MAINTENANCE, 0);
            marksAreKnown = true;
        } else if (dice < 40) {
            marksAreKnown = false;
            faults++;
        }
    }

    private void breakVenue(Faults.Kind kind) {
        server.faults().add(kind, 1 + random.nextInt(3));
        faults++;
    }

    /** Prices stand still unless they are set; one contract or two. */
    private static Scenario still(Instant start, boolean both) {
        SortedMap<String, List<Bar>> bars = new TreeMap<>();
        bars.put("BTCUSDT", still(start, 1_000_000));
        if (both) {
            bars.put("ETHUSDT", still(start, 400_000));
        }
        return new Scenario("still", bars, new TreeMap<>(), start);
    }

    private static List<Bar> still(Instant start, long ticks) {
        List<Bar> bars = new ArrayList<>();
        long first = Math.floorDiv(start.getEpochSecond(), BAR_SECONDS) * BAR_SECONDS;
        for (int i = 0; i < BARS; i++) {
            long open = first + (long) i * BAR_SECONDS;
            bars.add(new Bar(open, BAR_SECONDS, ticks, ticks, ticks, ticks, BAR_SECONDS * 10L));
        }
        return bars;
    }

    @Override
    public void close() {
        server.close();
    }
}
