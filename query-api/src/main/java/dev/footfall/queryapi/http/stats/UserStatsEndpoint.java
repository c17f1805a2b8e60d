package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserHours.UserHour;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code GET /users/{user}/stats}: a user's downloads, for that user and administrators, of what the caller may see. */
record UserStatsEndpoint(QueryService service) {
    private static final int USER_SEGMENT = 1;
    private static final int MAX_DAYS = 366;
    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MAX_DAYS).orDays(30, MAX_DAYS);
    private static final String BY_REPOSITORY = "repository";
    private static final EnumParameter INTERVAL = Interval.DAY.orElse(Interval.HOUR);
    private static final EnumParameter BY = new EnumParameter(
            "by",
            "The rows that the numbers are added up in.",
            Optional.of(BY_REPOSITORY),
            List.of(BY_REPOSITORY, "day", "hour"));

    private static final Schema SCHEMA = Schema.object()
            .maybe(
                    "repositories",
                    Schema.list(UserTable.OF_REPOSITORIES.listing().table().schema()))
            .maybe("days", Schema.list(UserTable.DAY))
            .maybe("hours", Schema.list(UserTable.HOUR))
            .and("total", UserTable.SUM.schema())
            .and("period", Period.TABLE.schema());

    static final Operation OPERATION = Responses.orNotFound(Responses.administrators(
            Operation.get("/users/{user}/stats", "A user's downloads, for that user and administrators.")
                    .taking(
                            CommonSchemas.USER,
                            PERIOD,
                            BY,
                            INTERVAL,
                            Zones.PARAMETER,
                            Listing.FORMAT,
                            AnswerRenderer.PARTIAL),
            Response.json(
                            "By repository, or every day, unit of interval or hour of the period, the last 30 days when no others are"
                                    + " asked for; empty for an unknown user.",
                            CommonSchemas.maybePartial(SCHEMA).named("UserStats"))
                    .or(TableFormat.CSV.mediaType(), Schema.text())));

    Reply answer(Request request) {
        String user = request.segment(USER_SEGMENT);
        Caller caller = request.userOrAdministrator(user);
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        boolean isCsv = Listing.isCsv(query);
        ZoneId zone = Zones.of(query);
        Period period = PERIOD.of(query, LocalDate.ofInstant(service.now(), zone));
        var series = new Series(interval(query), zone, period);
        UserTable<?> table = BY.of(query).filter(BY_REPOSITORY::equals).isPresent()
                ? UserTable.OF_REPOSITORIES
                : UserTable.of(series);
        if (!VisitorId.isName(user)) return Problem.notFound();

        var hours = new UserHoursQuery(user, series.hours(), caller);
        Answer<UserHours> found = service.ask(hours).map(all -> few(all, period));
        return isCsv
                ? service.reply(found, few -> table.csv(few.rows(), period))
                : service.answers().reply(found, partialAllowed, few -> table.fields(few.rows(), period));
    }

    /** The interval, which {@code by=hour} names too. */
    private static Interval interval(QueryParameters query) {
        if (BY.of(query).filter("hour"::equals).isEmpty()) return Interval.of(INTERVAL, query);
        if (query.has(INTERVAL.name()))
            throw new BadParameter(INTERVAL.name(), query.text(INTERVAL.name()).orElse(""), "nothing by hour");
        return Interval.HOUR;
    }

    private static UserHours few(UserHours hours, Period period) {
        if (!hours.isTooMany()) return hours;
        String allowed = String.format(
                Locale.ROOT, "a shorter period, with at most %,d hours of repositories in it", UserHours.MOST);
        throw new BadParameter("from", period.start().toString(), allowed);
    }

    /** By repository, day or hour. {@code always}: rows of a period, in order, even where nothing happened. */
    record UserTable<K>(Listing<Row<K>> listing, Function<UserHour, K> key, Function<Period, Stream<K>> always) {
        static final Table<Sum> SUM = Table.<Sum>of(
                        Column.count("downloads", Sum::downloads),
                        Column.count("files", Sum::files),
                        Column.count("bytes", Sum::bytes))
                .named("UserSum");

        static final UserTable<RepoId> OF_REPOSITORIES = new UserTable<>(
                new Listing<>(
                        "repositories",
                        Table.<Row<RepoId>>of(CommonSchemas.id(Row::key), CommonSchemas.type(Row::key))
                                .and(SUM, Row::sum)
                                .named("UserRepository")),
                UserHour::repo,
                period -> Stream.empty());

        static final Schema DAY = SUM.addTo(Schema.object().and("date", Schema.date()))
                .maybe("end", Schema.date())
                .named("UserDay");
        static final Schema HOUR =
                SUM.addTo(Schema.object().and("hour", Schema.time())).named("UserHour");

        static UserTable<Instant> of(Series series) {
            boolean isOfHours = series.interval() == Interval.HOUR;
            Column<Row<Instant>> time = isOfHours
                    ? new Column<>("hour", Schema.time(), row -> series.local(row.key()))
                    : Column.date("date", row -> series.date(row.key()));
            Table<Row<Instant>> rows = Table.<Row<Instant>>of(time).and(SUM, Row::sum);
            Table<Row<Instant>> table = isOfHours ? rows : series.shown(rows, Row::key);
            return new UserTable<>(
                    new Listing<>(isOfHours ? "hours" : "days", table),
                    hour -> series.unit(hour.begin()),
                    any -> series.begins());
        }

        record Row<K>(K key, Sum sum) {}

        record Sum(Long downloads, Long files, Long bytes) {
            static final Sum NOTHING = new Sum(0L, 0L, 0L);

            Sum plus(UserHour hour) {
                return new Sum(
                        downloads + hour.downloads(),
                        files + hour.files(),
                        DailyCounts.saturatedSum(bytes, hour.bytes()));
            }
        }

        Json.Fields fields(List<UserHour> hours, Period period) {
            Sum total = hours.stream().reduce(Sum.NOTHING, Sum::plus, (one, other) -> one);
            return json -> {
                listing.table().writeList(json, listing.field(), rows(hours, period));
                json.writeFieldName("total");
                SUM.write(json, total);
                period.writeTo(json);
            };
        }

        Reply csv(List<UserHour> hours, Period period) {
            return listing.csv(rows(hours, period));
        }

        private List<Row<K>> rows(List<UserHour> hours, Period period) {
            Map<K, Sum> sums = new LinkedHashMap<>();
            always.apply(period).forEach(row -> sums.put(row, Sum.NOTHING));
            for (UserHour hour : hours) {
                K row = key.apply(hour);
                sums.put(row, sums.getOrDefault(row, Sum.NOTHING).plus(hour));
            }
            return sums.entrySet().stream()
                    .map(entry -> new Row<>(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
