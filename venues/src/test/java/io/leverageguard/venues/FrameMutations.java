package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.json.FrameError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Feeds a decoder with valid frames that were damaged at random. */
public final class FrameMutations {
    private static final String LETTERS = "{}[]\",:.-+eE0123456789abstumpBTC\\ \n\u0000\u00e9n";

    private FrameMutations() {}

    /** A decoder under test. */
    @FunctionalInterface
    public interface Decoder {
        boolean decode(byte[] frame, int from, int to);
    }

    /** Is shown every damaged frame that the decoder took. */
    @FunctionalInterface
    public interface Taken {
        void check(String frame, List<String> heard);
    }

    /** A damaged frame is decoded, passed over, or a {@link FrameError}; nothing is half done. */
    public static void decodeOrRefuse(
            Decoder decoder, HeardTicks heard, List<String> frames, int tries, Taken taken) {
        SplittableRandom random = new SplittableRandom(20251010);
        int refused = 0;
        int accepted = 0;
        for (int i = 0; i < tries; i++) {
            String frame = damaged(random, frames.get(random.nextInt(frames.size())));
            byte[] bytes = ("##" + frame + "##").getBytes(StandardCharsets.UTF_8);
            heard.lines.clear();
            boolean took = false;
            try {
                took = decoder.decode(bytes, 2, bytes.length - 2);
                assertThat(heard.lines.isEmpty()).as(frame).isEqualTo(!took);
            } catch (FrameError e) {
                refused++;
                assertThat(heard.lines).as(frame).isEmpty();
            }
            if (took) {
                accepted++;
                taken.check(frame, heard.lines);
            }
        }
        assertThat(refused).isPositive();
        assertThat(accepted).isPositive();
    }

    /** Shows damaged frames to {@code reader}. */
    public static void damaged(List<String> frames, int tries, Consumer<String> reader) {
        SplittableRandom random = new SplittableRandom(20251010);
        for (int i = 0; i < tries; i++) {
            reader.accept(damaged(random, frames.get(random.nextInt(frames.size()))));
        }
    }

    /** Every beginning of a frame is refused. */
    public static void truncatedIsRefused(Decoder decoder, HeardTicks heard, String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        for (int to = 0; to < bytes.length; to++) {
            byte[] part = Arrays.copyOf(bytes, to);
            boolean refused = false;
            try {
                decoder.decode(part, 0, to);
            } catch (FrameError e) {
                refused = true;
            }
            assertThat(refused).as(new String(part, StandardCharsets.UTF_8)).isTrue();
        }
        assertThat(heard.lines).isEmpty();
    }

    /** The frame with one to three changes. */
    public static String damaged(SplittableRandom random, String frame) {
        StringBuilder text = new StringBuilder(frame);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, letter);
                case 1 -> text.insert(at, letter);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                default -> {
                    int to = Math.min(text.length(), at + random.nextInt(20));
                    text.insert(random.nextInt(text.length()), text.substring(at, to));
                }
            }
        }
        return text.toString();
    }
}
