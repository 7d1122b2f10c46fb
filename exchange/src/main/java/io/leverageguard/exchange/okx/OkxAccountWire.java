package io.leverageguard.exchange.okx;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PositionLife;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.okx.OkxAccounts;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxOrders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says in OKX's words what an account has. */
final class OkxAccountWire {
    private static final int RATIO_PLACES = 8;

    private OkxAccountWire() {}

    /**
     * The balance: {@code cashBal} is the whole wallet, isolated margin included, so that bills add
     * up to it.
     */
    static OkxAccounts.Balance balance(Account account) {
        long isolated = account.wallet() - account.crossWallet();
        long isolatedProfit = 0;
        long profit = account.crossProfit();
        long maintenance = account.crossMaintenance();
        long notional = 0;
        for (Position position : account.positions()) {
            isolatedProfit += position.isolated() ? position.profit() : 0;
            notional += position.notional();
        }
        long equity = account.wallet() + profit + isolatedProfit;
        long cross = account.crossWallet() + profit;
        long available = Math.max(0, account.available());
        BigDecimal initial = money(account.crossPositionMargin() + account.orderMargin());
        BigDecimal ratio = ratio(cross, maintenance);
        BigDecimal orders = money(account.orderMargin());
        OkxAccounts.Asset asset =
                new OkxAccounts.Asset(
                        Contract.QUOTE,
                        money(equity),
                        money(account.wallet()),
                        money(available),
                        money(available),
                        money(equity - available),
                        orders,
                        money(isolated + isolatedProfit),
                        money(isolatedProfit),
                        money(equity),
                        money(equity),
                        money(profit + isolatedProfit),
                        initial,
                        money(maintenance),
                        ratio,
                        notional == 0 || equity <= 0 ? BigDecimal.ZERO : ratio(notional, equity),
                        BigDecimal.ONE,
                        account.updatedAt());
        return new OkxAccounts.Balance(
                money(equity),
                money(isolated + isolatedProfit),
                money(equity),
                money(available),
                orders,
                initial,
                money(maintenance),
                ratio,
                money(notional),
                money(notional),
                money(profit + isolatedProfit),
                List.of(asset),
                account.updatedAt());
    }

    /** The sums alone, when another currency is asked for. */
    static OkxAccounts.Balance without(OkxAccounts.Balance all) {
        return new OkxAccounts.Balance(
                all.totalEq(),
                all.isoEq(),
                all.adjEq(),
                all.availEq(),
                all.ordFroz(),
                all.imr(),
                all.mmr(),
                all.mgnRatio(),
                all.notionalUsd(),
                all.notionalUsdForSwap(),
                all.upl(),
                List.of(),
                all.uTime());
    }

    /** What the overview of all risks says of a position. */
    static Map<String, Object> risk(Position position) {
        OkxEvent.HeldPosition held = held(position);
        Map<String, Object> row = new TreeMap<>();
        row.put("instType", held.instType());
        row.put("instId", held.instId());
        row.put("mgnMode", held.mgnMode());
        row.put("posId", held.posId());
        row.put("posSide", held.posSide());
        row.put("pos", String.valueOf(held.pos()));
        row.put("posCcy", "");
        row.put("ccy", held.ccy());
        row.put("notionalCcy", money(position.notional()));
        row.put("notionalUsd", money(position.notional()));
        return row;
    }

    static String posId(Position position) {
        return position.life().map(life -> Long.toString(life.id())).orElse("");
    }

    static OkxAccounts.Position position(Position position, long now) {
        Market market = position.market();
        Contract contract = market.contract();
        long profit = position.profit();
        long lots = position.lots();
        boolean sided = position.leg() != Leg.BOTH;
        BigDecimal size = OkxInstruments.size(contract, sided ? Math.abs(lots) : lots);
        BigDecimal entry = OkxInstruments.plain(contract.meanPrice(position.cost(), lots));
        long initial = lots == 0 ? 0 : position.positionMargin();
        long held = position.isolated() ? position.isolatedWallet() : initial;
        long lastProfit = lots * contract.units(market.lastTicks()) - position.cost();
        PositionLife life = position.life().orElse(null);
        long fees = life == null ? 0 : life.fees();
        long funding = life == null ? 0 : life.funding();
        long penalty = life == null ? 0 : life.liquidationFees();
        long gained = life == null ? 0 : life.realized();
        return new OkxAccounts.Position(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                OkxNote.mode(position),
                posId(position),
                OkxOrderWire.posSide(position.leg()),
                size,
                sided ? size : null,
                lots == 0 ? null : entry,
                lots == 0 ? null : entry,
                OkxMarketWire.units(contract, market.mark()),
                OkxMarketWire.units(contract, market.index()),
                OkxInstruments.price(contract, market.lastTicks()),
                position.liquidationPrice().map(price -> liquidation(contract, price)).orElse(null),
                BigDecimal.valueOf(position.leverage()),
                position.isolated() ? money(position.isolatedWallet()) : null,
                position.isolated() ? null : money(initial),
                money(position.maintenance()),
                marginRatio(position),
                money(position.notional()),
                money(profit),
                ratioOrZero(profit, held),
                money(lastProfit),
                ratioOrZero(lastProfit, held),
                money(gained - fees + funding - penalty),
                money(gained),
                money(-fees),
                money(funding),
                money(-penalty),
                "",
                Contract.QUOTE,
                "",
                closing(position),
                life == null ? position.updatedAt() : life.openedAt(),
                position.updatedAt(),
                now);
    }

