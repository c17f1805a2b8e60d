package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One counting of the whole log from its start to the last commit, in a process of its own. */
final class ReplayRole {
    /** The system property that writes each event through to the stores. */
    private static final String WITHOUT_HEAP = "footfall.bench.without-heap";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Aggregator aggregator;
    private final AtomicReference<@Nullable String> failure;
    private double firstSeconds;

    private ReplayRole(Aggregator aggregator, AtomicReference<@Nullable String> failure) {
        this.aggregator = aggregator;
        this.failure = failure;
    }

    /** Counts and reports the cost, then writes all rows into the file. */
    static ObjectNode count(Settings settings, String file) throws IOException {
        RoomConfigs configs = RoomConfigs.of(settings);
        AggregatorConfig config = config(settings, configs);
        var failure = new AtomicReference<@Nullable String>();
        try (TopicEnds ends = TopicEnds.now(configs);
                var aggregator = new Aggregator(
                        config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), failure::set)) {
            ObjectNode answer = new ReplayRole(aggregator, failure).measure(ends);
            write(aggregator, config.partitions(), Path.of(file));
            return answer;
        }
    }

    /** For comparison; no setting of the product allows it. */
    private static AggregatorConfig config(Settings settings, RoomConfigs configs) {
        AggregatorConfig config =
                configs.aggregator(settings.path(Setting.DATA_DIR).resolve("state"));
        return Boolean.getBoolean(WITHOUT_HEAP) ? config.withHeapBudget(0) : config;
    }

    private ObjectNode measure(TopicEnds ends) {
        long cpuNanos = ProcessUse.cpuNanos();
        long startNanos = System.nanoTime();
        aggregator.start();
        while (!isCounted(startNanos) || !ends.isCommitted()) LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("records", ends.records())
                .put("seconds", seconds)
                .put("first_seconds", firstSeconds)
                .put("cpu_seconds", (ProcessUse.cpuNanos() - cpuNanos) / 1e9);
        ProcessUse.addPeaks(answer);
        return answer;
    }

    private boolean isCounted(long startNanos) {
        String sentence = failure.get();
        if (sentence != null) throw new IllegalStateException(sentence);
        Progress progress = aggregator.progress();
        if (firstSeconds == 0 && progress.counted() > 0) firstSeconds = (System.nanoTime() - startNanos) / 1e9;
        return progress.complete();
    }

    private static void write(Aggregator aggregator, int partitions, Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (int partition = 0; partition < partitions; partition++) {
                LocalRead<Long> read = aggregator
                        .entries()
                        .rows(partition, (repository, day, row) -> out.println(RowCheck.line(repository, day, row)));
                if (!(read instanceof LocalRead.Found<Long>)) {
                    throw new IllegalStateException("the rows of partition " + partition + " cannot be read: " + read);
                }
            }
            if (out.checkError()) throw new IOException(file + " cannot be written");
        }
    }
}
