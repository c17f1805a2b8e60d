package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.analytics.PeriodEndpoint.PeriodCounts;
import dev.footfall.queryapi.http.analytics.TimeSpan.ListLimit;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.PeriodQuery.RepositoryCounts;
import dev.footfall.queryapi.question.PeriodUsers;
import dev.footfall.queryapi.question.UserCache;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

final class Models {
    static final Column<Model> ID = Column.text("model_id", Model::id);

    private static final String LIST = "models";
    private static final String USERS = "unique_users";
    private static final Table<Model> TABLE = Table.of(
            ID,
            Column.<Model>count("count", model -> model.counts().files()),
            Column.<Model>count("unique_chats", model -> model.counts().downloads()));
    private static final Schema MODEL =
            TABLE.schema().maybe(USERS, Schema.count()).named("AnalyticsModel");

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/models", "The repositories of a period, by their files.")
                    .taking(TimeSpan.PARAMETERS, ListLimit.OF_MODELS),
            Response.of(
                    200,
                    "By count, descending, then by model_id; unique_chats are the downloads that began in the period,"
                            + " unique_users the users with a file: these where users are counted, of a period with few"
                            + " enough to be added up.",
                    Reply.JSON,
                    ListLimit.schema(Schema.object().and(LIST, Schema.list(MODEL)))
                            .named("AnalyticsModels")));

    private Models() {}

    static Endpoint endpoint(QueryService service, UserCache users, Groups groups) {
        return PeriodEndpoint.of(service, OPERATION, Models::view, Optional.of(users), groups);
    }

    private static Function<PeriodCounts, Json.Fields> view(QueryParameters query) {
        ListLimit limit = ListLimit.of(ListLimit.OF_MODELS, query);
        return counts -> {
            Table<Model> table = counts.users().map(Models::with).orElse(TABLE);
            List<Model> first = Model.first(limit.most(), counts.all(), HourlyCounts.Hour::files);
            return limit.fields(LIST, table, first, counts.all().size());
        };
    }

    private static Table<Model> with(PeriodUsers users) {
        return TABLE.and(Column.count(
                USERS,
                model -> users.ofRepositories().getOrDefault(model.counted().repo(), 0L)));
    }

    record Model(String id, RepositoryCounts counted) {
        HourlyCounts.Hour counts() {
            return counted.counts();
        }

        /** The first of them, those with the highest number before others, then by id. */
        static List<Model> first(int most, List<RepositoryCounts> all, ToLongFunction<HourlyCounts.Hour> number) {
            var first = new TopK<RepositoryCounts>(
                    most,
                    Comparator.<RepositoryCounts>comparingLong(counted -> -number.applyAsLong(counted.counts()))
                            .thenComparing(counted -> counted.repo().mixedName()));
            all.forEach(first::offer);
            return first.ranked().stream()
                    .map(counted -> new Model(counted.repo().mixedName(), counted))
                    .toList();
        }

        static HourlyCounts.Hour sum(List<RepositoryCounts> all) {
            return all.stream().map(RepositoryCounts::counts).reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
        }
    }
}
