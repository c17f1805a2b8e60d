package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** The page that shows the API's description, with Swagger UI out of its webjar, and the chart for pages of others. */
public final class ApiPages implements Api {
    /** As the dashboard's; Swagger UI has its arrows as data. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    /** Their links are relative, so that they hold after {@code /api} too. */
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                file("/docs", "docs.html"),
                file("/docs/docs.css", "docs.css"),
                file("/docs/docs.js", "docs.js"),
                file("/docs/swagger-ui.css", WEBJAR + "swagger-ui.css"),
                file("/docs/swagger-ui.js", WEBJAR + "swagger-ui-bundle.js"),
                file("/footfall-chart.js", "footfall-chart.js"),
                file("/chart.js", "chart.js"));
    }

    private static Endpoint file(String path, String resource) {
        return WebFile.read(path, resource, CONTENT_SECURITY_POLICY).endpoint();
    }
}
