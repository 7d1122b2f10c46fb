package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.okx.OkxPeer.Site;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import java.util.Optional;
import java.util.Set;

/** Which channels there are, on which address, and what they are about. */
final class OkxChannels {
    /** About one contract. */
    private static final Set<String> OF_CONTRACT =
            Set.of(
                    "tickers",
                    "books",
                    "books5",
                    "bbo-tbt",
                    "trades",
                    "mark-price",
                    "funding-rate",
                    "open-interest",
                    "price-limit");

    private static final Set<String> OF_KIND = Set.of("instruments", "liquidation-orders");
    private static final Set<String> PRIVATE =
            Set.of(
                    "orders",
                    "fills",
                    "positions",
                    "account",
                    "balance_and_position",
                    "liquidation-warning");
    private static final Set<String> NEED_KIND =
            Set.of("orders", "orders-algo", "algo-advance", "positions", "liquidation-warning");
    private static final Set<String> ALGOS = Set.of("orders-algo", "algo-advance");
    private static final String MARK_CANDLE = "mark-price-candle";
    private static final String INDEX_CANDLE = "index-candle";
    private static final String CANDLE = "candle";

    private final OkxInstruments instruments;

    OkxChannels(OkxInstruments instruments) {
        this.instruments = instruments;
    }

    static String name(Arg arg) {
        return arg.channel() == null ? "" : arg.channel();
    }

    /** Whether only the owner of an account may hear it. */
    static boolean isPrivate(String channel) {
        return PRIVATE.contains(channel) || ALGOS.contains(channel);
    }

    /** Whether the address has such a channel about such a thing. */
    boolean has(Site site, Arg arg) {
        String channel = name(arg);
        return switch (site) {
            case PUBLIC -> isPublic(channel, arg);
            case PRIVATE -> PRIVATE.contains(channel) && isOfKnownKind(channel, arg);
            case BUSINESS ->
                    ALGOS.contains(channel)
                            ? isOfKnownKind(channel, arg)
                            : isTape(channel) && market(arg).isPresent();
        };
    }

    private static boolean isTape(String channel) {
        return channel.equals("trades-all") || bar(channel).isPresent();
    }

    private boolean isPublic(String channel, Arg arg) {
        if (channel.equals("index-tickers") || OF_CONTRACT.contains(channel)) {
            return market(arg).isPresent();
        }
        return OF_KIND.contains(channel) && OkxInstruments.SWAP.equals(arg.instType());
    }

    private boolean isOfKnownKind(String channel, Arg arg) {
        boolean known =
                !NEED_KIND.contains(channel)
                        || Set.of("SWAP", "ANY", "FUTURES", "MARGIN", "SPOT", "OPTION")
                                .contains(String.valueOf(arg.instType()));
        return known && (arg.instId() == null || market(arg).isPresent());
    }

    /** The market that a channel is about; an index is named without {@code -SWAP}. */
    Optional<Market> market(Arg arg) {
        String channel = name(arg);
        boolean index = channel.equals("index-tickers") || channel.startsWith(INDEX_CANDLE);
        String name = arg.instId() == null ? "" : arg.instId();
        try {
            return Optional.of(instruments.market(index ? name + "-SWAP" : name));
        } catch (ExchangeRefusal e) {
            return Optional.empty();
        }
    }

    /** Whether something about a market belongs to what was subscribed to. */
    static boolean covers(Arg arg, Market market) {
        Contract contract = market.contract();
        String kind = arg.instType();
        String family = arg.instFamily();
        String name = arg.instId();
        return (kind == null || kind.equals("ANY") || kind.equals(OkxInstruments.SWAP))
                && (family == null || family.equals(OkxInstruments.family(contract)))
                && (name == null || name.equals(OkxInstruments.instId(contract)));
    }

    /** The length of the candles of a channel. */
    static Optional<OkxBar> bar(String channel) {
        for (String prefix : new String[] {MARK_CANDLE, INDEX_CANDLE, CANDLE}) {
            if (channel.startsWith(prefix)) {
                return Optional.ofNullable(OkxBar.ALL.get(channel.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }

    static boolean ofMark(String channel) {
        return channel.startsWith(MARK_CANDLE);
    }

    static boolean ofTrades(String channel) {
        return channel.startsWith(CANDLE);
    }
}
