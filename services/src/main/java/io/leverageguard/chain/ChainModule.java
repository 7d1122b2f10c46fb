package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain;
import io.leverageguard.api.fund.Fund;
import io.leverageguard.kit.Kit;
import java.time.Duration;
import java.util.List;

/** Wires the chain. */
public final class ChainModule {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ChainService service;

    /** Anchors the ledger of {@code fund} on the configured networks. */
    public ChainModule(Kit kit, Fund fund) {
        ChainConfig config = kit.configuration().section("chain", ChainConfig.class);
        Keystore keystore = new Keystore(kit.data().resolve("keystore"), kit.secrets());
        List<EvmNetwork> networks =
                config.settings().stream()
                        .map(
                                settings ->
                                        new EvmNetwork(
                                                settings,
                                                new Node(kit.web(), settings.rpc()),
                                                keystore.key(settings.name())))
                        .toList();
        service =
                new ChainService(
                        kit.databases().open("chain"),
                        new ChainRepository(),
                        networks,
                        fund,
                        kit.ids(),
                        kit.clock());
        ChainHttp.serve(kit.server(), service);
        kit.jobs().every("chain.sender", INTERVAL, new Sender(networks, service)::run);
    }

    /** The chain, in this process. */
    public Chain api() {
        return service;
    }
}
