package io.leverageguard.risk;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.kernel.run.Pump;

/** Follows the settings and gives changed defaults to the accounts that live by them. */
final class DefaultLimits implements Pump {
    private final LiveSettings settings;
    private final RiskService service;
    private boolean applied;

    DefaultLimits(LiveSettings settings, RiskService service) {
        this.settings = settings;
        this.service = service;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public synchronized int pump() {
        int taken = settings.pump();
        if (taken > 0) {
            applied = false;
        }
        if (applied) {
            return 0;
        }
        int changed = service.applyDefaults();
        applied = true;
        return taken + changed;
    }
}
