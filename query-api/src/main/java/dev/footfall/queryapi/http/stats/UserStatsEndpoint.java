package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Users;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserHours.UserHour;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code GET /users/{user}/stats}: a user's downloads, for that user and administrators, of what the caller may see. */
record UserStatsEndpoint(QueryService service) {
    private static final int USER_SEGMENT = 1;
    private static final int MAX_DAYS = 366;
    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MAX_DAYS).orDays(30, MAX_DAYS);
    private static final String BY_REPOSITORY = "repository";
    private static final Map<String, UserTable<?>> TABLES =
            Map.of(BY_REPOSITORY, UserTable.OF_REPOSITORIES, "day", UserTable.OF_DAYS, "hour", UserTable.OF_HOURS);
    private static final EnumParameter BY = new EnumParameter(
            "by",
            "The rows that the numbers are added up in.",
            Optional.of(BY_REPOSITORY),
            List.of(BY_REPOSITORY, "day", "hour"));

    private static final Schema SCHEMA = Schema.object()
            .maybe("repositories", list(UserTable.OF_REPOSITORIES))
            .maybe("days", list(UserTable.OF_DAYS))
            .maybe("hours", list(UserTable.OF_HOURS))
            .and("total", UserTable.SUM.schema())
            .and("period", Period.TABLE.schema());

    private static final Operation OPERATION = Responses.orNotFound(Responses.administrators(
            Operation.get("/users/{user}/stats", "A user's downloads, for that user and administrators.")
                    .taking(CommonSchemas.USER)
                    .taking(PERIOD.described())
                    .taking(BY.described(), Listing.FORMAT.described(), AnswerRenderer.PARTIAL.described()),
            Response.of(
                            200,
                            "By repository, or every day or hour of the period, the last 30 days when no others are"
                                    + " asked for; empty for an unknown user.",
                            Reply.JSON,
                            CommonSchemas.maybePartial(SCHEMA).named("UserStats"))
                    .or(TableFormat.CSV.mediaType(), Schema.text())));

    private static Schema list(UserTable<?> table) {
        return Schema.list(table.listing().table().schema());
    }

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Users.NAME, new UserStatsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        String user = request.segment(USER_SEGMENT);
        Caller caller = request.userOrAdministrator(user);
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        boolean isCsv = Listing.isCsv(query);
        UserTable<?> table = Objects.requireNonNull(TABLES.get(BY.of(query).orElse(BY_REPOSITORY)));
        Period period = PERIOD.of(query, service.today());
        if (!VisitorId.isName(user)) return Problem.notFound();

        var hours = new UserHoursQuery(user, HourRange.ofDays(period.start(), period.end()), caller);
        Answer<UserHours> found = service.state().ask(hours).map(all -> few(all, period));
        return isCsv
                ? service.answers().reply(found, few -> Optional.of(table.csv(few.rows(), period)))
                : service.answers().reply(found, partialAllowed, few -> table.fields(few.rows(), period));
    }

    private static UserHours few(UserHours hours, Period period) {
        if (!hours.isTooMany()) return hours;
        String allowed = String.format(
                Locale.ROOT, "a shorter period, with at most %,d hours of repositories in it", UserHours.MOST);
        throw new BadParameter("from", period.start().toString(), allowed);
    }

    /**
     * The hours of one user, added up by their repositories, days or hours.
     *
     * @param key the row that an hour is added to
     * @param always the rows of a period that are there even where nothing happened, in order
     */
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

        static final UserTable<LocalDate> OF_DAYS = new UserTable<>(
                new Listing<>(
                        "days",
                        Table.<Row<LocalDate>>of(Column.date("date", Row::key))
                                .and(SUM, Row::sum)
                                .named("UserDay")),
                hour -> LocalDate.ofInstant(hour.begin(), ZoneOffset.UTC),
                UserTable::days);

        static final UserTable<Instant> OF_HOURS = new UserTable<>(
                new Listing<>(
                        "hours",
                        Table.<Row<Instant>>of(Column.time("hour", Row::key))
                                .and(SUM, Row::sum)
                                .named("UserHour")),
                UserHour::begin,
                period -> days(period)
                        .map(date -> date.atStartOfDay().toInstant(ZoneOffset.UTC))
                        .flatMap(begin -> Stream.iterate(begin, hour -> hour.plus(Duration.ofHours(1)))
                                .limit(24)));

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

        private static Stream<LocalDate> days(Period period) {
            return period.start().datesUntil(period.end().plusDays(1));
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
