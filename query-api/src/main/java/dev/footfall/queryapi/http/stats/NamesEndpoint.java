package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.http.stats.NameKind.Named;
import dev.footfall.queryapi.question.DailyRows.AllNames;
import dev.footfall.queryapi.question.NameDay;
import dev.footfall.queryapi.question.NamesQuery;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /{type}s/{namespace}/{name}/stats/files}, {@code revisions} and {@code countries}: downloads, files and bytes of a
 * repository's period by a name.
 */
record NamesEndpoint(QueryService service, NameKind kind) {
    private static final int MOST = 20_000;
    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", "The number of names listed; the rest is in other.", 500, 1, MOST);
    private static final QueryParameter<String> FORMAT = QueryParameter.word(
            "format",
            "The format of the answer.",
            "json",
            List.of("json", TableFormat.CSV.label(), TableFormat.NDJSON.label()));

    private static final int MOST_UNITS = 400;
    private static final QueryParameter<Optional<String>> INTERVAL = QueryParameter.word(
            Interval.NAME,
            "Adds the series of the listed names in these units, clipped to the period; CSV and NDJSON have only the "
                    + "series.",
            Interval.DAY.orLonger());

    private record NamedUnit(LocalDate date, Named named) {}

    static Endpoint of(QueryService service, NameKind kind) {
        Operation operation = Operation.get(
                "/{type}s/{namespace}/{name}/stats/" + kind.projection(), "A repository's " + kind.projection() + ".");
        Schema unit = Schema.object().and("date", Schema.date()).maybe("end", Schema.date());
        Schema schema = parts(kind)
                .schema()
                .and("period", Period.TABLE.schema())
                .maybe("series", Schema.list(parts(kind).addTo(unit)))
                .maybe("bounded", Schema.bool().with("description", "True if not all could be distinguished."))
                .named(Breakdown.capitalised(kind.projection()));
        return Endpoint.of(
                Responses.repository(
                        operation.taking(Breakdown.PERIOD, INTERVAL, kind.chosen(), kind.sort(), LIMIT, FORMAT),
                        Response.json(
                                        "The counts of the period, the last 30 days by default, by "
                                                + kind.label() + ". " + kind.adds()
                                                + "; in CSV and NDJSON `other` has no name.",
                                        schema)
                                .or(TableFormat.CSV.mediaType(), Schema.text())
                                .or(TableFormat.NDJSON.mediaType(), Schema.text())),
                kind.projection(),
                new NamesEndpoint(service, kind)::answer);
    }

    private Reply answer(Request request) {
        Period period = Breakdown.PERIOD.of(request.query(), service.today());
        Comparator<Named> order = kind.order(kind.sort().of(request.query()));
        String text = kind.chosen().of(request.query()).orElse("");
        Set<String> chosen = Stream.concat(Stream.of(text), Stream.of(text.split(",", -1))) // a name may have a comma
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        int limit = LIMIT.of(request.query());
        String format = FORMAT.of(request.query());
        Optional<Series> series = INTERVAL.of(request.query()).map(label -> series(label, period));
        List<LocalDate> begins = series.map(Series::dates).orElse(List.of(period.start()));
        Supplier<Reply> answer = () -> service.reply(
                request,
                seen -> service.ask(new NamesQuery(
                        seen.lineage(), begins, period.end(), kind.projection(), kind.fewest(request, service))),
                parts -> {
                    NamedCounts all = NamedCounts.sum(parts);
                    List<Named> listed = NameKind.rows(all).stream()
                            .filter(row -> !kind.isApart(row) && (chosen.isEmpty() || chosen.contains(row.name())))
                            .sorted(order)
                            .limit(limit)
                            .toList();
                    List<Unit> units = new ArrayList<>();
                    for (int i = 0; series.isPresent() && i < begins.size(); i++)
                        units.add(new Unit(begins.get(i), part(listed, parts.get(i))));
                    return format.equals("json")
                            ? json(part(listed, all), kind.isBounded(all), units, series, period)
                            : rows(
                                    part(listed, all),
                                    units,
                                    series,
                                    TableFormat.valueOf(format.toUpperCase(Locale.ROOT)));
                });
        // the names of each unit are held
        Reply reply = series.isPresent() ? request.with(service.shares().past(), answer) : answer.get();
        return service.withGaps(period, reply);
    }

    private static Series series(String interval, Period period) {
        var series = new Series(Interval.valueOf(interval.toUpperCase(Locale.ROOT)), ZoneOffset.UTC, period);
        if (series.dates().size() <= MOST_UNITS) return series;
        throw new BadParameter(Interval.NAME, interval, "longer, of at most " + MOST_UNITS + " units in the period");
    }

