package io.leverageguard.exchange.okx;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Ledger;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.venues.okx.OkxAccounts;
import io.leverageguard.venues.okx.OkxMessages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Balance, positions and settings under {@code /account}, and currencies. */
final class OkxAccountApi {
    private static final String SIDED = "long_short_mode";
    private static final String NET = "net_mode";
    private static final List<String> MODES = List.of("cross", "isolated");

    private final Exchange exchange;
    private final OkxInstruments instruments;

    OkxAccountApi(Exchange exchange, OkxInstruments instruments) {
        this.exchange = exchange;
        this.instruments = instruments;
    }

    List<?> balance(Account account, OkxParams params) {
        OkxAccounts.Balance balance = OkxAccountWire.balance(account);
        boolean wanted =
                !params.has("ccy")
                        || List.of(params.text("ccy").split(",", -1)).contains(Contract.QUOTE);
        return List.of(wanted ? balance : OkxAccountWire.without(balance));
    }

    List<?> positions(Account account, OkxParams params) {
        List<Object> rows = new ArrayList<>();
        List<String> names = List.of(params.text("instId").split(",", -1));
        for (Position position : account.positions()) {
            String instId = OkxInstruments.instId(position.market().contract());
            boolean wanted =
                    (!params.has("instId") || names.contains(instId))
                            && params.text("instType", OkxInstruments.SWAP)
                                    .equals(OkxInstruments.SWAP)
                            && params.text("posId", OkxAccountWire.posId(position))
                                    .equals(OkxAccountWire.posId(position));
            if (wanted && position.lots() != 0) {
                rows.add(OkxAccountWire.position(position, exchange.now()));
            }
        }
        return rows;
    }

    List<?> config(ApiKey key) {
        List<String> may = new ArrayList<>();
        if (key.permissions().contains(KeyPermission.READ)) {
            may.add("read_only");
        }
        if (key.permissions().contains(KeyPermission.TRADE)) {
            may.add("trade");
        }
        if (key.permissions().contains(KeyPermission.WITHDRAW)) {
            may.add("withdraw");
        }
        String uid = Long.toString(key.account().id());
        return List.of(
                new OkxAccounts.Config(
                        uid,
                        uid,
                        "2",
                        "cancel_maker",
                        mode(key.account()),
                        false,
                        "PA",
                        "Lv1",
                        "automatic",
                        "automatic",
                        "0",
                        List.of(),
                        "0",
                        List.of(),
                        "0",
                        "2",
                        key.key(),
                        "",
                        String.join(",", may),
                        "0"));
    }

    List<?> setPositionMode(Account account, OkxParams params) {
        String mode = params.word("posMode", "", List.of(SIDED, NET));
        try {
            exchange.setHedge(account, mode.equals(SIDED));
        } catch (ExchangeRefusal e) {
            if (e.reason() != Reason.HEDGE_MODE_SAME) {
                throw e;
            }
        }
        return List.of(new OkxAccounts.PositionMode(mode));
    }

    private static String mode(Account account) {
        return account.hedge() ? SIDED : NET;
    }

    /** Also brings a contract into the margin mode that is named, where that is possible. */
    List<?> setLeverage(Account account, OkxParams params) {
        Market market = instruments.market(params);
        boolean isolated = params.word("mgnMode", "", MODES).equals("isolated");
        int leverage = leverage(params);
        adopt(account, market, isolated);
        boolean sided = isolated && account.hedge();
        if (sided && params.has("posSide")) {
            exchange.setLeverage(
                    account.position(market, OkxTradeApi.leg(account, params)), leverage);
        } else {
            exchange.setLeverage(account, market, leverage);
        }
        return List.of(
                new OkxAccounts.Leverage(
                        OkxInstruments.instId(market.contract()),
                        null,
                        BigDecimal.valueOf(leverage),
                        params.text("mgnMode"),
                        params.text("posSide")));
    }

    private void adopt(Account account, Market market, boolean isolated) {
        try {
            OkxTradeApi.adopt(exchange, account, market, isolated);
        } catch (OkxRefusal e) {
            throw isolated
                    ? new OkxRefusal(
                            59107,
                            "Leverage can't be modified. Please cancel all pending cross-margin"
                                    + " orders before adjusting the leverage.")
                    : new OkxRefusal(
                            59101,
                            "Leverage can't be modified. Please cancel all pending isolated margin"
                                    + " orders before adjusting the leverage.");
        }
    }

    private static int leverage(OkxParams params) {
        BigDecimal lever = params.decimal("lever");
        if (lever.stripTrailingZeros().scale() > 0) {
            throw OkxRefusal.parameter("lever");
        }
        return lever.min(BigDecimal.valueOf(1000)).max(BigDecimal.ZERO).intValue();
    }

