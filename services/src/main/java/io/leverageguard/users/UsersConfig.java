package io.leverageguard.users;

import java.time.Duration;

/**
 * What an operator may configure about sessions.
 *
 * @param accessTokenLife how long an access token is good
 * @param refreshTokenLife how long a refresh token may wait for its one use
 * @param sessionLife how long a session may be refreshed before a password is needed again
 * @param signingKeyLife how long a key signs before it is replaced
 */
record UsersConfig(
        Duration accessTokenLife,
        Duration refreshTokenLife,
        Duration sessionLife,
        Duration signingKeyLife) {

    UsersConfig {
        within("access-token-life", accessTokenLife, Duration.ofSeconds(10), Duration.ofHours(1));
        within("refresh-token-life", refreshTokenLife, accessTokenLife, Duration.ofDays(90));
        within("session-life", sessionLife, refreshTokenLife, Duration.ofDays(366));
        within("signing-key-life", signingKeyLife, Duration.ofDays(1), Duration.ofDays(366));
    }

    static UsersConfig defaults() {
        return new UsersConfig(
                Duration.ofMinutes(5),
                Duration.ofDays(14),
                Duration.ofDays(90),
                Duration.ofDays(30));
    }

    private static void within(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "users.%s must lie between %s and %s".formatted(key, min, max));
        }
    }
}
