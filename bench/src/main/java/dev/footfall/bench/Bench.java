package dev.footfall.bench;

import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** The benchmarks: each measures the product beside a reference in the same run. */
@SuppressWarnings("ImmutableEnumChecker") // references to static methods
public enum Bench {
    /** Counts a log from its start; beside bare consumers. */
    REPLAY(ReplayBench::run),
    /** Runs {@code footfall rebuild} in a new process; beside DuckDB's recount of the same events as files. */
    REBUILD(RebuildBench::run),
    /** Takes events by HTTP; beside a bare producer. */
    INGEST(IngestBench::run),
    /** Reads an access log; beside counting its lines and a bare producer. */
    IMPORT(ImportBench::run),
    /** Asks the API, idle and while a log is counted; beside a constant answer. */
    QUERY(QueryBench::run),
    /** Waits from the 202 of an event until the API shows it; beside the commit interval. */
    FRESHNESS(FreshnessBench::run),
    /** Waits from launch to ready, with and without a state; beside an empty one. */
    START(StartBench::run),
    /** Adds up what an event of live traffic takes in Kafka; beside the rate at which it is posted. */
    SIZE(SizeBench::run);

    private final BiPredicate<BenchOptions, Consumer<String>> measurement;

    Bench(BiPredicate<BenchOptions, Consumer<String>> measurement) {
        this.measurement = measurement;
    }

    /** {@code lines} receives each result, a line of JSON; true if every number that the product counted was right. */
    public boolean run(BenchOptions options, Consumer<String> lines) {
        return measurement.test(options, lines);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
