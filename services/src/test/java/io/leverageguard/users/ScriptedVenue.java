package io.leverageguard.users;

import io.leverageguard.venues.AccountSink;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
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

/** A venue that knows keys and their rights, and can do nothing else. */
final class ScriptedVenue implements Venue {
    private final Map<String, KeyRights> rightsByKey = new HashMap<>();
    private boolean silent;
    private int questions;

    /** Makes the venue know a key. */
    ScriptedVenue knows(String key, String uid, boolean withdraw, boolean transfer) {
        rightsByKey.put(
                key, new KeyRights(uid, true, true, withdraw, transfer, false, Instant.EPOCH));
        return this;
    }

    /** Whether the venue answers at all. */
    ScriptedVenue answer(boolean answers) {
        silent = !answers;
        return this;
    }

    /** How often it was asked about a key. */
    int questions() {
        return questions;
    }

    @Override
    public String name() {
        return "binance";
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return new ScriptedAccount(credentials);
    }

    private KeyRights rightsOf(VenueCredentials credentials) {
        questions++;
        if (silent) {
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "no answer");
        }
        KeyRights rights = rightsByKey.get(credentials.key());
        if (rights == null) {
            throw new VenueError(
                    VenueError.Kind.NOT_AUTHORIZED,
                    "-2015",
                    "Invalid API-key " + credentials.key() + " " + credentials.secret());
        }
        return rights;
    }

    @Override
    public Instant serverTime() {
        throw unscripted();
    }

    @Override
    public List<Instrument> instruments() {
        throw unscripted();
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        throw unscripted();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        throw unscripted();
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        throw unscripted();
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        throw unscripted();
    }

    private static UnsupportedOperationException unscripted() {
        return new UnsupportedOperationException("the users service only asks about keys");
    }

    private final class ScriptedAccount implements VenueAccount {
        private final VenueCredentials credentials;

        ScriptedAccount(VenueCredentials credentials) {
            this.credentials = credentials;
        }

        @Override
        public KeyRights rights() {
            return rightsOf(credentials);
        }

        @Override
        public PlaceOutcome place(OrderRequest order) {
            throw unscripted();
        }

        @Override
        public CancelOutcome cancel(String symbol, String clientOrderId) {
            throw unscripted();
        }

        @Override
        public Optional<OrderReport> order(String symbol, String clientOrderId) {
            throw unscripted();
        }

        @Override
        public List<OrderReport> openOrders() {
            throw unscripted();
        }

        @Override
        public List<PositionReport> positions() {
            throw unscripted();
        }

        @Override
        public List<BalanceReport> balances() {
            throw unscripted();
        }

        @Override
        public List<FillReport> fills(String symbol, Instant from) {
            throw unscripted();
        }

        @Override
        public List<IncomeReport> income(String symbol, Instant from, Instant to) {
            throw unscripted();
        }

        @Override
        public void setIsolated(String symbol, boolean isolated) {
            throw unscripted();
        }

        @Override
        public void setLeverage(String symbol, int leverage) {
            throw unscripted();
        }

        @Override
        public VenueStream stream(AccountSink sink) {
            throw unscripted();
        }

        @Override
        public LiquidationFile liquidation(
                String symbol, String venueOrderId, Instant from, Instant to) {
            throw unscripted();
        }
    }
}
