package io.leverageguard.cover;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A venue that knows the closures a test gives it. */
final class ScriptedVenue implements Venue, VenueAccount {
    private final Map<String, NormalizedLiquidation> closures = new HashMap<>();
    private Reports.KeyRights rights = Sample.rights();
    private int silent;

    synchronized void closure(NormalizedLiquidation closure) {
        closures.put(closure.venueOrderId(), closure);
    }

    synchronized void rights(Reports.KeyRights changed) {
        rights = changed;
    }

    /** Does not answer the next {@code times} questions. */
    synchronized void silent(int times) {
        silent = times;
    }

    @Override
    public synchronized LiquidationFile liquidation(
            String symbol, String venueOrderId, Instant from, Instant to) {
        if (silent > 0) {
            silent--;
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "no answer");
        }
        NormalizedLiquidation closure = closures.get(venueOrderId);
        return new LiquidationFile(
                closure,
                List.of(
                        raw("GET /fapi/v1/order", "{\"orderId\":" + venueOrderId + "}", to),
                        raw("GET /fapi/v1/forceOrders", "[" + (closure != null) + "]", to)));
    }

    private static RawEvidence raw(String source, String body, Instant at) {
        return new RawEvidence(source, "symbol=BTCUSDT", body, "Fri, 10 Oct 2025", at);
    }

    @Override
    public synchronized Reports.KeyRights rights() {
        return rights;
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return this;
    }

    @Override
    public List<Reports.IncomeReport> income(String symbol, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public String name() {
        return "binance";
    }

    @Override
    public Instant serverTime() {
        throw notHere();
    }

    @Override
    public List<Reports.Instrument> instruments() {
        throw notHere();
    }

    @Override
    public List<Reports.Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        throw notHere();
    }

    @Override
    public List<Reports.FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        throw notHere();
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        throw notHere();
    }

    @Override
    public List<Reports.Bracket> brackets(VenueAccount account, String symbol) {
        throw notHere();
    }

    @Override
    public Reports.PlaceOutcome place(Reports.OrderRequest order) {
        throw notHere();
    }

    @Override
    public Reports.CancelOutcome cancel(String symbol, String clientOrderId) {
        throw notHere();
    }

    @Override
    public Optional<Reports.OrderReport> order(String symbol, String clientOrderId) {
        throw notHere();
    }

    @Override
    public List<Reports.OrderReport> openOrders() {
        throw notHere();
    }

    @Override
    public List<Reports.PositionReport> positions() {
        throw notHere();
    }

    @Override
    public List<Reports.BalanceReport> balances() {
        throw notHere();
    }

    @Override
    public List<Reports.FillReport> fills(String symbol, Instant from) {
        throw notHere();
    }

    @Override
    public void setIsolated(String symbol, boolean isolated) {
        throw notHere();
    }

    @Override
    public void setLeverage(String symbol, int leverage) {
        throw notHere();
    }

    @Override
    public VenueStream stream(AccountSink sink) {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("cover does not call this");
    }
}
