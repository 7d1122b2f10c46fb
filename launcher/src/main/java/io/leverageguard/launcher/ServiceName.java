package io.leverageguard.launcher;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every service this artifact can run, in the order of starting, with the port it has when alone.
 */
enum ServiceName {
    USERS(8083),
    CONFIG(8088),
    MARKETDATA(8081),
    FUND(8091),
    RISK(8085),
    TRADING(8082),
    STRATEGY(8084),
    COVER(8089),
    PAYOUT(8090),
    CHAIN(8092),
    NOTIFICATION(8086),
    ANALYTICS(8087),
    GATEWAY(8080);

    private final int port;

    ServiceName(int port) {
        this.port = port;
    }

    /** The port of a process that runs this service alone. */
    int port() {
        return port;
    }

    /** The name on the command line and in paths. */
    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parses {@code all} or a comma-separated list; refuses names that do not exist. */
    static Set<ServiceName> parse(String list) {
        if (list.equals("all")) {
            return EnumSet.allOf(ServiceName.class);
        }
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(ServiceName::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServiceName.class)));
    }

    /** The service of this name. */
    static ServiceName of(String name) {
        return Arrays.stream(values())
                .filter(service -> service.lowerCase().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no service is called '%s'; there are: all, %s"
                                                .formatted(name, all())));
    }

    private static String all() {
        return Arrays.stream(values())
                .map(ServiceName::lowerCase)
                .collect(Collectors.joining(", "));
    }
}
