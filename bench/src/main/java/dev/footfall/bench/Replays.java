package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.Projections;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The countings of a log with one set of projections, all in one process, with what each took and came to. */
final class Replays implements AutoCloseable {
    private final Projections projections;
    private final BenchOptions options;
    private final Rounds rounds = new Rounds();
    private final Figures cpuMicros = new Figures();
    private final Figures wallMicros = new Figures();
    private final Figures firstSeconds = new Figures();
    private final Figures stateBytes = new Figures();
    private final Figures changelogBytes = new Figures();
    private final Figures peakHeapMib = new Figures();
    private final Figures peakResidentMib = new Figures();
    private final Map<Projected.Kind, Verdict> projected = new EnumMap<>(Projected.Kind.class);
    private Optional<Counting> counting = Optional.empty();
    private double coldPerSecond;
    private Verdict verdict = Verdict.NOTHING;

    Replays(Projections projections, BenchOptions options) {
        this.projections = projections;
        this.options = options;
    }

    /** A process that counts, what it counts, and what must come of it. */
    private record Counting(Child process, BenchCluster cluster, Oracle oracle) {
        Path rows() {
            return cluster.file("rows");
        }

        Path projected() {
            return cluster.file("projected");
        }
    }

    /** Starts the process; the log has to be there. */
    void start(BenchCluster cluster, Oracle oracle) {
        var settings = BenchSettings.with(cluster.settings(), Map.of(Setting.PROJECTIONS, projections.names()));
        counting = Optional.of(new Counting(Child.start(settings, options.heap(), "replay"), cluster, oracle));
    }

    Projections projections() {
        return projections;
    }

    /** Counts once; the figures are forgotten but for the rate of the first time. */
    void warmUp() {
        double perSecond = count(counting.orElseThrow());
        if (coldPerSecond == 0) {
            coldPerSecond = perSecond;
            options.notes().accept(String.format(Locale.ROOT, "a new JVM counts %,.0f/s", perSecond));
        }
        List.of(cpuMicros, wallMicros, firstSeconds, stateBytes, changelogBytes).forEach(Figures::clear);
    }

    /** Counts once, beside a reference of that rate; returns its own rate. */
    double measure(double referencePerSecond) {
        double perSecond = count(counting.orElseThrow());
        rounds.add(referencePerSecond, perSecond);
        return perSecond;
    }

    private double count(Counting log) {
        log.cluster().forgetState();
        JsonNode answer = log.process().ask(log.rows() + "\t" + log.projected());
        double records = answer.path("records").asDouble();
        cpuMicros.add(answer.path("cpu_seconds").asDouble() * 1e6 / records);
        wallMicros.add(answer.path("seconds").asDouble() * 1e6 / records);
        firstSeconds.add(answer.path("first_seconds").asDouble());
        peakHeapMib.add(answer.path("peak_heap_mib").asDouble());
        peakResidentMib.add(answer.path("peak_rss_mib").asDouble());
        stateBytes.add(BenchDirectory.bytes(log.cluster().state()) / records);
        changelogBytes.add(TopicEnds.Changelogs.bytes(log.cluster().configs()) / records);
        check(log);
        return records / answer.path("seconds").asDouble();
    }

    private void check(Counting log) {
        verdict = verdict.plus(RowFile.compare(log.oracle(), log.rows(), true));
        new ProjectedCheck(log.oracle(), projections)
                .compare(log.projected())
                .forEach((kind, found) -> projected.merge(kind, found, Verdict::plus));
    }

    /** True if every row and every value of a projection was right each time. */
    boolean areRight() {
        return verdict.wrong() == 0 && wrongValues() == 0;
    }

    private long wrongValues() {
        return projected.values().stream().mapToLong(Verdict::wrong).sum();
    }

    /**
     * The result.
     *
     * @param smallest the same projections with the first size
     * @param first the first projections with the same size
     */
    String line(Load load, Replays smallest, Replays first) {
        BenchLine line = new BenchLine("replay", load)
                .put("projections", projections.names())
                .rates(rounds, "bare KafkaConsumer, the better of one and two threads")
                .verdict(verdict)
                .put("wrong_projected", wrongValues())
                .set("projected", values())
                .put("cpu_micros_per_event", cpuMicros.median())
                .put("wall_micros_per_event", wallMicros.median())
                .put("state_bytes_per_event", stateBytes.median())
                .put("changelog_bytes_per_event", changelogBytes.median())
                .put("cold_events_per_s", coldPerSecond)
                .put("first_record_s", firstSeconds.median())
                .put("peak_heap_mib", peakHeapMib.largest())
                .put("peak_rss_mib", peakResidentMib.largest());
        projected.values().stream()
                .filter(found -> found.wrong() > 0)
                .findFirst()
                .ifPresent(found -> line.put("first_wrong_projected", found.firstWrong()));
        line.set(
                "rate_to_first_projections",
                rounds.product().over(first.rounds.product()).json());
        return line.set("cost_ratio_to_first", costTo(smallest)).text();
    }

    private ObjectNode values() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        projected.forEach((kind, found) -> json.put(kind.toString(), found.rows()));
        return json;
    }

    private ObjectNode costTo(Replays other) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cpu", Figures.rounded(cpuMicros.median() / other.cpuMicros.median()))
                .put("wall", Figures.rounded(wallMicros.median() / other.wallMicros.median()));
    }

    @Override
    public void close() {
        counting.map(Counting::process).ifPresent(Child::close);
        counting = Optional.empty();
    }
}
