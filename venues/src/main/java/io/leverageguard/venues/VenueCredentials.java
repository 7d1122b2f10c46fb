package io.leverageguard.venues;

/** A venue key in memory. {@code passphrase} is empty where the venue has none. */
public record VenueCredentials(String key, String secret, String passphrase) {
    @Override
    public String toString() {
        return "VenueCredentials[…]";
    }
}
