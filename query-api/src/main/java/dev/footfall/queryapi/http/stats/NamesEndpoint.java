package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
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
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
        Schema schema = PagedList.schema(parts(kind).schema())
                .and("period", Period.TABLE.schema())
                .maybe("series", Schema.list(parts(kind).addTo(unit)))
                .maybe("bounded", Schema.bool().with("description", "True if not all could be distinguished."))
                .named(Breakdown.capitalised(kind.projection()));
        return Endpoint.of(
                Responses.repository(
                        operation.taking(
                                Breakdown.PERIOD, INTERVAL, kind.chosen(), kind.sort(), kind.list("downloads"), FORMAT),
                        PagedList.linked(Response.json(
                                        "The counts of the period, the last 30 days by default, by "
                                                + kind.label() + ". " + kind.adds()
                                                + "; in CSV and NDJSON `other` has no name.",
                                        schema)
                                .or(TableFormat.CSV.mediaType(), Schema.text())
                                .or(TableFormat.NDJSON.mediaType(), Schema.text()))),
                kind.projection(),
                new NamesEndpoint(service, kind)::answer);
    }

    /** The question: {@code chosen} are empty for all names, {@code series} without an interval. */
    private record NameChoice(
            ListPart list, String sort, Period period, Set<String> chosen, Optional<Series> series, String format) {
        static NameChoice of(Request request, NameKind kind, QueryService service) {
            QueryParameters query = request.query();
            String sort = kind.sort().of(query);
            ListPart list = ListPart.of(kind.list(sort), request, service.today());
            Period period = Breakdown.PERIOD.of(query, list.today());
            String text = kind.chosen().of(query).orElse("");
            Set<String> chosen = Stream.concat(
                            Stream.of(text), Stream.of(text.split(",", -1))) // a name may have a comma
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            Optional<Series> series = INTERVAL.of(query).map(label -> seriesOf(label, period));
            return new NameChoice(list, sort, period, chosen, series, FORMAT.of(query));
        }

        List<LocalDate> begins() {
            return series.map(Series::dates).orElse(List.of(period.start()));
        }

        boolean isChosen(Named named) {
            return chosen.isEmpty() || chosen.contains(named.name());
        }
    }

    private Reply answer(Request request) {
        NameChoice choice = NameChoice.of(request, kind, service);
        Supplier<Reply> answer = () -> service.reply(
                request,
                seen -> service.ask(new NamesQuery(
                        seen.lineage(),
                        choice.begins(),
                        choice.period().end(),
                        kind.projection(),
                        kind.fewest(request, service))),
                parts -> reply(choice, parts));
        // the names of each unit are held
        Reply reply =
                choice.series().isPresent() ? request.with(service.shares().past(), answer) : answer.get();
        return service.withGaps(choice.period(), reply);
    }

    private Reply reply(NameChoice choice, List<NamedCounts> parts) {
        NamedCounts all = NamedCounts.sum(parts);
        ListedRows<Named> rows = choice.list()
                .of(
                        NameKind.rows(all).stream()
                                .filter(row -> !kind.isApart(row) && choice.isChosen(row))
                                .sorted(kind.order(choice.sort())),
                        row -> kind.place(row, choice.sort()));
        List<Unit> units = new ArrayList<>();
        List<LocalDate> begins = choice.begins();
        for (int i = 0; choice.series().isPresent() && i < begins.size(); i++)
            units.add(new Unit(begins.get(i), part(rows.rows(), parts.get(i))));
        ListedNames listed = part(rows.rows(), all);
        Reply reply = choice.format().equals("json")
                ? AnswerRenderer.json(json -> {
                    fields(listed, kind.isBounded(all), units, choice).writeTo(json);
                    rows.writeNext(json);
                })
                : rows(
                        listed,
                        units,
                        choice.series(),
                        TableFormat.valueOf(choice.format().toUpperCase(Locale.ROOT)));
        return choice.list().linked(reply, rows);
    }

    private static Series seriesOf(String interval, Period period) {
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

    private Json.Fields fields(ListedNames all, boolean isBounded, List<Unit> units, NameChoice choice) {
        return json -> {
            parts(kind).writeFields(json, all);
            if (isBounded) json.writeBooleanField("bounded", true);
            if (choice.series().isPresent())
                choice.series()
                        .get()
                        .shown(
                                Table.<Unit>of(Column.date("date", Unit::date)),
                                unit -> Series.begin(unit.date(), ZoneOffset.UTC))
                        .and(parts(kind), Unit::part)
                        .writeList(json, "series", units);
            choice.period().writeTo(json);
        };
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
