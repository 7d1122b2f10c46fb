package io.leverageguard.chain;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which networks there are, each as {@code name chainId url confirmations [version] [contract]}:
 * with a contract its {@code anchor(bytes32)} is called, without one the sender writes to itself.
 */
record ChainConfig(List<String> networks) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final int CONFIRMATIONS_MAX = 1_000;

    /** One network. */
    record Settings(
            String name,
            long chainId,
            URI rpc,
            int confirmations,
            String contractVersion,
            String contract) {}

    /** Parses every line, so that a mistake stops the start. */
    ChainConfig {
        networks = List.copyOf(networks);
        long names = networks.stream().map(line -> settings(line).name()).distinct().count();
        if (names != networks.size()) {
            throw new IllegalArgumentException("two networks have the same name");
        }
    }

    static ChainConfig defaults() {
        return new ChainConfig(List.of());
    }

    List<Settings> settings() {
        return networks.stream().map(ChainConfig::settings).toList();
    }

    private static Settings settings(String line) {
        String[] words = line.strip().split("\\s+");
        if (words.length < 4 || words.length > 6 || !NAME.matcher(words[0]).matches()) {
            throw wrong(line);
        }
        String contract = words.length == 6 ? words[5] : "";
        if (!contract.isEmpty() && !ADDRESS.matcher(contract).matches()) {
            throw wrong(line);
        }
        try {
            int confirmations = Integer.parseInt(words[3]);
            URI rpc = URI.create(words[2]);
            long chainId = Long.parseLong(words[1]);
            boolean fits =
                    confirmations >= 0
                            && confirmations <= CONFIRMATIONS_MAX
                            && chainId > 0
                            && ("http".equals(rpc.getScheme()) || "https".equals(rpc.getScheme()));
            if (!fits) {
                throw wrong(line);
            }
            String version = words.length >= 5 ? words[4] : "";
            return new Settings(words[0], chainId, rpc, confirmations, version, contract);
        } catch (NumberFormatException e) {
            throw wrong(line);
        }
    }

    private static IllegalArgumentException wrong(String line) {
        return new IllegalArgumentException(
                "a network is 'name chainId url confirmations [version] [contract]', not '"
                        + line.strip().split("\\s+")[0]
                        + " …'");
    }
}
