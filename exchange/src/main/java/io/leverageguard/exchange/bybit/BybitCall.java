package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.venues.bybit.BybitMessages;
import tools.jackson.databind.JsonNode;

/** A call of somebody who has signed it. */
record BybitCall(ApiKey key, BybitParams params, String body) {
    Account account() {
        return key.account();
    }

    /** The body as a message, or the venue's refusal of a body that is none. */
    <T> T read(Class<T> type) {
        try {
            return BybitMessages.read(body, type);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The same of a part of a message. */
    static <T> T read(JsonNode part, Class<T> type) {
        try {
            return BybitMessages.read(part, type);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static BybitRefusal malformed() {
        return new BybitRefusal(10001, "Request parameter error.");
    }
}
