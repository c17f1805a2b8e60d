package dev.footfall.queryapi.http.sources;

import dev.footfall.aggregator.counting.SourceHours;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.sources.GapsEndpoint.GapVerdictEndpoint;
import java.util.List;

public final class SourcesApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                Endpoint.of(
                        AllSourcesEndpoint.OPERATION, SourceHours.NAME, new AllSourcesEndpoint(service)::answer), //
                Endpoint.of(GapsEndpoint.OPERATION, new GapsEndpoint(service)::answer),
                GapVerdictEndpoint.declare(service),
                GapVerdictEndpoint.dismiss(service));
    }
}
