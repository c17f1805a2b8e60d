package dev.footfall.proofs.scale;

import dev.footfall.bench.BenchDirectory;
import dev.footfall.bench.BenchLine;
import dev.footfall.bench.TopicEnds;
import dev.footfall.standalone.RoomConfigs;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** The parts of the benchmark of a cluster. */
public enum ClusterBench {
    LATENCY {
        @Override
        boolean measure(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
            return LatencyBench.run(options, directory, lines);
        }
    },

    SCALE {
        @Override
        boolean measure(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
            return ScaleBench.run(options, directory, lines);
        }
    },

    FAILOVER {
        @Override
        boolean measure(ClusterOptions options, Path directory, Consumer<BenchLine> lines) throws InterruptedException {
            return FailoverBench.run(options, directory, lines);
        }
    };

    /**
     * Measures.
     *
     * @param lines is given the result, a line of JSON
     * @return whether every answer and every row was right; if not, the files of all processes are kept
     * @throws IllegalStateException if it could not be measured; the message says why
     */
    public boolean run(ClusterOptions options, Consumer<String> lines) {
        BenchDirectory directory = BenchDirectory.in(options.directory());
        options.notes().accept(this + ": its processes are in " + directory.path());
        try {
            boolean isRight = measure(options, directory.path(), line -> lines.accept(line.text()));
            if (isRight) directory.close();
            return isRight;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    abstract boolean measure(ClusterOptions options, Path directory, Consumer<BenchLine> lines)
            throws InterruptedException;

    /** Waits until everything that is in the log now is counted. */
    static void awaitCounted(RoomConfigs configs) throws InterruptedException {
        try (TopicEnds ends = TopicEnds.now(configs)) {
            while (!ends.isCommitted()) Thread.sleep(200);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
