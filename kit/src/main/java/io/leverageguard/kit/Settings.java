package io.leverageguard.kit;

/** The kit's own sections of the configuration. */
final class Settings {
    private Settings() {}

    /**
     * Which PostgreSQL.
     *
     * @param url JDBC address of one that is run by somebody else; empty for our own
     * @param user to log in with, when somebody else's
     * @param password to log in with, when somebody else's
     * @param port of our own; 0 takes a free one
     * @param connections the most that one service holds
     */
    record DatabaseSettings(String url, String user, String password, int port, int connections) {
        DatabaseSettings {
            if (connections < 1 || connections > 100) {
                throw new IllegalArgumentException("connections must be 1 to 100");
            }
            if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("url must begin with jdbc:postgresql:");
            }
        }

        static DatabaseSettings defaults() {
            return new DatabaseSettings("", "leverageguard", "", 0, 8);
        }
    }

    /** Where the process listens, and the largest body it takes. */
    record HttpSettings(String host, int port, int bodyBytes) {
        HttpSettings {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535");
            }
            if (bodyBytes < 1_024) {
                throw new IllegalArgumentException("bodyBytes must be 1024 or more");
            }
        }

        static HttpSettings defaults() {
            return new HttpSettings("127.0.0.1", 8080, 64 * 1024);
        }
    }

    /** How much of our own doing is logged: DEBUG, INFO, WARN or ERROR. */
    record LogSettings(Level level) {
        /** As logging knows them. */
        enum Level {
            DEBUG,
            INFO,
            WARN,
            ERROR
        }

        static LogSettings defaults() {
            return new LogSettings(Level.INFO);
        }
    }

    /** Where traces are sent; nowhere when empty. */
    record OtlpSettings(String endpoint) {
        static OtlpSettings defaults() {
            return new OtlpSettings("");
        }
    }

    /** What processes of one installation know each other by; empty takes the one in the data. */
    record InternalSettings(String key) {
        InternalSettings {
            if (!key.isEmpty() && !key.matches("[0-9a-fA-F]{64}")) {
                throw new IllegalArgumentException("key must have 64 hexadecimal digits");
            }
        }

        static InternalSettings defaults() {
            return new InternalSettings("");
        }
    }
}