    /** Equity over maintenance: below one the position is liquidated. */
    static @Nullable BigDecimal marginRatio(Position position) {
        Account account = position.account();
        return position.isolated()
                ? ratio(position.isolatedWallet() + position.profit(), position.maintenance())
                : ratio(account.crossWallet() + account.crossProfit(), account.crossMaintenance());
    }

    private static BigDecimal liquidation(Contract contract, BigDecimal price) {
        return OkxInstruments.plain(
                price.setScale(contract.tick().scale() + 2, RoundingMode.HALF_UP));
    }

    private static List<OkxAccounts.ClosingAlgo> closing(Position position) {
        List<OkxAccounts.ClosingAlgo> rows = new ArrayList<>();
        for (Trigger trigger : position.account().waitingIn(position.market())) {
            OkxAlgo algo = OkxAlgo.of(trigger);
            boolean closes = trigger.request().order().closePosition();
            if (closes && algo.isLedBy(trigger)) {
                OkxOrders.AlgoOrder row = algo.row();
                rows.add(
                        new OkxAccounts.ClosingAlgo(
                                row.algoId(),
                                row.slTriggerPx(),
                                row.slTriggerPxType(),
                                row.tpTriggerPx(),
                                row.tpTriggerPxType(),
                                row.closeFraction()));
            }
        }
        return rows;
    }

    /** A life of a position that has closed, whole or in part. */
    static OkxAccounts.ClosedPosition closed(PositionLife life) {
        Position position = life.position();
        Contract contract = position.market().contract();
        long sum = life.realized() - life.fees() + life.funding() - life.liquidationFees();
        long invested = Math.abs(life.openedCost()) / Math.max(1, life.leverage());
        String direction = life.isLong() ? "long" : "short";
        BigDecimal entry = mean(contract, life.openedCost(), life.openedLots());
        return new OkxAccounts.ClosedPosition(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                OkxInstruments.family(contract),
                life.isolated() ? "isolated" : "cross",
                type(life),
                Long.toString(life.id()),
                OkxOrderWire.posSide(position.leg()),
                direction,
                BigDecimal.valueOf(life.leverage()),
                entry,
                entry,
                mean(contract, life.closedCost(), life.closedLots()),
                OkxInstruments.size(contract, life.lotsMax()),
                OkxInstruments.size(contract, life.closedLots()),
                money(sum),
                BigDecimal.ZERO,
                money(life.realized()),
                ratioOrZero(sum, invested),
                money(-life.fees()),
                money(life.funding()),
                money(-life.liquidationFees()),
                life.triggerMark() == 0 ? null : OkxMarketWire.units(contract, life.triggerMark()),
                Contract.QUOTE,
                life.openedAt(),
                life.updatedAt());
    }

    private static String type(PositionLife life) {
        return switch (life.lastClose()) {
            case USER -> life.ended() ? "2" : "1";
            case LIQUIDATION, TAKEOVER -> "3";
            case PARTIAL_LIQUIDATION -> "4";
            case ADL -> "5";
        };
    }

    static OkxEvent.HeldPosition held(Position position) {
        Contract contract = position.market().contract();
        boolean sided = position.leg() != Leg.BOTH;
        long lots = position.lots();
        BigDecimal entry = OkxInstruments.plain(contract.meanPrice(position.cost(), lots));
        return new OkxEvent.HeldPosition(
                posId(position),
                "",
                OkxInstruments.instId(contract),
                OkxInstruments.SWAP,
                OkxNote.mode(position),
                OkxOrderWire.posSide(position.leg()),
                OkxInstruments.size(contract, sided ? Math.abs(lots) : lots),
                Contract.QUOTE,
                "",
                entry,
                entry,
                BigDecimal.ZERO,
                position.updatedAt());
    }

    static OkxEvent.LiquidationWarning warning(Position position, long now) {
        OkxAccounts.Position row = position(position, now);
        return new OkxEvent.LiquidationWarning(
                row.instType(),
                row.instId(),
                row.mgnMode(),
                row.posId(),
                row.posSide(),
                row.pos(),
                "",
                row.lever(),
                row.markPx(),
                row.mgnRatio(),
                row.ccy(),
                row.cTime(),
                row.uTime(),
                now);
    }

    private static BigDecimal mean(Contract contract, long cost, long lots) {
        return OkxInstruments.plain(contract.meanPrice(Math.abs(cost), Math.abs(lots)));
    }

    private static @Nullable BigDecimal ratio(long part, long whole) {
        return whole == 0 ? null : divided(part, whole);
    }

    private static BigDecimal ratioOrZero(long part, long whole) {
        return whole == 0 ? BigDecimal.ZERO : divided(part, whole);
    }

    private static BigDecimal divided(long part, long whole) {
        return OkxInstruments.plain(
                QuoteUnits.toDecimal(part)
                        .divide(QuoteUnits.toDecimal(whole), RATIO_PLACES, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal money(long units) {
        return OkxInstruments.money(units);
    }
}
