package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.users.KeptUsers;
import java.util.List;
import java.util.stream.Stream;

/** The analytics that Open WebUI's page asks for, for administrators. */
public final class AnalyticsApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        var users = new KeptUsers(service.state());
        Stream<Endpoint> all = Stream.of(
                Models.endpoint(service, users),
                TokenUsage.endpoint(service),
                Summary.endpoint(service, users),
                UsersEndpoint.of(service, users),
                SeriesEndpoint.of(service));
        Stream<Endpoint> ofOne = ModelPath.ALL.stream()
                .flatMap(path -> Stream.of(new ChatsEndpoint(service, path), new OverviewEndpoint(service, path)));
        return Stream.concat(all, ofOne).toList();
    }
}