    List<?> leverageInfo(Account account, OkxParams params) {
        String mode = params.required("mgnMode");
        List<Object> rows = new ArrayList<>();
        for (String name : params.required("instId").split(",", -1)) {
            Market market = instruments.market(name);
            for (Position leg : account.legs(market)) {
                rows.add(
                        new OkxAccounts.Leverage(
                                name,
                                "",
                                BigDecimal.valueOf(leg.leverage()),
                                mode,
                                OkxOrderWire.posSide(leg.leg())));
            }
        }
        return rows;
    }

    List<?> changeMargin(Account account, OkxParams params) {
        Market market = instruments.market(params);
        Leg leg = OkxTradeApi.leg(account, params);
        boolean add = params.word("type", "", List.of("add", "reduce")).equals("add");
        BigDecimal amount = params.decimal("amt");
        if (amount.signum() <= 0) {
            throw OkxRefusal.parameter("amt");
        }
        try {
            exchange.addMargin(account.position(market, leg), add ? amount : amount.negate());
        } catch (ExchangeRefusal e) {
            throw switch (e.reason()) {
                case NO_POSITION, MARGIN_NOT_ISOLATED ->
                        new OkxRefusal(59300, "Margin call failed. Position does not exist.");
                case MARGIN_INSUFFICIENT -> new OkxRefusal(59200, "Insufficient account balance.");
                default -> e;
            };
        }
        return List.of(
                new OkxAccounts.MarginChange(
                        OkxInstruments.instId(market.contract()),
                        OkxOrderWire.posSide(leg),
                        add ? "add" : "reduce",
                        amount,
                        Contract.QUOTE,
                        null));
    }

    List<?> tradeFee(OkxParams params) {
        params.word("instType", "", List.of("SWAP", "FUTURES", "SPOT", "MARGIN", "OPTION"));
        BigDecimal maker = OkxInstruments.money(-Ledger.MAKER_FEE);
        BigDecimal taker = OkxInstruments.money(-Ledger.TAKER_FEE);
        return List.of(
                new OkxAccounts.TradeFee(
                        OkxInstruments.SWAP,
                        "Lv1",
                        "1",
                        maker,
                        taker,
                        maker,
                        taker,
                        exchange.now()));
    }

    /** How much could be opened now, fee and what closes the position included. */
    List<?> maxSize(Account account, OkxParams params) {
        params.word("tdMode", "", MODES);
        List<Object> rows = new ArrayList<>();
        for (String name : params.required("instId").split(",", -1)) {
            Market market = instruments.market(name);
            rows.add(
                    new OkxAccounts.MaxSize(
                            Contract.QUOTE,
                            name,
                            most(account, market, true),
                            most(account, market, false)));
        }
        return rows;
    }

    private static BigDecimal most(Account account, Market market, boolean buy) {
        Position position = account.legs(market).getFirst();
        Contract contract = market.contract();
        BigDecimal price = contract.priceOfUnits(market.mark());
        BigDecimal share =
                BigDecimal.ONE
                        .divide(
                                BigDecimal.valueOf(position.leverage()),
                                QuoteUnits.SCALE,
                                RoundingMode.CEILING)
                        .add(OkxInstruments.money(Ledger.TAKER_FEE));
        BigDecimal coins =
                OkxInstruments.money(Math.max(0, account.available()))
                        .divide(price.multiply(share), QuoteUnits.SCALE, RoundingMode.FLOOR);
        long held = position.lots();
        long closing = buy == held < 0 ? 2 * Math.abs(held) : 0;
        long lots = coins.divide(contract.quantity(1), 0, RoundingMode.FLOOR).longValue();
        return OkxInstruments.size(contract, lots + closing);
    }

    List<?> positionRisk(Account account) {
        OkxAccounts.Balance balance = OkxAccountWire.balance(account);
        Map<String, Object> usdt = new TreeMap<>();
        usdt.put("ccy", Contract.QUOTE);
        usdt.put("eq", balance.details().getFirst().eq());
        usdt.put("disEq", balance.details().getFirst().disEq());
        List<Object> positions = new ArrayList<>();
        for (Position position : account.positions()) {
            if (position.lots() != 0) {
                positions.add(OkxAccountWire.risk(position));
            }
        }
        Map<String, Object> row = new TreeMap<>();
        row.put("adjEq", balance.adjEq());
        row.put("balData", List.of(usdt));
        row.put("posData", positions);
        row.put("ts", Long.toString(exchange.now()));
        return List.of(row);
    }

    List<?> currencies(OkxParams params) {
        return List.of(
                new OkxMessages.Currency(
                        Contract.QUOTE,
                        "Tether",
                        "USDT-ERC20",
                        false,
                        false,
                        true,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }
}
