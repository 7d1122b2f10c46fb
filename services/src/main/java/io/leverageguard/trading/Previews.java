package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Outlook.Denial;
import io.leverageguard.api.trading.Outlook.OrderPreview;
import io.leverageguard.api.trading.Outlook.Stance;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.Margins.Listing;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out what an order would cost and lead to. Asks everybody and changes nothing. */
final class Previews {
    private static final Logger LOG = LoggerFactory.getLogger(Previews.class);
    private static final int FEE_SCALE = 8;

    private final Intake.Sources sources;
    private final OrderFlow flow;
    private final Fees fees;

    /** What accounts pay, as a share of the value; negative when they are paid. */
    interface Fees {
        BigDecimal rate(Account account, boolean maker);
    }

    Previews(Intake.Sources sources, OrderFlow flow, Fees fees) {
        this.sources = sources;
        this.flow = flow;
        this.fees = fees;
    }

    /** The market of an order as it is now. */
    private record Scene(
            @Nullable Instrument instrument, @Nullable BigDecimal mark, @Nullable Book book) {}

    OrderPreview of(AccountLink link, PlaceOrder command) {
        Denial denial = denial(link, command);
        Account account = link.account();
        Scene scene = scene(account, command.symbol());
        Instrument instrument = scene.instrument();
        BigDecimal mark = scene.mark();
        Holding holding = holding(account, command.symbol(), mark);
        Sketch sketch = new Sketch(command, denial, scene, holding);
        if (instrument == null || command.quantity().signum() <= 0) {
            return sketch.preview();
        }
        requireBrackets(link, command.symbol());
        PositionRow before = holding.position(command.symbol()).orElse(null);
        sketch.before(account, before);
        PriceForecast price = price(command, scene, before);
        if (price == null) {
            return sketch.preview();
        }
        BigDecimal rate = fees.rate(account, price.maker());
        sketch.price(price, rate);
        if (before != null && before.leverage() > 0) {
            sketch.after(account, before, price);
        }
        return sketch.preview();
    }

    private @Nullable Denial denial(AccountLink link, PlaceOrder command) {
        try {
            flow.rehearse(link, command);
            return null;
        } catch (Refusal no) {
            return new Denial(
                    no.code(),
                    Objects.requireNonNullElse(no.getMessage(), no.code()),
                    no.details().get("field"));
        }
    }

    private Scene scene(Account account, String symbol) {
        Instrument instrument;
        try {
            instrument = sources.market().instrument(account.venue(), symbol);
        } catch (Refusal no) {
            return new Scene(null, null, null);
        }
        return new Scene(
                instrument,
                sources.market().mark(account.venue(), symbol).orElse(null),
                sources.market().book(account.venue(), symbol).orElse(null));
    }

    private Holding holding(Account account, String symbol, @Nullable BigDecimal mark) {
        return Holding.of(sources, account.account())
                .at(
                        held ->
                                held.equals(symbol)
                                        ? Optional.ofNullable(mark)
                                        : sources.market().mark(account.venue(), held));
    }

    /** Of a reduce-only order the venue takes no more than there is to reduce. */
    private static @Nullable PriceForecast price(
            PlaceOrder command, Scene scene, @Nullable PositionRow before) {
        BigDecimal quantity = command.quantity();
        if (Boolean.TRUE.equals(command.reduceOnly())) {
            BigDecimal held = before == null ? BigDecimal.ZERO : before.quantity();
            boolean against = held.signum() == (command.side() == Side.BUY ? -1 : 1);
            quantity = against ? quantity.min(held.abs()) : BigDecimal.ZERO;
        }
        return quantity.signum() == 0
                ? null
                : PriceForecast.of(command, quantity, scene.book(), scene.mark()).orElse(null);
    }

    private void requireBrackets(AccountLink link, String symbol) {
        Listing listing = new Listing(link.account().venue(), symbol);
        VenueAccount door = link.door();
        if (door == null || sources.margins().knows(listing)) {
            return;
        }
        try {
            sources.margins().put(listing, link.venue().brackets(door, symbol));
        } catch (VenueError e) {
            LOG.info("no brackets of {} for a preview: {}", listing, e.getMessage());
        }
    }

