package io.leverageguard.exchange.bybit;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Ledger;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.AccountInfo;
import io.leverageguard.venues.bybit.BybitAccountMessages.ApiKey;
import io.leverageguard.venues.bybit.BybitAccountMessages.Chain;
import io.leverageguard.venues.bybit.BybitAccountMessages.Coin;
import io.leverageguard.venues.bybit.BybitAccountMessages.Coins;
import io.leverageguard.venues.bybit.BybitAccountMessages.FeeRate;
import io.leverageguard.venues.bybit.BybitMessages.MarginModeReason;
import io.leverageguard.venues.bybit.BybitMessages.MarginModeReasons;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import io.leverageguard.venues.bybit.BybitMessages.SetMarginMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account: its money, its mode, its key. */
final class BybitAccountApi {
    private static final String CROSS = "REGULAR_MARGIN";
    private static final String ISOLATED = "ISOLATED_MARGIN";
    private static final String PORTFOLIO = "PORTFOLIO_MARGIN";
    private static final int UNIFIED_2 = 5;
    private static final int KEY_DAYS = 90;

    private final Exchange exchange;

    BybitAccountApi(Exchange exchange) {
        this.exchange = exchange;
    }

    Object wallet(BybitCall call) {
        BybitParams params = call.params();
        if (!params.required("accountType").equals("UNIFIED")) {
            throw new BybitRefusal(10001, "accountType only support UNIFIED.");
        }
        return new Page<>("", List.of(BybitWallets.wallet(call.account())), null);
    }

    Object info(BybitCall call) {
        return new AccountInfo(
                isIsolated(call.account()) ? ISOLATED : CROSS,
                call.account().updatedAt(),
                UNIFIED_2,
                "OFF",
                10,
                0,
                false,
                "OFF");
    }

    private boolean isIsolated(Account account) {
        return exchange.markets().stream()
                .flatMap(market -> account.legs(market).stream())
                .anyMatch(Position::isolated);
    }

    /** The mode of the whole account: of every contract. All of them change, or none. */
    Object setMarginMode(BybitCall call) {
        String mode = call.read(SetMarginMode.class).setMarginMode();
        if (!List.of(CROSS, ISOLATED, PORTFOLIO).contains(mode)) {
            throw BybitRefusal.params("setMarginMode invalid");
        }
        if (mode.equals(PORTFOLIO)) {
            throw failed("3400000", "Portfolio margin is not offered");
        }
        Account account = call.account();
        boolean isolated = mode.equals(ISOLATED);
        List<Market> others = new ArrayList<>();
        for (Market market : exchange.markets()) {
            if (account.legs(market).stream().anyMatch(leg -> leg.isolated() != isolated)) {
                others.add(market);
            }
        }
        for (Market market : others) {
            boolean held = account.legs(market).stream().anyMatch(leg -> leg.lots() != 0);
            if (held || !account.openIn(market).isEmpty()) {
                throw failed(
                        held ? "110024" : "110028",
                        held ? "You have an existing position" : "You have existing open orders");
            }
        }
        others.forEach(market -> exchange.setIsolated(account, market, isolated));
        return new MarginModeReasons(List.of());
    }

    private static BybitRefusal failed(String code, String message) {
        return new BybitRefusal(
                3400045,
                "Set margin mode failed",
                200,
                new MarginModeReasons(List.of(new MarginModeReason(code, message))));
    }

    Object feeRate(BybitCall call) {
        List<FeeRate> rows = new ArrayList<>();
        for (Market market : call.params().markets(exchange)) {
            rows.add(
                    new FeeRate(
                            market.contract().symbol(),
                            "",
                            rate(Ledger.TAKER_FEE),
                            rate(Ledger.MAKER_FEE)));
        }
        return new Page<>(call.params().category(), rows, null);
    }

    private static BigDecimal rate(long units) {
        return BybitWire.rate(QuoteUnits.toDecimal(units));
    }

    Object collateral(BybitCall call) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("currency", Contract.QUOTE);
        row.put("borrowable", false);
        row.put("marginCollateral", true);
        row.put("collateralSwitch", true);
        row.put("collateralRatio", "1");
        return new Page<>("", List.of(row), null);
    }

    /** What the key may do; {@code readOnly} 1 is a key that cannot command. */
    Object queryApi(BybitCall call) {
        io.leverageguard.exchange.core.ApiKey key = call.key();
        boolean trades = key.permissions().contains(KeyPermission.TRADE);
        boolean withdraws = key.permissions().contains(KeyPermission.WITHDRAW);
        Map<String, List<String>> permissions = new LinkedHashMap<>();
        permissions.put("ContractTrade", trades ? List.of("Order", "Position") : List.of());
        permissions.put("Spot", List.of());
        permissions.put("Wallet", withdraws ? List.of("AccountTransfer", "Withdraw") : List.of());
        permissions.put("Options", List.of());
        permissions.put("Derivatives", trades ? List.of("DerivativesTrade") : List.of());
        permissions.put("Exchange", List.of());
        Instant created = Instant.ofEpochMilli(key.createdAt()).truncatedTo(SECONDS);
        return new ApiKey(
                Long.toString(key.account().id()),
                "simulated",
                key.key(),
                trades || withdraws ? 0 : 1,
                "",
                permissions,
                List.of("*"),
                1,
                KEY_DAYS,
                created.plus(KEY_DAYS, DAYS).toString(),
                created.toString(),
                0,
                1,
                key.account().id(),
                0,
                "No VIP",
                "0",
                0,
                "",
                true,
                "0",
                "LEVEL_DEFAULT",
                "");
    }

    Object coins(BybitCall call) {
        String asked = call.params().text("coin");
        if (!asked.isEmpty() && !asked.equals(Contract.QUOTE)) {
            return new Coins(List.of());
        }
        Chain chain =
                new Chain(
                        "ETH",
                        "Ethereum",
                        "6",
                        null,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        "0",
                        "0",
                        "6",
                        BigDecimal.ZERO,
                        "");
        return new Coins(
                List.of(new Coin(Contract.QUOTE, Contract.QUOTE, BigDecimal.ZERO, List.of(chain))));
    }
}
