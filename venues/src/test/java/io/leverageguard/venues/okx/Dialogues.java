package io.leverageguard.venues.okx;

import io.leverageguard.venues.SharedFiles;
import java.util.ArrayList;
import java.util.List;

/** What is in the recorded files: an answer each, or a scripted conversation. */
final class Dialogues {
    private Dialogues() {}

    /**
     * The JSON of one file; the REST files of one collection begin with three lines of their own.
     */
    static String json(String file) {
        int name = file.lastIndexOf('/');
        String text =
                SharedFiles.text(
                        SharedFiles.below(
                                        "payloads/" + file.substring(0, name), file.substring(name))
                                .getFirst());
        return file.contains("/Endpoints/")
                ? text.lines().skip(3).reduce("", (all, line) -> all + "\n" + line)
                : text;
    }

    /** The frames that the venue sends in a conversation: what follows {@code <} or {@code =}. */
    static List<String> frames(String conversation) {
        List<String> frames = new ArrayList<>();
        for (String part : conversation.split("(?m)^[<=] *", -1)) {
            String frame = part.split("(?m)^> ", -1)[0].strip();
            if (frame.startsWith("{")) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
