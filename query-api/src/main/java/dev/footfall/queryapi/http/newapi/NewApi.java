package dev.footfall.queryapi.http.newapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.newapi.UsageEndpoint.OwnUsageEndpoint;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The usage data that New API's dashboards and clients ask for. Their pages differ in the slash after a path, and a redirect
 * to another origin would lose the token; they look for {@code success} and {@code message}, also in errors.
 */
public final class NewApi implements Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(UsageEndpoint.of(service), OwnUsageEndpoint.of(service));
    }

    @Override
    public boolean takesTrailingSlash() {
        return true;
    }

    @Override
    public List<String> roots() {
        return List.of("data");
    }

    @Override
    public Reply error(Reply problem) {
        try {
            ObjectNode fields = JSON.readValue(problem.body(), ObjectNode.class);
            fields.put("success", false).put("message", fields.path("detail").asText());
            return problem.withBody(JSON.writeValueAsBytes(fields));
        } catch (IOException e) {
            throw new UncheckedIOException("an error that is no JSON", e);
        }
    }
}
