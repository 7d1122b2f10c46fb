package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund;
import io.leverageguard.kit.Kit;

/** Wires the fund. */
public final class FundModule {
    private final FundService service;

    /** The fund calls nobody. */
    public FundModule(Kit kit) {
        service = new FundService(kit.databases().open("fund"), new FundRepository(), kit.clock());
        FundHttp.serve(kit.server(), service);
    }

    /** The fund, in this process. */
    public Fund api() {
        return service;
    }
}
