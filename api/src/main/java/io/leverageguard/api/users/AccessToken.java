package io.leverageguard.api.users;

/**
 * The names inside an access token, a JWT (RFC 7519) signed with ES256. The users service signs it,
 * the gateway reads it.
 */
public final class AccessToken {
    /** The value of {@code iss}. */
    public static final String ISSUER = "leverageguard";

    /** The value of {@code aud}. */
    public static final String AUDIENCE = "leverageguard";

    /** The claim that holds the log-in name. */
    public static final String LOGIN = "login";

    /** The claim that holds the roles, a list of names of {@code Role}. */
    public static final String ROLES = "roles";

    /** The claim that holds the session. */
    public static final String SESSION = "sid";

    private AccessToken() {}
}
