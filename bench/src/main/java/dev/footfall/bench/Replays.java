package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.standalone.settings.Setting;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The replays of a log with one set of projections, all in one process. */
final class Replays implements AutoCloseable {
    private static final List<String> PER_ROUND = List.of(
            "cpu_micros_per_event",
            "wall_micros_per_event",
            "state_bytes_per_event",
            "changelog_bytes_per_event",
            "first_record_s");

    private final Projections projections;
    private final BenchOptions options;
    private final BenchCluster cluster;
    private final Oracle oracle;
    private final Child process;
    private final Measures measures = new Measures();
    private double coldPerSecond;
    private RowVerdict verdict = RowVerdict.NOTHING;

    Replays(Projections projections, BenchOptions options, BenchCluster cluster, Oracle oracle) {
        this.projections = projections;
        this.options = options;
        this.cluster = cluster;
        this.oracle = oracle;
        var settings = BenchSettings.with(cluster.settings(), Map.of(Setting.PROJECTIONS, projections.names()));
        List<String> jvm = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        options.heap().ifPresent(size -> jvm.add("-Xmx" + size)); // the last one holds
        this.process = Child.start(settings, jvm, "replay");
    }

    Projections projections() {
        return projections;
    }

    void warmUp() {
        double perSecond = count();
        if (coldPerSecond == 0) {
            coldPerSecond = perSecond;
            options.note("a new JVM counts %,.0f/s", perSecond);
        }
        PER_ROUND.forEach(name -> measures.get(name).clear());
    }

    double measure(double referencePerSecond) {
        double perSecond = count();
        measures.rates(referencePerSecond, perSecond);
        return perSecond;
    }

    private double count() {
        Path rows = cluster.file("rows");
        cluster.forgetState();
        JsonNode answer = process.ask(rows.toString());
        double records = answer.path("records").asDouble();
        measures.add("cpu_micros_per_event", answer.path("cpu_seconds").asDouble() * 1e6 / records);
        measures.add("wall_micros_per_event", answer.path("seconds").asDouble() * 1e6 / records);
        measures.add("first_record_s", answer.path("first_seconds").asDouble());
        measures.addPeaks(answer);
        measures.add("state_bytes_per_event", BenchDirectory.bytes(cluster.state()) / records);
        measures.add("changelog_bytes_per_event", TopicEnds.changelogBytes(cluster.configs()) / records);
        verdict = verdict.plus(RowCheck.compare(oracle, rows, true));
        return records / answer.path("seconds").asDouble();
    }

    boolean areRight() {
        return verdict.wrong() == 0;
    }

    /** The result, compared with the same projections of the first size and the first projections of the same size. */
    String line(Load load, Replays smallest, Replays first) {
        return new BenchLine("replay", load)
                .put("projections", projections.names())
                .rates(measures, "bare KafkaConsumer, the better of one and two threads")
                .verdict(verdict)
                .medians(measures, PER_ROUND.toArray(String[]::new))
                .put("cold_events_per_s", coldPerSecond)
                .peaks(measures)
                .set(
                        "rate_to_first_projections",
                        measures.product().over(first.measures.product()).json())
                .set("cost_ratio_to_first", costTo(smallest))
                .text();
    }

    private ObjectNode costTo(Replays other) {
        return new ObjectNode(JsonNodeFactory.instance)
                .put("cpu", ratioTo(other, "cpu_micros_per_event"))
                .put("wall", ratioTo(other, "wall_micros_per_event"));
    }

    private double ratioTo(Replays other, String name) {
        return Figures.rounded(
                measures.get(name).median() / other.measures.get(name).median());
    }

    @Override
    public void close() {
        process.close();
    }
}
