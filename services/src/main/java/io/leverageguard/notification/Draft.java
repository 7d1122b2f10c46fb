package io.leverageguard.notification;

import io.leverageguard.kernel.ids.UserId;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message before it is put into words: whom it is for, its kind, and what it tells. */
record Draft(UserId user, String kind, Map<String, String> values) {

    /** {@code values} are names and what they stand for, alternating. */
    static Draft of(UserId user, String kind, Object... values) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < values.length; i += 2) {
            named.put(values[i].toString(), values[i + 1].toString());
        }
        return new Draft(user, kind, named);
    }
}
