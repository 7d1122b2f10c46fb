package io.leverageguard.engine.execution;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the parts so far.
 *
 * @param filled lots
 * @param inFlight lots that may still be filled
 * @param open the parts that are not at their end
 * @param rejections how many of the last parts were refused one after the other
 * @param lastSentMs when the last part that was not refused was sent; {@link Long#MIN_VALUE} before
 *     the first
 * @param lastEndedMs when the last part came to its end
 */
public record Progress(
        long filled,
        long inFlight,
        List<Part> open,
        int count,
        int rejections,
        long lastSentMs,
        long lastEndedMs) {
    /** Counts the parts, which are in the order of their numbers. */
    public static Progress of(List<Part> parts) {
        long filled = 0;
        long inFlight = 0;
        int rejections = 0;
        long sent = Long.MIN_VALUE;
        long ended = Long.MIN_VALUE;
        List<Part> open = new ArrayList<>();
        for (Part part : parts) {
            filled += part.filled();
            inFlight += part.rest();
            ended = Math.max(ended, part.endedMs());
            if (part.open()) {
                open.add(part);
            }
            if (part.rejected()) {
                rejections++;
                continue;
            }
            sent = Math.max(sent, part.sentMs());
            if (!part.open() || part.filled() > 0) {
                rejections = 0;
            }
        }
        return new Progress(filled, inFlight, open, parts.size(), rejections, sent, ended);
    }

    /** What may be sent without any chance that more than the whole is filled. */
    public long free(ParentOrder order) {
        return Math.max(0, order.lots() - filled - inFlight);
    }

    /** Whether the last part was sent less than {@code gapMs} ago. */
    public boolean isWithin(long gapMs, long nowMs) {
        return lastSentMs != Long.MIN_VALUE && nowMs < lastSentMs + gapMs;
    }

    /** Lots that were filled or may be. */
    public long taken() {
        return filled + inFlight;
    }
}
