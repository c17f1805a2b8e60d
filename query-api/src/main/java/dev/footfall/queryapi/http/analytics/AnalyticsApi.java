package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.counting.Hours;
import dev.footfall.aggregator.counting.Users;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.MixedName;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.analytics.PeriodEndpoint.Summary;
import dev.footfall.queryapi.http.analytics.PeriodEndpoint.TokenUsage;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.users.UserCache;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The analytics that Open WebUI's page asks for, for administrators. */
public final class AnalyticsApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        var users = new UserCache(service.state());
        Stream<Endpoint> all = Stream.of(
                Models.endpoint(service, users),
                TokenUsage.endpoint(service),
                Summary.endpoint(service, users),
                Endpoint.of(UsersEndpoint.OPERATION, Users.NAME, new UsersEndpoint(service, users)::answer),
                Endpoint.of(SeriesEndpoint.OPERATION, Hours.NAME, new SeriesEndpoint(service)::answer));
        Stream<Endpoint> ofOne = ModelPath.ALL.stream()
                .flatMap(path -> Stream.of(ChatsEndpoint.of(service, path), OverviewEndpoint.of(service, path)));
        return Stream.concat(all, ofOne).toList();
    }

    /**
     * A form of the paths below {@code /v1/analytics/models/} in which a repository's {@link MixedName} stands: one
     * percent-encoded segment, as clients send it, or the raw segments that proxies make of it.
     */
    record ModelPath(String name, List<Parameter> parameters) {
        private static final String ROOT = "/v1/analytics/models/";
        private static final int FIRST_SEGMENT = 3;

        private static final Parameter ID = new Parameter(
                "model_id", Parameter.Place.PATH, "The name, percent-encoded as one segment.", Schema.text(3, 202));
        private static final Parameter KIND = new Parameter(
                "kind",
                Parameter.Place.PATH,
                "What a dataset or a space begins with.",
                Schema.enumOf(List.of("datasets", "spaces")));

        static final List<ModelPath> ALL = List.of(
                new ModelPath("{model_id}", List.of(ID)),
                new ModelPath("{namespace}/{name}", List.of(CommonSchemas.NAMESPACE, CommonSchemas.IN_NAMESPACE)),
                new ModelPath(
                        "{kind}/{namespace}/{name}",
                        List.of(KIND, CommonSchemas.NAMESPACE, CommonSchemas.IN_NAMESPACE)));

        Operation operation(String end, String summary) {
            return Operation.get(ROOT + name + end, summary).taking(() -> parameters);
        }

        Optional<RepoId> repository(Request request) {
            return MixedName.parse(IntStream.range(FIRST_SEGMENT, FIRST_SEGMENT + parameters.size())
                    .mapToObj(request::segment)
                    .collect(Collectors.joining("/")));
        }
    }
}
