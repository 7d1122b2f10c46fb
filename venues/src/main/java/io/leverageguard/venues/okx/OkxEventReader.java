package io.leverageguard.venues.okx;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.venues.MemberReader;
import io.leverageguard.venues.MemberReader.Members;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.Level;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxMarkets.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames of OKX: those of {@code books}, {@code bbo-tbt}, {@code trades} and {@code
 * mark-price} without the codec, the others, and what is unusual in any way, with it. Either way
 * gives equal frames. One thread.
 */
public final class OkxEventReader {
    private static final Members FRAME = Members.only(2, "arg", "data", "action");
    private static final Members ARG = Members.only(2, "channel", "instId");
    private static final Members BOOK =
            Members.of(3, "asks", "bids", "ts", "checksum", "prevSeqId", "seqId");
    private static final Members TRADE =
            Members.of(6, "instId", "tradeId", "px", "sz", "side", "ts", "count");
    private static final Members MARK = Members.of(4, "instType", "instId", "markPx", "ts");

    private final MemberReader in = new MemberReader();

    /**
     * Reads one frame.
     *
     * @throws IllegalArgumentException when {@code text} is no frame of the venue
     */
    public Frame<OkxEvent> read(String text) {
        Frame<OkxEvent> frequent = frequent(text);
        return frequent == null ? OkxMessages.frame(text) : frequent;
    }

    /** The frame, when it is one of the frequent ones and as they always are. */
    @Nullable Frame<OkxEvent> frequent(String text) {
        in.open(text);
        try {
            return frame();
        } catch (FrameError _) {
            // The codec says what is wrong, or takes what it has more patience for.
            return null;
        }
    }

    private @Nullable Frame<OkxEvent> frame() {
        Arg arg = null;
        String action = null;
        List<OkxEvent> rows = List.of();
        in.object(FRAME);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "arg" -> {
                    arg = arg();
                    if (!isFrequent(arg.channel())) {
                        return null;
                    }
                }
                case "action" -> action = in.word();
                default -> rows = rows(arg);
            }
        }
        in.close();
        return arg == null ? null : Frame.push(arg, action, rows);
    }

    private static boolean isFrequent(@Nullable String channel) {
        return switch (channel) {
            case "books", "bbo-tbt", "trades", "mark-price" -> true;
            case null, default -> false;
        };
    }

    private Arg arg() {
        String channel = "";
        String instId = "";
        in.object(ARG);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            if (name.equals("channel")) {
                channel = in.word();
            } else {
                instId = in.word();
            }
        }
        return Arg.of(channel, instId);
    }

    private List<OkxEvent> rows(@Nullable Arg arg) {
        if (arg == null) {
            throw new FrameError("rows come before their channel");
        }
        List<OkxEvent> rows = new ArrayList<>();
        in.array();
        while (in.nextElement()) {
            rows.add(
                    switch (arg.channel()) {
                        case "trades" -> trade();
                        case "mark-price" -> mark();
                        case null, default -> book();
                    });
        }
        return rows;
    }

    private Book book() {
        List<Level> asks = List.of();
        List<Level> bids = List.of();
        long time = 0;
        Long checksum = null;
        Long previous = null;
        Long sequence = null;
        in.object(BOOK);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "asks" -> asks = levels();
                case "bids" -> bids = levels();
                case "ts" -> time = in.integer();
                case "checksum" -> checksum = in.integer();
                case "prevSeqId" -> previous = in.integer();
                default -> sequence = in.integer();
            }
        }
        return new Book(asks, bids, time, checksum, previous, sequence);
    }

    private List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        in.array();
        while (in.nextElement()) {
            in.array();
            in.element();
            BigDecimal price = in.amount();
            in.element();
            BigDecimal size = in.amount();
            in.element();
            String unused = in.word();
            in.element();
            levels.add(new Level(price, size, unused, in.integer()));
            in.endArray();
        }
        return levels;
    }

    private Trade trade() {
        String instId = "";
        String tradeId = "";
        BigDecimal price = null;
        BigDecimal size = null;
        String side = "";
        String count = null;
        long time = 0;
        in.object(TRADE);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "instId" -> instId = in.word();
                case "tradeId" -> tradeId = in.text();
                case "px" -> price = in.amount();
                case "sz" -> size = in.amount();
                case "side" -> side = in.word();
                case "count" -> count = in.text();
                default -> time = in.integer();
            }
        }
        return new Trade(instId, tradeId, price, size, side, count, time);
    }

    private MarkPrice mark() {
        String instType = "";
        String instId = "";
        BigDecimal mark = null;
        long time = 0;
        in.object(MARK);
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "instType" -> instType = in.word();
                case "instId" -> instId = in.word();
                case "markPx" -> mark = in.amount();
                default -> time = in.integer();
            }
        }
        return new MarkPrice(instType, instId, mark, time);
    }
}
