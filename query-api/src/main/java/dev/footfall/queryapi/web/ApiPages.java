package dev.footfall.queryapi.web;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.web.Lazy;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.function.Supplier;

/** The page that shows the API's description, with Swagger UI out of its webjar, and the chart for pages of others. */
public final class ApiPages implements Api {
    /** As the dashboard's; Swagger UI has its arrows as data. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/5.35.0/";

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
        return WebFile.of(path, resource, CONTENT_SECURITY_POLICY).endpoint();
    }

    /**
     * A file of the class path.
     *
     * @param reply read when it is first asked for: a start does not wait for a megabyte of scripts and its hashes
     */
    public record WebFile(String path, String contentType, Supplier<Reply> reply) {
        static WebFile of(String path, String resource, String contentSecurityPolicy) {
            return new WebFile(path, type(resource), new Lazy<>(() -> read(resource, contentSecurityPolicy)));
        }

        private static Reply read(String resource, String contentSecurityPolicy) {
            return Reply.of(200, type(resource), Unchecked.resource(WebFile.class, resource))
                    .withEntityTag()
                    .with("Content-Security-Policy", contentSecurityPolicy);
        }

        private static String type(String resource) {
            return switch (resource.substring(resource.lastIndexOf('.'))) {
                case ".html" -> "text/html;charset=utf-8";
                case ".css" -> "text/css;charset=utf-8";
                case ".js" -> "text/javascript;charset=utf-8";
                default -> throw new IllegalArgumentException("no media type is known for " + resource);
            };
        }

        Endpoint endpoint() {
            return Endpoint.of(
                    Responses.file(Operation.get(path, ""), contentType, Schema.text()), request -> reply.get());
        }
    }
}
