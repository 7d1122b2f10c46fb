package io.leverageguard.venues;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What venues say, in one form: prices are quote per base, quantities are base units (never
 * contracts), fees are positive when paid, times are the venue's.
 */
public final class Reports {
    private Reports() {}

    /** A linear perpetual. {@code liquidationFee} is a share of the notional. */
    public record Instrument(
            String symbol,
            String base,
            String quote,
            BigDecimal tickSize,
            BigDecimal lotSize,
            BigDecimal minQuantity,
            BigDecimal maxQuantity,
            BigDecimal minNotional,
            BigDecimal liquidationFee) {}

    /** One maintenance-margin bracket: MM = notional × rate − amount. */
    public record Bracket(
            BigDecimal notionalFloor,
            BigDecimal notionalCap,
            int maxLeverage,
            BigDecimal maintenanceRate,
            BigDecimal maintenanceAmount) {}

    /** A candle. */
    public record Candle(
            Instant openTime,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume) {}

    /** The rate of one funding. */
    public record FundingRate(BigDecimal rate, Instant at) {}

    /** A public trade. */
    public record TradePrint(
            String symbol,
            String tradeId,
            BigDecimal price,
            BigDecimal quantity,
            boolean buyerMaker,
            Instant at) {}

    /** Mark, index and the rate of the next funding. */
    public record MarkUpdate(
            String symbol,
            BigDecimal mark,
            BigDecimal index,
            BigDecimal fundingRate,
            Instant nextFunding,
            Instant at) {}

    /** Best bid and ask. */
    public record QuoteUpdate(
            String symbol,
            BigDecimal bid,
            BigDecimal bidQuantity,
            BigDecimal ask,
            BigDecimal askQuantity,
            Instant at) {}

    /** The side of the position that was closed is normalised: venues differ. */
    public record LiquidationPrint(
            String symbol,
            PositionSide positionSide,
            BigDecimal price,
            BigDecimal averagePrice,
            BigDecimal quantity,
            Instant at) {}

    /** Buy or sell. */
    public enum OrderSide {
        /** Buy. */
        BUY,
        /** Sell. */
        SELL
    }

    /** Long or short. */
    public enum PositionSide {
        /** Long. */
        LONG,
        /** Short. */
        SHORT
    }

    /** How an order is priced. */
    public enum OrderKind {
        /** Market. */
        MARKET,
        /** Limit. */
        LIMIT
    }

    /** How long an order lives. */
    public enum Lifetime {
        /** Until cancelled. */
        GTC,
        /** At once, the rest is cancelled. */
        IOC,
        /** Whole or not at all. */
        FOK,
        /** Only as maker. */
        POST_ONLY,
        /** Until an instant. */
        GTD
    }

    /** Where an order stands at the venue. */
    public enum OrderStatus {
        /** Open, nothing filled. */
        NEW,
        /** Open, partly filled. */
        PARTIALLY_FILLED,
        /** Filled whole. */
        FILLED,
        /** Cancelled. */
        CANCELED,
        /** Ended by the venue. */
        EXPIRED,
        /** Refused. */
        REJECTED,
        /** A status we do not know. */
        UNKNOWN
    }

    /** Who caused an order. */
    public enum Closure {
        /** The account's owner. */
        USER,
        /** The venue, for want of margin. */
        LIQUIDATION,
        /** Auto-deleveraging. */
        ADL,
        /** Delisting or settlement. */
        SETTLEMENT
    }

    /**
     * An order to send.
     *
     * @param price absent for a market order
     * @param positionSide the leg it belongs to; absent in one-way mode
     * @param goodTill when it ends, for {@link Lifetime#GTD} alone
     */
    public record OrderRequest(
            String symbol,
            String clientOrderId,
            OrderSide side,
            OrderKind kind,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            Lifetime lifetime,
            boolean reduceOnly,
            @Nullable PositionSide positionSide,
            @Nullable Instant goodTill) {
        /** An order in one-way mode that does not end by itself. */
        public OrderRequest(
                String symbol,
                String clientOrderId,
                OrderSide side,
                OrderKind kind,
                BigDecimal quantity,
                @Nullable BigDecimal price,
                Lifetime lifetime,
                boolean reduceOnly) {
            this(
                    symbol,
                    clientOrderId,
                    side,
                    kind,
                    quantity,
                    price,
                    lifetime,
                    reduceOnly,
                    null,
                    null);
        }
    }

