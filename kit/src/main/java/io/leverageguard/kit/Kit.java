package io.leverageguard.kit;

import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.rpc.Server;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.secret.Secrets;
import io.leverageguard.kit.sql.Databases;
import io.leverageguard.kit.stream.Hub;
import java.nio.file.Path;

/**
 * What every service of one process is built with.
 *
 * @param clock the only source of time
 * @param ids makes identities
 * @param server serves routes
 * @param databases one per service, each with its own schema
 * @param pumps everything that takes in work
 * @param jobs what has to be done every so often
 * @param hub live streams to people
 * @param web calls the outside world and holds WebSockets to it
 * @param configuration what the operator configured
 * @param secrets keys that only this installation has
 * @param telemetry metrics and traces
 * @param data the folder for everything that is written
 */
public record Kit(
        Clock clock,
        IdGenerator ids,
        Server server,
        Databases databases,
        Pumps pumps,
        Jobs jobs,
        Hub hub,
        WebClient web,
        Configuration configuration,
        Secrets secrets,
        Telemetry telemetry,
        Path data) {}