    /** A preview that grows with what is known. */
    private final class Sketch {
        private final PlaceOrder command;
        private final @Nullable Denial denial;
        private final Scene scene;
        private final Holding holding;
        private @Nullable PriceForecast price;
        private @Nullable BigDecimal rate;
        private @Nullable PositionRow settings;
        private @Nullable PositionForecast forecast;
        private @Nullable Stance before;
        private @Nullable Stance after;
        private @Nullable BigDecimal availableAfter;

        Sketch(PlaceOrder command, @Nullable Denial denial, Scene scene, Holding holding) {
            this.command = command;
            this.denial = denial;
            this.scene = scene;
            this.holding = holding;
        }

        void before(Account account, @Nullable PositionRow row) {
            settings = row == null || row.leverage() == 0 ? null : row;
            if (row != null && !row.isFlat()) {
                before = stance(account, row, holding, holding.wallet(quote()));
            }
        }

        void price(PriceForecast expected, BigDecimal feeRate) {
            price = expected;
            rate = feeRate;
        }

        void after(Account account, PositionRow from, PriceForecast at) {
            BigDecimal mark = scene.mark();
            PositionRow marked = from.marked(mark == null ? at.exactPrice() : mark);
            PositionForecast led =
                    PositionForecast.of(marked, command.side(), at.quantity(), at.exactPrice());
            forecast = led;
            BigDecimal paid = fee(at);
            availableAfter =
                    holding.balance(quote())
                            .map(balance -> led.available(marked, balance.available(), paid))
                            .map(Words::plain)
                            .orElse(null);
            if (!led.after().isFlat()) {
                BigDecimal wallet = holding.wallet(quote()).add(led.realized()).subtract(paid);
                after = stance(account, led.after(), holding.with(led.after()), wallet);
            }
        }

        OrderPreview preview() {
            Instrument instrument = scene.instrument();
            PriceForecast at = price;
            PositionRow row = settings;
            PositionForecast led = forecast;
            return new OrderPreview(
                    command.account(),
                    command.symbol(),
                    command.side(),
                    command.quantity(),
                    instrument == null ? null : instrument.quote(),
                    at == null ? null : at.basis(),
                    scene.mark(),
                    at == null ? null : at.price(),
                    at == null ? null : at.best(),
                    at == null ? null : at.slippage(),
                    at == null ? null : Words.plain(at.fillsNow()),
                    at == null ? null : Words.plain(at.value()),
                    at != null && at.maker(),
                    rate,
                    at == null ? null : Words.plain(fee(at)),
                    row == null ? null : row.marginMode(),
                    row == null ? null : row.leverage(),
                    led == null ? null : Words.plain(led.initialMargin()),
                    led == null ? null : Words.plain(led.realized()),
                    holding.balance(quote()).map(Balance::available).orElse(null),
                    availableAfter,
                    before,
                    after,
                    denial);
        }

        private String quote() {
            Instrument instrument = scene.instrument();
            return instrument == null ? "" : instrument.quote();
        }

        private BigDecimal fee(PriceForecast at) {
            BigDecimal share = rate;
            return share == null
                    ? BigDecimal.ZERO
                    : at.value().multiply(share).setScale(FEE_SCALE, RoundingMode.UP);
        }

        private Stance stance(Account account, PositionRow row, Holding all, BigDecimal wallet) {
            Position shown =
                    sources.margins()
                            .position(
                                    account.venue(), row, row.lastMark(), all.positions(), wallet);
            return new Stance(
                    Words.plain(shown.quantity()),
                    Words.plain(shown.entryPrice().setScale(FEE_SCALE, RoundingMode.HALF_EVEN)),
                    Words.plain(shown.margin()),
                    shown.liquidationPrice(),
                    shown.distance());
        }
    }
}
