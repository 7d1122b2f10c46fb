package io.leverageguard.kit.http;

import io.leverageguard.kernel.rpc.Route;
import java.util.List;

/** Describes public routes as an OpenAPI 3.1 document, always in the same order. */
public final class OpenApi {
    private OpenApi() {}

    /** The document, JSON. */
    public static String document(String title, String version, List<Route<?, ?>> routes) {
        throw new UnsupportedOperationException();
    }

    /** A page without outside resources that shows the document found at {@code documentPath}. */
    public static String page(String title, String documentPath) {
        throw new UnsupportedOperationException();
    }
}