    private record ListedNames(List<Named> listed, List<Named> unknown, DailyCounts other, DailyCounts total) {
        List<Named> all() {
            return NameKind.withOther(
                    Stream.concat(listed.stream(), unknown.stream()).toList(), other);
        }
    }

    private record Unit(LocalDate date, ListedNames part) {}

    private ListedNames part(List<Named> listed, NamedCounts counts) {
        Map<String, DailyCounts> found = NameKind.names(counts);
        List<Named> own =
                listed.stream().flatMap(row -> named(row.name(), found)).toList();
        List<Named> unknown = kind.hasUnknown() ? named(NameKind.UNKNOWN, found).toList() : List.of();
        DailyCounts shown = sum(own).plus(sum(unknown));
        DailyCounts unlisted = NamedCounts.sum(found.values().stream()).plus(shown.negate());
        return new ListedNames(own, unknown, counts.other().plus(unlisted), counts.total());
    }

    private static Stream<Named> named(String name, Map<String, DailyCounts> found) {
        return Stream.ofNullable(found.get(name)).map(counts -> new Named(name, counts));
    }

    private Reply json(ListedNames all, boolean isBounded, List<Unit> units, Optional<Series> series, Period period) {
        return AnswerRenderer.json(json -> {
            parts(kind).writeFields(json, all);
            if (isBounded) json.writeBooleanField("bounded", true);
            if (series.isPresent())
                series.get()
                        .shown(
                                Table.<Unit>of(Column.date("date", Unit::date)),
                                unit -> Series.begin(unit.date(), ZoneOffset.UTC))
                        .and(parts(kind), Unit::part)
                        .writeList(json, "series", units);
            period.writeTo(json);
        });
    }

    /** The list and, beside it, the sums. */
    private static Table<ListedNames> parts(NameKind kind) {
        Table<DailyCounts> sums = kind.sums();
        Table<ListedNames> listed = Table.of(
                kind.table().named(Breakdown.capitalised(kind.by())).list(kind.projection(), ListedNames::listed));
        Table<ListedNames> apart =
                kind.hasUnknown() ? listed.and(sums.object(NameKind.UNKNOWN, part -> sum(part.unknown()))) : listed;
        return apart.and(sums.object("other", ListedNames::other), sums.object("total", ListedNames::total));
    }

    private Reply rows(ListedNames all, List<Unit> units, Optional<Series> series, TableFormat format) {
        if (series.isEmpty()) return Reply.of(200, format.mediaType(), format.bytes(kind.table(), all.all()));
        Table<NamedUnit> table = series.get().shown(dated(kind), unit -> Series.begin(unit.date(), ZoneOffset.UTC));
        List<NamedUnit> rows = units.stream()
                .flatMap(unit -> unit.part().all().stream().map(named -> new NamedUnit(unit.date(), named)))
                .toList();
        return Reply.of(200, format.mediaType(), format.bytes(table, rows));
    }

    private static DailyCounts sum(List<Named> named) {
        return NamedCounts.sum(named.stream().map(Named::counts));
    }

    private static Table<NamedUnit> dated(NameKind kind) {
        return Table.<NamedUnit>of(Column.date("date", NamedUnit::date)).and(kind.table(), NamedUnit::named);
    }

    static Reply daily(Request request, QueryService service, NameKind kind, ExportChoice choice) {
        Table<RepositoryRow<NamedUnit>> table = SeriesUnits.table(dated(kind));
        TableFormat format = choice.format();
        return new RowExport(service)
                .reply(
                        request,
                        new AllNames(
                                choice.range(choice.period()),
                                request.caller(),
                                kind.projection(),
                                kind.fewest(request, service)),
                        format.mediaType(),
                        (rows, out) -> write(rows, format.writer(table, out)));
    }

    private static void write(RowCursor<NameDay> rows, RowWriter<RepositoryRow<NamedUnit>> opened) throws IOException {
        try (RowWriter<RepositoryRow<NamedUnit>> writer = opened) {
            while (rows.hasNext()) {
                RepositoryRow<NameDay> row = rows.next();
                NamedCounts counts = row.day().counts();
                for (Named named : NameKind.withOther(NameKind.rows(counts), counts.other())) {
                    writer.write(new RepositoryRow<>(
                            row.repo(), new NamedUnit(row.day().date(), named)));
                }
            }
        }
    }
}