    /**
     * A change of an open limit order.
     *
     * @param side as it is; some venues want to hear it again
     * @param quantity the new whole, with what is filled already
     */
    public record AmendRequest(
            String symbol,
            String clientOrderId,
            OrderSide side,
            BigDecimal quantity,
            BigDecimal price) {}

    /** An order as the venue has it. */
    public record OrderReport(
            String symbol,
            String venueOrderId,
            String clientOrderId,
            OrderSide side,
            OrderKind kind,
            OrderStatus status,
            Closure closure,
            BigDecimal quantity,
            BigDecimal filled,
            BigDecimal price,
            BigDecimal averagePrice,
            boolean reduceOnly,
            Instant createdAt,
            Instant updatedAt) {}

    /** A fill; {@code realizedPnl} is before the fee. */
    public record FillReport(
            String symbol,
            String tradeId,
            String venueOrderId,
            OrderSide side,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal fee,
            String feeAsset,
            BigDecimal realizedPnl,
            boolean maker,
            Instant at) {}

    /**
     * A position: positive for a long, negative for a short, zero when it was closed.
     *
     * @param positionSide the leg in hedge mode, where one contract may have two; absent one-way
     */
    public record PositionReport(
            String symbol,
            BigDecimal quantity,
            BigDecimal entryPrice,
            BigDecimal unrealizedPnl,
            boolean isolated,
            BigDecimal isolatedWallet,
            int leverage,
            @Nullable BigDecimal liquidationPrice,
            Instant updatedAt,
            @Nullable PositionSide positionSide) {
        /** A position in one-way mode. */
        public PositionReport(
                String symbol,
                BigDecimal quantity,
                BigDecimal entryPrice,
                BigDecimal unrealizedPnl,
                boolean isolated,
                BigDecimal isolatedWallet,
                int leverage,
                @Nullable BigDecimal liquidationPrice,
                Instant updatedAt) {
            this(
                    symbol,
                    quantity,
                    entryPrice,
                    unrealizedPnl,
                    isolated,
                    isolatedWallet,
                    leverage,
                    liquidationPrice,
                    updatedAt,
                    null);
        }
    }

    /** What the account has of one asset. */
    public record BalanceReport(String asset, BigDecimal wallet, BigDecimal available) {}

    /**
     * A line of the venue's ledger.
     *
     * @param kind the venue's own word, for example {@code REALIZED_PNL} or {@code INSURANCE_CLEAR}
     * @param amount positive when received
     */
    public record IncomeReport(
            String id, String symbol, String kind, BigDecimal amount, String asset, Instant at) {}

    /** What a key may do. */
    public record KeyRights(
            String accountUid,
            boolean canRead,
            boolean canTrade,
            boolean canWithdraw,
            boolean canTransfer,
            boolean ipRestricted,
            Instant createdAt) {}

    /** What became of an order that was sent. */
    public sealed interface PlaceOutcome {
        /**
         * The venue has it. Where its answer is an acknowledgement and no more ({@link
         * Capabilities#answersAreFinal}), the report is the order as it was sent, and the stream
         * tells what became of it.
         */
        record Accepted(OrderReport order) implements PlaceOutcome {}

        /** The venue said no. */
        record Rejected(String venueCode, String reason) implements PlaceOutcome {}

        /** It may or may not have reached the venue: ask by client order id. */
        record Unknown(String reason) implements PlaceOutcome {}
    }

    /** What became of a cancel. */
    public sealed interface CancelOutcome {
        /** The order is cancelled. */
        record Canceled(OrderReport order) implements CancelOutcome {}

        /** The venue said no, for example because the order is not open. */
        record Rejected(String venueCode, String reason) implements CancelOutcome {}

        /** It may or may not have reached the venue. */
        record Unknown(String reason) implements CancelOutcome {}
    }

    /** What became of a change that was asked for. */
    public sealed interface AmendOutcome {
        /** The order is changed; {@link PlaceOutcome.Accepted} says what the report is worth. */
        record Amended(OrderReport order) implements AmendOutcome {}

        /** The venue said no; the order is as it was. */
        record Rejected(String venueCode, String reason) implements AmendOutcome {}

        /** It may or may not have reached the venue: ask by client order id. */
        record Unknown(String reason) implements AmendOutcome {}
    }

    /** What became of a command that answers with nothing but yes or no. */
    public sealed interface CommandOutcome {
        /** It is done. */
        record Done() implements CommandOutcome {}

        /** The venue said no. */
        record Rejected(String venueCode, String reason) implements CommandOutcome {}

        /** It may or may not have reached the venue. */
        record Unknown(String reason) implements CommandOutcome {}
    }
}
