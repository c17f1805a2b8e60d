package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;
import java.util.stream.Stream;

/** The analytics that Open WebUI's page asks for, for administrators. */
public final class AnalyticsApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        Stream<Endpoint> all = Stream.of(
                Models.endpoint(service),
                TokenUsage.endpoint(service),
                Summary.endpoint(service),
                new UsersEndpoint(service),
                new SeriesEndpoint(service));
        Stream<Endpoint> ofOne = ModelPath.ALL.stream()
                .flatMap(path -> Stream.of(new ChatsEndpoint(service, path), new OverviewEndpoint(service, path)));
        return Stream.concat(all, ofOne).toList();
    }
}
