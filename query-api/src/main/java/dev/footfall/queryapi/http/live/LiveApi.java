package dev.footfall.queryapi.http.live;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** The last hour, and the counters of a repository: once as JSON, and as they change as events. */
public final class LiveApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(new LiveEndpoint(service), new CountersEndpoint(service));
    }
}
