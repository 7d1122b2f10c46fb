package io.leverageguard.risk;

import io.leverageguard.api.risk.RiskReport;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.rpc.Refusal;

/** Reports of what is at risk. */
final class Reports {
    RiskReport of(Scope scope) {
        throw Refusal.unprocessable("report_not_offered", "no report of " + scope);
    }
}
