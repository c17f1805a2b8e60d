package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The hours of one user, added up by their repositories, days or hours.
 *
 * @param listing the rows
 * @param key the row that an hour is added to
 * @param always the rows of a period that are there even where nothing happened, in order
 */
record UserTable<K>(Listing<Row<K>> listing, Function<UserHour, K> key, Function<Period, Stream<K>> always) {
    /** The numbers that each row has. */
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

    /** A row, and what it is of. */
    record Row<K>(K key, Sum sum) {}

    /** Numbers of some hours. */
    record Sum(Long downloads, Long files, Long bytes) {
        static final Sum NOTHING = new Sum(0L, 0L, 0L);

        Sum plus(UserHour hour) {
            return new Sum(
                    downloads + hour.downloads(), files + hour.files(), DailyCounts.saturatedSum(bytes, hour.bytes()));
        }
    }

    private static Stream<LocalDate> days(Period period) {
        return period.start().datesUntil(period.end().plusDays(1));
    }

    /** The fields of the answer's JSON. */
    Json.Fields fields(List<UserHour> hours, Period period) {
        Sum total = hours.stream().reduce(Sum.NOTHING, Sum::plus, (one, other) -> one);
        return json -> {
            listing.table().writeList(json, listing.field(), rows(hours, period));
            json.writeFieldName("total");
            SUM.write(json, total);
            period.writeTo(json);
        };
    }

    /** The rows as CSV. */
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
