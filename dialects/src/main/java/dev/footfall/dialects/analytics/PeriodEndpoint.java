package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.PeriodQuery;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * All such views of one period are made of the same answers. {@code view} reads what else was asked for, and shows counts so;
 * {@code users} are empty if it shows none.
 */
record PeriodEndpoint(
        QueryService service,
        Function<QueryParameters, Function<PeriodCounts, Json.Fields>> view,
        Optional<UserCache> users,
        Groups groups) {
    private static final String LIST = "models";
    private static final String USERS = "unique_users";
    private static final String ALL_USERS = "total_users";

    private static final Column<RepositoryCounts> ID =
            Column.text("model_id", model -> model.repo().mixedName());
    private static final Table<RepositoryCounts> MODELS = Table.of(
            ID,
            Column.<RepositoryCounts>count("count", model -> model.counts().files()),
            Column.<RepositoryCounts>count(
                    "unique_chats", model -> model.counts().downloads()));
    private static final Operation OF_MODELS = Responses.administrators(
            Operation.get("/v1/analytics/models", "The repositories of a period, by number of files.")
                    .taking(TimeSpan.PARAMETERS, ListLimit.OF_MODELS),
            Response.json(
                    "By count, descending, then by model_id; unique_chats are the downloads that began in the period,"
                            + " unique_users the users with a file, where users are counted and the period has few "
                            + "enough of them to add up.",
                    ListLimit.schema(Schema.object()
                                    .and(
                                            LIST,
                                            Schema.list(MODELS.schema()
                                                    .maybe(USERS, Schema.count())
                                                    .named("AnalyticsModel"))))
                            .named("AnalyticsModels")));

    private static final Table<RepositoryCounts> TOKENS = Table.<RepositoryCounts>of(
                    ID,
                    Column.count("input_tokens", model -> 0L),
                    Column.count("output_tokens", model -> model.counts().bytes()),
                    Column.count("total_tokens", model -> model.counts().bytes()),
                    Column.count("message_count", model -> model.counts().files()))
            .named("AnalyticsTokens");
    private static final Table<HourCounts> ALL_TOKENS = Table.of(
            Column.count("total_input_tokens", sum -> 0L),
            Column.count("total_output_tokens", HourCounts::bytes),
            Column.count("total_tokens", HourCounts::bytes));
    private static final Operation OF_TOKENS = Responses.administrators(
            Operation.get("/v1/analytics/tokens", "The repositories of a period, by bytes sent.")
                    .taking(TimeSpan.PARAMETERS, ListLimit.OF_MODELS),
            Response.json(
                    "By total_tokens, descending, then by model_id. The totals include repositories beyond the limit.",
                    ListLimit.schema(ALL_TOKENS.addTo(Schema.object().and(LIST, Schema.list(TOKENS.schema()))))
                            .named("AnalyticsTokenUsage")));

    private static final Table<List<RepositoryCounts>> SUMMARY = Table.<List<RepositoryCounts>>of(
            Column.count("total_messages", all -> sum(all).files()),
            Column.count("total_chats", all -> sum(all).downloads()),
            Column.count("total_models", all -> (long) withFiles(all).size()));
    private static final Operation OF_SUMMARY = Responses.administrators(
            Operation.get("/v1/analytics/summary", "The numbers of a period.").taking(TimeSpan.PARAMETERS),
            Response.json(
                    "Files, downloads begun, repositories with a file, and users with a file, where users are counted "
                            + "and the period has few enough of them to add up.",
                    SUMMARY.schema().maybe(ALL_USERS, Schema.count()).named("AnalyticsSummary")));

    static List<Endpoint> all(QueryService service, UserCache kept, Groups groups) {
        var users = Optional.of(kept);
        return List.of(
                of(OF_MODELS, new PeriodEndpoint(service, PeriodEndpoint::models, users, groups)),
                of(OF_TOKENS, new PeriodEndpoint(service, PeriodEndpoint::tokens, Optional.empty(), groups)),
                of(OF_SUMMARY, new PeriodEndpoint(service, query -> PeriodEndpoint::summary, users, groups)));
    }

    private static Endpoint of(Operation operation, PeriodEndpoint view) {
        return Endpoint.of(operation, ProjectionNames.HOURS, view::answer);
    }

    private Reply answer(Request request) {
        Caller administrator = request.administrator();
        TimeSpan span = TimeSpan.of(request.query(), Period.MAX_DAYS);
        Function<PeriodCounts, Json.Fields> shown = view.apply(request.query());
        Optional<Set<String>> group = groups.members(request.query());
        Answer<PeriodCounts> counts = group.isPresent()
                ? usage(service, group.get(), span, administrator)
                        .map(usage -> PeriodCounts.of(usage.repositories(), usage.users()))
                : counts(span.hours(), administrator);
        Reply reply = service.reply(counts, all -> AnswerRenderer.json(shown.apply(all)));
        return service.withGaps(span.hours().range(), reply);
    }

    private Answer<PeriodCounts> counts(HourSpan hours, Caller caller) {
        Answer<List<RepositoryCounts>> counts =
                service.state().askWhole(new PeriodQuery(hours, caller)).map(PeriodQuery.Counts::all);
        boolean hasUsers = users.isPresent() && service.backend().projects(ProjectionNames.USERS);
        if (!hasUsers) return counts.map(all -> new PeriodCounts(all, Optional.empty()));
        return counts.then(
                all -> users.get().answer(hours.range(), caller).map(found -> PeriodCounts.of(all.value(), found)));
    }

    /** {@code users} are empty where they are not counted or not asked for, and where the period has too many. */
    private record PeriodCounts(List<RepositoryCounts> all, Optional<PeriodUsers> users) {
        PeriodCounts {
            all = List.copyOf(all);
        }

        static PeriodCounts of(List<RepositoryCounts> all, PeriodUsers users) {
            return new PeriodCounts(all, Optional.of(users).filter(it -> !it.isTooLong()));
        }
    }

    /** Those with the highest number, then by id. */
    static List<RepositoryCounts> first(int most, List<RepositoryCounts> all, ToLongFunction<HourCounts> number) {
        var first = new TopK<RepositoryCounts>(
                most,
                Comparator.<RepositoryCounts>comparingLong(counted -> -number.applyAsLong(counted.counts()))
                        .thenComparing(counted -> counted.repo().mixedName()));
        all.forEach(first::offer);
        return first.ranked();
    }

    static List<RepositoryCounts> withFiles(List<RepositoryCounts> all) {
        return all.stream().filter(RepositoryCounts::hasFiles).toList();
    }

    private static HourCounts sum(List<RepositoryCounts> all) {
        return all.stream().map(RepositoryCounts::counts).reduce(HourCounts.ZERO, HourCounts::plus);
    }

    private static Function<PeriodCounts, Json.Fields> models(QueryParameters query) {
        ListLimit limit = ListLimit.of(ListLimit.OF_MODELS, query);
        return counts -> {
            Table<RepositoryCounts> table =
                    counts.users().map(PeriodEndpoint::models).orElse(MODELS);
            List<RepositoryCounts> all = withFiles(counts.all());
            List<RepositoryCounts> first = first(limit.most(), all, HourCounts::files);
            return limit.fields(LIST, table, first, all.size());
        };
    }

    private static Table<RepositoryCounts> models(PeriodUsers users) {
        return MODELS.and(Column.count(USERS, model -> users.ofRepositories().getOrDefault(model.repo(), 0L)));
    }

    private static Function<PeriodCounts, Json.Fields> tokens(QueryParameters query) {
        ListLimit limit = ListLimit.of(ListLimit.OF_MODELS, query);
        return counts -> json -> {
            List<RepositoryCounts> first = first(limit.most(), counts.all(), HourCounts::bytes);
            limit.fields(LIST, TOKENS, first, counts.all().size()).writeTo(json);
            ALL_TOKENS.writeFields(json, sum(counts.all()));
        };
    }

    private static Json.Fields summary(PeriodCounts counts) {
        return json -> {
            SUMMARY.writeFields(json, counts.all());
            Optional<PeriodUsers> users = counts.users();
            if (users.isPresent()) json.writeNumberField(ALL_USERS, users.get().number());
        };
    }

    /** Throws {@code BadParameter} if users are not counted. */
    static Answer<GroupUsage> usage(QueryService service, Set<String> group, TimeSpan span, Caller caller) {
        if (!service.backend().projects(ProjectionNames.USERS))
            throw BadParameter.uncounted(Groups.NAME, "", ProjectionNames.USERS);
        return GroupUsage.ask(service.state(), group, span.hours(), caller).map(usage -> {
            if (!usage.isTooLong()) return usage;
            throw span.tooLong("a shorter period: the group has too many hours in it");
        });
    }
}
