package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.UserSum;
import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The analytics that Open WebUI's page asks for, for administrators. */
public final class AnalyticsApi implements Api {
    private final Groups groups;

    /** {@code groups}: the file of groups of users ({@code analytics.groups}). Fails if it cannot be read; the message names it. */
    public AnalyticsApi(Optional<Path> groups) {
        this.groups = new Groups(groups);
    }

    @Override
    public List<Class<? extends PartitionQuery<?>>> questions() {
        return List.of(SeriesQuery.class, ChatsQuery.class, UserPageQuery.class);
    }

    @Override
    public String words() {
        return Unchecked.text(AnalyticsApi.class, "words.json");
    }

    @Override
    public boolean ignoresUnknown() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        var users = new UserCache(service.state());
        List<Endpoint> all = new ArrayList<>(PeriodEndpoint.all(service, users, groups));
        all.add(Endpoint.of(
                UsersEndpoint.OPERATION, ProjectionNames.USERS, new UsersEndpoint(service, users, groups)::answer));
        all.add(Endpoint.of(
                SeriesEndpoint.OPERATION, ProjectionNames.HOURS, new SeriesEndpoint(service, groups)::answer));
        for (ModelPath path : ModelPath.ALL) {
            all.add(ChatsEndpoint.of(service, path, groups));
            all.add(OverviewEndpoint.of(service, path));
        }
        return all;
    }

    record UsersEndpoint(QueryService service, UserCache kept, Groups groups) {
        private static final QueryParameter<Integer> LIMIT =
                QueryParameter.integer("limit", "The number of users.", 50, 1, PeriodUsers.MOST_FIRST);

        private static final Table<UserSum> TABLE = Table.<UserSum>of(
                        Column.text("user_id", UserSum::user),
                        Column.text("name", UserSum::user),
                        new Column<>("email", Schema.text().orNull(), user -> Optional.empty()),
                        Column.count("count", UserSum::files),
                        Column.count("input_tokens", user -> 0L),
                        Column.count("output_tokens", UserSum::bytes),
                        Column.count("total_tokens", UserSum::bytes))
                .named("AnalyticsUser");

        static final Operation OPERATION = Responses.administrators(
                Operation.get("/v1/analytics/users", "The signed-in users of a period, by number of files.")
                        .taking(TimeSpan.PARAMETERS, LIMIT),
                Response.json(
                        "By count, descending, then by user_id. Anonymous visitors and erased users are omitted. A "
                                + "period with too many days of users and repositories is refused, naming start_date.",
                        ListLimit.schema(Schema.object().and("users", Schema.list(TABLE.schema())))
                                .named("AnalyticsUsers")));

        Reply answer(Request request) {
            Caller administrator = request.administrator();
            TimeSpan span = TimeSpan.of(request.query(), Period.MAX_DAYS);
            ListLimit limit = ListLimit.of(LIMIT, request.query());
            Optional<Set<String>> group = groups.members(request.query());
            Answer<PeriodUsers> answer = group.isPresent()
                    ? PeriodEndpoint.usage(service, group.get(), span, administrator)
                            .map(GroupUsage::users)
                    : kept.answer(span.hours().range(), administrator);
            return service.withGaps(
                    span.hours().range(),
                    service.reply(answer, users -> AnswerRenderer.json(fields(few(users, span), limit))));
        }

        private static PeriodUsers few(PeriodUsers users, TimeSpan span) {
            if (!users.isTooLong()) return users;
            String allowed = String.format(
                    Locale.ROOT,
                    "a shorter period, with at most %,d days of users and repositories",
                    PeriodUsers.MOST_USER_DAYS);
            throw span.tooLong(allowed);
        }

        private Json.Fields fields(PeriodUsers users, ListLimit limit) {
            List<UserSum> first = named(users);
            return limit.fields("users", TABLE, first.subList(0, Math.min(limit.most(), first.size())), users.number());
        }

        private List<UserSum> named(PeriodUsers users) {
            Map<String, UserSum> byName = new HashMap<>();
            for (UserSum user : users.first()) {
                Optional<String> name = service.state().users().name(user.user());
                name.ifPresent(known -> byName.merge(known, user.of(known), UserSum::plus));
            }
            return byName.values().stream().sorted().toList();
        }
    }
}
