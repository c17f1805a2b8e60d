package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.aggregator.rollup.ClassCounts;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.ClassesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code GET /{type}s/{namespace}/{name}/stats/classes}: the classes of the clients by which a period's downloads began. */
record ClassesEndpoint(QueryService service) {
    private static final List<String> LABELS =
            Stream.of(ClientClass.values()).map(ClientClass::label).toList();

    private static final Breakdown CLASSES = Breakdown.of(
            Operation.get("/{type}s/{namespace}/{name}/stats/classes", "A repository's classes of clients."),
            "The downloads of the period, the last 30 days when no other is asked for, by the class that the rules give the"
                    + " client of their first file: most downloads first. Classes that the rules exclude have none.",
            "classes",
            new Column<>("class", Schema.enumOf(LABELS), Breakdown.Row::label));

    /** A column of such counts, of those that are not 0: in CSV one for each class. */
    static final Column<ClassCounts> COLUMN = new Column<>(Classes.NAME, counts(), ClassesEndpoint::byLabel);

    private static Schema counts() {
        Schema counts = Schema.object();
        for (String label : LABELS) counts = counts.maybe(label, Schema.count().with("minimum", 1));
        return counts;
    }

    private static Map<String, Long> byLabel(ClassCounts counts) {
        var byLabel = new LinkedHashMap<String, Long>();
        counts.downloads().forEach((type, downloads) -> byLabel.put(type.label(), downloads));
        return byLabel;
    }

    static Endpoint of(QueryService service) {
        return Endpoint.of(CLASSES.operation(), Classes.NAME, new ClassesEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        return CLASSES.reply(
                request,
                service,
                (repo, period) -> new ClassesQuery(repo, period.start(), period.end()),
                counts -> counts.downloads().entrySet().stream()
                        .map(of -> new Breakdown.Row(of.getKey().label(), of.getValue())));
    }
}
