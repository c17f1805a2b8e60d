package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.queryapi.gaps.SourceTotals;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.NodeQuery;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code GET /v1/cluster}: the nodes that count, for administrators. It answers also while partitions do not: what is not known
 * is null, with the reason beside it.
 */
record ClusterEndpoint(States states, QueryService service) {
    private static final Table<SourceTotals> SOURCES = Table.of(
                    Column.text("source", SourceTotals::source),
                    Column.time("last", SourceTotals::last),
                    Column.count("events", SourceTotals::events))
            .named("ClusterSource");

    static final Operation OPERATION = Responses.restricted(Responses.service(
            Operation.get("/v1/cluster", "The nodes, and the partitions, states and sources that they count."),
            Response.json(
                    "What this node knows of the others, and what each told when it was asked. Unknown values are null.",
                    Schema.object()
                            .and("at", Schema.time())
                            .and("nodes", Schema.list(ClusterNode.TABLE.schema()))
                            .and("partitions", Schema.list(ClusterPartition.TABLE.schema()))
                            .and("states", Schema.list(StatesEndpoint.TABLE.schema()))
                            .maybe(
                                    "sources",
                                    Schema.list(SOURCES.schema())
                                            .with("description", "Missing while a partition does not answer."))
                            .named("Cluster"))));

    Reply answer(Request request) {
        var unused = request.administrator();
        StateReader reader = service.state();
        List<ClusterNode> nodes = reader.askEachNode(new NodeQuery()).stream()
                .map(ClusterNode::of)
                .toList();
        List<ClusterPartition> partitions = partitions(reader, nodes);
        List<StatesEndpoint.StateCounting> counted = StatesEndpoint.all(states);
        Optional<List<SourceTotals>> sources = service.gaps().sourcesSoon();
        return AnswerRenderer.json(json -> {
                    json.writeStringField("at", service.now().toString());
                    ClusterNode.TABLE.writeList(json, "nodes", nodes);
                    ClusterPartition.TABLE.writeList(json, "partitions", partitions);
                    StatesEndpoint.TABLE.writeList(json, "states", counted);
                    if (sources.isPresent()) SOURCES.writeList(json, "sources", sources.get());
                })
                .with("Cache-Control", "no-store");
    }

    private static List<ClusterPartition> partitions(StateReader reader, List<ClusterNode> nodes) {
        Map<Integer, LogPartition> log =
                reader.report().log().stream().collect(Collectors.toMap(LogPartition::partition, Function.identity()));
        return IntStream.range(0, reader.state().partitions())
                .mapToObj(partition -> ClusterPartition.of(
                        partition, reader.placement(partition), nodes, Optional.ofNullable(log.get(partition))))
                .toList();
    }
}
