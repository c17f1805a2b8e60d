package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.events.RepoId;
import dev.footfall.events.UserId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

record UserStatsEndpoint(QueryService service) {
    private static final int USER_SEGMENT = 2;
    private static final int MAX_DAYS = 366;
    private static final PeriodParameter PERIOD = PeriodParameter.of(30, MAX_DAYS, MAX_DAYS);
    private static final String BY_REPOSITORY = "repository";
    private static final QueryParameter<String> INTERVAL = Interval.DAY.orElse(Interval.HOUR);
    private static final QueryParameter<String> BY = QueryParameter.word(
            "by", "The rows that the numbers are summed by.", BY_REPOSITORY, List.of(BY_REPOSITORY, "day", "hour"));

    private static final PagedList LIST = PagedList.of(
            "repositories of a user", ListPlace.of("model/myorg/mymodel"), "The number of rows.", 10_000, 10_000);
    private static final PagedList BY_TIME = LIST.by("times of a user", ListPlace.of(0));

    private static final Schema SCHEMA = PagedList.schema(Schema.object())
            .maybe(
                    "repositories",
                    Schema.list(UserTable.OF_REPOSITORIES.listing().table().schema()))
            .maybe("days", Schema.list(UserTable.DAY))
            .maybe("hours", Schema.list(UserTable.HOUR))
            .and("total", UserTable.SUM.schema())
            .and("period", Period.TABLE.schema());

    static final Operation OPERATION = Responses.orNotFound(Responses.administrators(
            Operation.get("/v1/users/{user}/stats", "A user's downloads, visible to that user and administrators.")
                    .taking(
                            CommonSchemas.USER,
                            PERIOD,
                            BY,
                            INTERVAL,
                            Zones.PARAMETER,
                            LIST,
                            Listing.FORMAT,
                            AnswerRenderer.PARTIAL),
            PagedList.linked(Response.json(
                            "By repository, or every day, unit of interval or hour of the period, the last 30 days by "
                                    + "default; empty for an unknown user.",
                            CommonSchemas.maybePartial(SCHEMA).named("UserStats"))
                    .or(TableFormat.CSV.mediaType(), Schema.text()))));

    Reply answer(Request request) {
        String user = request.segment(USER_SEGMENT);
        Caller caller = request.userOrAdministrator(user);
        QueryParameters query = request.query();
        ZoneId zone = Zones.of(query);
        boolean isByRepository = BY.of(query).equals(BY_REPOSITORY);
        ListPart part = ListPart.of(isByRepository ? LIST : BY_TIME, request, LocalDate.ofInstant(service.now(), zone));
        Period period = PERIOD.of(query, part.today());
        var series = new Series(interval(query), zone, period);
        UserTable<?> table = isByRepository ? UserTable.OF_REPOSITORIES : UserTable.of(series);
        AnswerRenderer.isPartialAllowed(query);
        Listing.isCsv(query);
        if (!UserId.isName(user)) return Problem.notFound();

        var hours = new UserHoursQuery(user, series.hours(), caller);
        Answer<UserHours> found = service.ask(hours).map(all -> few(all, period));
        return Series.withGaps(service, List.of(series), reply(table, part, found, period));
    }

    private <R> Reply reply(UserTable<R> table, ListPart part, Answer<UserHours> found, Period period) {
        QueryParameters query = part.request().query();
        Answer<UserPart<R>> answer = found.map(hours -> table.part(hours.rows(), part));
        Reply reply = Listing.isCsv(query)
                ? service.reply(answer, few -> table.listing().csv(few.rows().rows()))
                : service.answers()
                        .reply(answer, AnswerRenderer.isPartialAllowed(query), few -> table.fields(few, period));
        return part.linked(reply, answer.map(UserPart::rows));
    }

    /** The interval, which {@code by=hour} names too. */
    private static Interval interval(QueryParameters query) {
        if (!BY.of(query).equals("hour")) return Interval.of(INTERVAL, query);
        if (query.has(INTERVAL.name()))
            throw new BadParameter(INTERVAL.name(), query.text(INTERVAL.name()).orElse(""), "not allowed with by=hour");
        return Interval.HOUR;
    }

    private static UserHours few(UserHours hours, Period period) {
        if (!hours.isTooMany()) return hours;
        String allowed =
                String.format(Locale.ROOT, "a shorter period, with at most %,d hours of repositories", UserHours.MOST);
        throw new BadParameter("from", period.start().toString(), allowed);
    }

    /** {@code total}: of all rows. */
    private record UserPart<R>(ListedRows<R> rows, HourCounts total) {}

    /** By repository, day or hour; {@code rows}: in order, those of times even where nothing happened. */
    record UserTable<R>(Listing<R> listing, Function<List<UserHour>, List<R>> rows, Function<R, ListPlace> place) {
        static final Table<HourCounts> SUM = RecentSeries.COUNTS.named("UserSum");
        static final UserTable<Map.Entry<RepoId, HourCounts>> OF_REPOSITORIES = new UserTable<>(
                new Listing<>(
                        "repositories",
                        Table.<Map.Entry<RepoId, HourCounts>>of(
                                        CommonSchemas.id(Map.Entry::getKey), CommonSchemas.type(Map.Entry::getKey))
                                .and(SUM, Map.Entry::getValue)
                                .named("UserRepository")),
                UserTable::byRepository,
                row -> ListPlace.of(row.getKey().key()));
        static final Schema DAY = SUM.addTo(Schema.object().and("date", Schema.date()))
                .maybe("end", Schema.date())
                .named("UserDay");
        static final Schema HOUR =
                SUM.addTo(Schema.object().and("hour", Schema.time())).named("UserHour");

        static UserTable<RepositoryHour> of(Series series) {
            boolean isOfHours = series.interval() == Interval.HOUR;
            Table<RepositoryHour> table = isOfHours
                    ? HourlyEndpoint.in(series)
                    : series.shown(RecentSeries.ofHours(series), RepositoryHour::begin);
            return new UserTable<>(
                    new Listing<>(isOfHours ? "hours" : "days", table),
                    hours -> series.sums(
                            hours.stream()
                                    .map(hour -> new RepositoryHour(hour.begin(), hour.counts()))
                                    .toList(),
                            RecentSeries.HOURS),
                    row -> ListPlace.of(row.begin().toEpochMilli()));
        }

        private static List<Map.Entry<RepoId, HourCounts>> byRepository(List<UserHour> hours) {
            Map<RepoId, HourCounts> sums = new LinkedHashMap<>();
            for (UserHour hour : hours) sums.merge(hour.repo(), hour.counts(), HourCounts::plus);
            return List.copyOf(sums.entrySet());
        }

        UserPart<R> part(List<UserHour> hours, ListPart part) {
            HourCounts total = hours.stream().map(UserHour::counts).reduce(HourCounts.ZERO, HourCounts::plus);
            return new UserPart<>(part.of(rows.apply(hours).stream(), place), total);
        }

        Json.Fields fields(UserPart<R> part, Period period) {
            return json -> {
                listing.table().writeList(json, listing.field(), part.rows().rows());
                json.writeFieldName("total");
                SUM.write(json, part.total());
                period.writeTo(json);
                part.rows().writeNext(json);
            };
        }
    }
}
