package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.CoverEvent;
import io.leverageguard.api.cover.CoverRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Exposes {@link Cover} to other processes. */
final class CoverHttp {
    private CoverHttp() {}

    static void serve(Server server, Cover cover) {
        server.serve(CoverRoutes.QUOTE, cover::quote);
        server.serve(CoverRoutes.BIND, cover::bind);
        server.serve(CoverRoutes.POLICIES, cover::policies);
        server.serve(CoverRoutes.POLICY, cover::policy);
        server.serve(CoverRoutes.FILE_CLAIM, cover::fileClaim);
        server.serve(CoverRoutes.CLAIMS, cover::claims);
        server.serve(CoverRoutes.CLAIM, cover::claim);
        server.serve(CoverRoutes.EVIDENCE, cover::evidence);
        server.serve(CoverRoutes.DECIDE, cover::decide);
        server.serve(CoverRoutes.SOLVENCY, cover::solvency);
        server.serve(CoverRoutes.QUOTES, cover::quotes);
        server.serve(CoverRoutes.QUOTED, cover::quoted);
        server.serve(CoverRoutes.PATHS, cover::paths);
        server.serve(CoverRoutes.TERMS, cover::terms);
        server.serve(CoverRoutes.TIMELINE, cover::timeline);
        server.serve(CoverRoutes.DOCUMENT, cover::document);
        server.serve(CoverRoutes.VERIFY_EVIDENCE, cover::verifyEvidence);
        server.serve(CoverRoutes.SOLVENCY_HISTORY, cover::solvencyHistory);
        server.serveFeed("cover", CoverEvent.class, cover.events());
        server.serveAudit("cover", cover.audit());
    }
}
