package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.PagedList;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ClassesQuery;
import dev.footfall.queryapi.question.ClientsQuery;
import dev.footfall.queryapi.question.RepositoryQuery;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The downloads of a repository's period by something that each of them has one of, such as a client: their parameters,
 * their description and their reply.
 */
record Breakdown(Operation operation, PagedList list, Listing<Map.Entry<String, Long>> answer) {
    static final PeriodParameter PERIOD = PeriodParameter.of(30, Period.MAX_DAYS, Period.MAX_DAYS);

    private static final List<String> LABELS =
            Stream.of(ClientClass.values()).map(ClientClass::label).toList();

    static final Column<KindCounts<ClientClass>> CLASSES =
            counts(ProjectionNames.CLASSES, ClientClass.values(), ClientClass::label, KindCounts::downloads);

    /** Counts by label, without zeros: in CSV a column for each kind. */
    static <R, K> Column<R> counts(
            String name, K[] kinds, Function<K, String> label, Function<R, Map<K, Long>> counts) {
        return new Column<>(name, CommonSchemas.countsOf(kinds, label), row -> {
            var byLabel = new LinkedHashMap<String, Long>();
            for (K kind : kinds) {
                long number = counts.apply(row).getOrDefault(kind, 0L);
                if (number > 0) byLabel.put(label.apply(kind), number);
            }
            return byLabel;
        });
    }

    static Breakdown of(Operation operation, String meaning, String projection, Column<Map.Entry<String, Long>> label) {
        var answer = new Listing<>(
                projection,
                Table.of(label, Column.count("downloads", Map.Entry::getValue)).named(capitalised(label.name())));
        var list = PagedList.of(projection, ListPlace.of(-3, "tool"), "The number of " + projection + ".", 100, 100);
        Schema schema = PagedList.schema(answer.schema()).named(capitalised(projection));
        return new Breakdown(
                Responses.repository(
                        operation.taking(PERIOD, list, Listing.FORMAT, AnswerRenderer.PARTIAL),
                        PagedList.linked(answer.described(meaning, schema))),
                list,
                answer);
    }

    private <K extends Enum<K>> Endpoint endpoint(
            QueryService service,
            BiFunction<Lineage, Period, RepositoryQuery<KindCounts<K>>> question,
            Function<K, String> label) {
        return Endpoint.of(operation, answer.field(), request -> {
            AnswerRenderer.isPartialAllowed(request.query());
            boolean isCsv = Listing.isCsv(request.query());
            ListPart part = ListPart.of(list, request, service.today());
            Period period = PERIOD.of(request.query(), part.today());
            Reply reply = service.reply(request, seen -> service.ask(question.apply(seen.lineage(), period)), all -> {
                var rows = part.of(
                        Sums.mostFirst(all.downloads(), label).stream(),
                        row -> ListPlace.of(-row.getValue(), row.getKey()));
                return part.linked(answer.reply(rows, period, isCsv), rows);
            });
            return service.withGaps(period, reply);
        });
    }

    static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    static Endpoint clients(QueryService service) {
        return of(
                        Operation.get("/{type}s/{namespace}/{name}/stats/clients", "A repository's clients."),
                        "The downloads of the period, the last 30 days by default, by the software that requested "
                                + "their first file: most downloads first. `other` is on no list, `none` had no "
                                + "User-Agent.",
                        ProjectionNames.CLIENTS,
                        Column.text("client", Map.Entry::getKey))
                .endpoint(
                        service,
                        (repo, period) -> new ClientsQuery(repo, period.start(), period.end()),
                        ClientProduct::label);
    }

    static Endpoint classes(QueryService service) {
        return of(
                        Operation.get(
                                "/{type}s/{namespace}/{name}/stats/classes", "A repository's classes of clients."),
                        "The downloads of the period, the last 30 days by default, by the class that the rules assign "
                                + "to the client of their first file: most downloads first. Classes that the rules "
                                + "exclude have none.",
                        ProjectionNames.CLASSES,
                        new Column<>("class", Schema.enumOf(LABELS), Map.Entry::getKey))
                .endpoint(
                        service,
                        (repo, period) -> new ClassesQuery(repo, period.start(), period.end()),
                        ClientClass::label);
    }
}
