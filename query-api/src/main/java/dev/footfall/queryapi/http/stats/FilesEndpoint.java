package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Files;
import dev.footfall.aggregator.session.FileCounts;
import dev.footfall.aggregator.session.FileCounts.FileCount;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryParameter.IntParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.RepositoryQuery.FilesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code GET /{type}s/{namespace}/{name}/stats/files}: the downloads of a repository's period by file. */
record FilesEndpoint(QueryService service) {
    private static final Table<FileCount> SUMS = Table.<FileCount>of(
                    Column.count("downloads", FileCount::downloads),
                    Column.count("requests", FileCount::requests),
                    Column.count("bytes", FileCount::bytes))
            .named("FileSums");

    static final Table<FileCount> FILES = Table.<FileCount>of(Column.text("path", FileCount::path))
            .and(SUMS, file -> file)
            .named("File");

    private static final Comparator<FileCount> BY_PATH = Comparator.comparing(FileCount::path);
    private static final Map<String, Comparator<FileCount>> ORDERS = Map.of(
            "downloads", most(Comparator.comparingLong(FileCount::downloads)),
            "requests", most(Comparator.comparingLong(FileCount::requests)),
            "bytes", most(Comparator.comparingLong(FileCount::bytes)));

    private static final EnumParameter SORT = new EnumParameter(
            "sort",
            "By which the files are sorted, the most first; then by path.",
            Optional.of("downloads"),
            List.of("downloads", "requests", "bytes", "path"));
    private static final IntParameter LIMIT =
            new IntParameter("limit", "How many files are listed; the rest are in other.", 500, 1, 20_000);
    static final EnumParameter FORMAT = new EnumParameter(
            "format",
            "How the answer is written.",
            Optional.of("json"),
            List.of("json", TableFormat.CSV.label(), TableFormat.NDJSON.label()));

    private static final Listing<FileCount> ANSWER = new Listing<>(Files.NAME, FILES);
    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/files", "A repository's files.")
                    .taking(Breakdown.PERIOD, SORT, LIMIT, FORMAT),
            ANSWER.described(
                            "The downloads of the period, the last 30 days when no other is asked for, by file. Downloads of a"
                                    + " file are those that had it; requests and bytes of files and `other` are the total's."
                                    + " In CSV and NDJSON `other` has no path.",
                            ANSWER.schema()
                                    .and("other", SUMS.schema())
                                    .and("total", SUMS.schema())
                                    .maybe(
                                            "bounded",
                                            Schema.bool()
                                                    .with("description", "True if a day had files beyond its bound."))
                                    .named("Files"))
                    .or(TableFormat.NDJSON.mediaType(), Schema.text()));

    private static Comparator<FileCount> most(Comparator<FileCount> order) {
        return order.reversed().thenComparing(BY_PATH);
    }

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Files.NAME, new FilesEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Period period = Breakdown.PERIOD.of(request.query(), service.today());
        Comparator<FileCount> order =
                ORDERS.getOrDefault(SORT.of(request.query()).orElseThrow(), BY_PATH);
        int limit = LIMIT.of(request.query());
        String format = FORMAT.of(request.query()).orElseThrow();
        return service.reply(
                request,
                seen -> service.ask(new FilesQuery(seen.lineage(), period.start(), period.end())),
                all -> reply(all.first(limit, order, false), period, format));
    }

    private static Reply reply(FileCounts counts, Period period, String format) {
        return reply(format, FILES, all(counts), json -> {
            FILES.writeList(json, ANSWER.field(), counts.files());
            json.writeFieldName("other");
            SUMS.write(json, counts.others());
            json.writeFieldName("total");
            SUMS.write(json, counts.total());
            if (counts.bounded()) json.writeBooleanField("bounded", true);
            period.writeTo(json);
        });
    }

    static <T> Reply reply(String format, Table<T> table, List<T> rows, Json.Fields json) {
        return Stream.of(TableFormat.values())
                .filter(known -> known.label().equals(format))
                .findFirst()
                .map(known -> Reply.of(200, known.mediaType(), known.bytes(table, rows)))
                .orElseGet(() -> AnswerRenderer.json(json));
    }

    static List<FileCount> all(FileCounts counts) {
        FileCount others = counts.others();
        if (others.requests() == 0) return counts.files();
        var all = new ArrayList<>(counts.files());
        all.add(others);
        return all;
    }
}
