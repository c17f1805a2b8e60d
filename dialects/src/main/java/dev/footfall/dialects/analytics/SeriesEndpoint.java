package dev.footfall.dialects.analytics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.PeriodQuery;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.LongStream;

record SeriesEndpoint(QueryService service, Groups groups) {
    private static final String HOURLY = "hourly";
    private static final int MOST_DAYS_BY_HOUR = 92;

    private static final QueryParameter<String> GRANULARITY = QueryParameter.word(
            "granularity",
            "The length of an entry; hourly needs both dates, at most 92 days apart.",
            "daily",
            List.of("daily", HOURLY));

    static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/daily", "The files of a period's repositories, day by day or hour by hour.")
                    .taking(TimeSpan.PARAMETERS, GRANULARITY),
            Response.json(
                    "Every day or hour of the period, ascending; with an open end, from the first to the last "
                            + "with files. Of more than 1,000 repositories, those with the most files.",
                    ListLimit.schema(Schema.object().and("data", Schema.list(SeriesTable.ENTRIES.schema())))
                            .named("AnalyticsDaily")));

    Reply answer(Request request) {
        Caller administrator = request.administrator();
        boolean isHourly = GRANULARITY.of(request.query()).equals(HOURLY);
        TimeSpan span = isHourly
                ? TimeSpan.of(request.query(), MOST_DAYS_BY_HOUR)
                        .closed("seconds since 1970 where granularity is hourly")
                : TimeSpan.of(request.query(), Period.MAX_DAYS);
        Optional<Set<String>> group = groups.members(request.query());
        Answer<SeriesTable> table = group.isPresent()
                ? PeriodEndpoint.usage(service, group.get(), span, administrator)
                        .map(usage ->
                                new SeriesTable(span, isHourly, usage.repositories()).with(usage.series(isHourly)))
                : service.state()
                        .askWhole(new PeriodQuery(span.hours(), administrator))
                        .then(all -> filled(
                                new SeriesTable(span, isHourly, all.value().all()), all.asOf()));
        return service.withGaps(span.hours().range(), service.reply(table, it -> AnswerRenderer.json(it::writeTo)));
    }

    private Answer<SeriesTable> filled(SeriesTable table, AsOf asOf) {
        List<Lineage> shown = table.shown.stream()
                .map(model -> service.repositories().lineage(model.repo()))
                .toList();
        if (shown.isEmpty()) return new Answer.Complete<>(table, asOf);
        return service.state()
                .askOfMany(shown, some -> new SeriesQuery(some, table.span.hours(), table.isHourly))
                .map(table::with);
    }

    /**
     * The files of repositories by day or by hour: an entry for each, whether there is something in it or not. The page
     * draws the first eight that it meets, so the first entry has the first eight, with zeros where there was nothing.
     */
    static final class SeriesTable {
        private record SeriesEntry(String date, Map<String, Long> models) {}

        static final Table<SeriesEntry> ENTRIES = Table.of(
                        new Column<>("date", Schema.text(10, 16), SeriesEntry::date),
                        new Column<>("models", Schema.mapOf(Schema.count()), SeriesEntry::models))
                .named("AnalyticsDay");

        private static final int MOST = 1_000;

        private static final int DRAWN = 8;

        private final TimeSpan span;
        private final boolean isHourly;
        private final List<RepositoryCounts> all;
        private final List<RepositoryCounts> shown;
        private final Map<Long, Map<String, Long>> files = new HashMap<>();

        SeriesTable(TimeSpan span, boolean isHourly, List<RepositoryCounts> counted) {
            this.span = span;
            this.isHourly = isHourly;
            this.all = PeriodEndpoint.withFiles(counted);
            this.shown = PeriodEndpoint.first(MOST, all, HourCounts::files);
        }

        SeriesTable with(List<RepositorySeries> found) {
            Map<RepoId, List<SeriesPoint>> points = new HashMap<>();
            for (RepositorySeries series : found) points.put(series.repo(), series.points());
            for (RepositoryCounts model : shown) {
                String id = model.repo().mixedName();
                for (SeriesPoint point : points.getOrDefault(model.repo(), List.of()))
                    files.computeIfAbsent(point.hour(), any -> new LinkedHashMap<>())
                            .put(id, point.files());
            }
            return this;
        }

        void writeTo(JsonGenerator json) throws IOException {
            ENTRIES.writeList(json, "data", span.isClosed() || !all.isEmpty() ? entries() : List.of());
            if (all.size() > MOST) json.writeBooleanField(ListLimit.TRUNCATED, true);
        }

        private List<SeriesEntry> entries() {
            HourSpan asked = span.hours();
            long first = start(span.start().isPresent() ? asked.first() : end(RepositoryCounts::first, Math::min));
            long last = start(span.end().isPresent() ? asked.last() : end(RepositoryCounts::last, Math::max));
            Map<String, Long> drawn = new LinkedHashMap<>();
            shown.stream().limit(DRAWN).forEach(model -> drawn.put(model.repo().mixedName(), 0L));
            drawn.putAll(files.getOrDefault(first, Map.of()));
            return LongStream.iterate(first, hour -> hour <= last, hour -> hour + (isHourly ? 1 : HourlyCounts.HOURS))
                    .mapToObj(hour ->
                            new SeriesEntry(label(hour), hour == first ? drawn : files.getOrDefault(hour, Map.of())))
                    .toList();
        }

        private long start(long hour) {
            return isHourly ? hour : HourSpan.hour(HourSpan.date(hour), 0);
        }

        private long end(Function<RepositoryCounts, LocalDate> day, BinaryOperator<Long> choice) {
            return all.stream()
                    .map(counts -> HourSpan.hour(day.apply(counts), 0))
                    .reduce(choice)
                    .orElseThrow();
        }

        private String label(long hour) {
            LocalDate date = HourSpan.date(hour);
            return isHourly
                    ? String.format(Locale.ROOT, "%s %02d:00", date, Math.floorMod(hour, HourlyCounts.HOURS))
                    : date.toString();
        }
    }
}
