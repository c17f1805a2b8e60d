package dev.footfall.queryapi.http.live;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** What arrives now: once as JSON, and as it changes as events. */
public final class LiveApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(new LiveEndpoint(service), new CountersEndpoint(service));
    }
}
