package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** The dashboard's files. They load nothing from elsewhere and ask nothing but this API. */
public final class Dashboard implements Api {
    /** The rights of the page: its own script and style, and requests to the server that it came from. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.copyOf(files());
    }

    @Override
    public boolean isPrefixed() {
        return false;
    }

    /** All files of the page, read from the class path. */
    public static List<WebFile> files() {
        return List.of(
                WebFile.read("/", "The dashboard.", "index.html", CONTENT_SECURITY_POLICY),
                WebFile.read("/footfall.css", "Its style.", "footfall.css", CONTENT_SECURITY_POLICY),
                WebFile.read("/chart.js", "Its charts.", "chart.js", CONTENT_SECURITY_POLICY),
                WebFile.read("/footfall.js", "Its script.", "footfall.js", CONTENT_SECURITY_POLICY));
    }
}
