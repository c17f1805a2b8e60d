package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log whose last records are gone, as after a loss of power, though they were counted: new ones would take their offsets and
 * not be counted. That is noticed also after they were taken, and what the log has is counted again.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LostRecordsIT {
    private static final int PORTION = 3_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("proof")
    void areNotMissedWhenTheirOffsetsAreTakenAgain() throws IOException {
        var log = new TestLog(directory.resolve("kafka"), 2 * PORTION);
        try {
            Map<Path, Long> lengths = new HashMap<>();
            log.grow(PORTION);
            log.change(files -> {
                for (Path partition : files.partitions(TopicSpec.DOWNLOAD_EVENTS.topic())) {
                    lengths.put(partition, LogFiles.length(partition));
                }
            });
            log.grow(PORTION);
            try (Aggregator counted = start(config(log))) {
                log.assertCounted(counted);
            }
            log.change(files -> {
                for (Path partition : lengths.keySet()) LogFiles.truncate(partition, lengths.get(partition));
            });
            log.lose(PORTION);

            log.grow(PORTION);

            try (Aggregator again = start(config(log))) {
                log.assertCounted(again);
            }
        } finally {
            log.close();
        }
    }

    @Test
    @Tag("proof")
    void ofAWholeLogLeaveNothingCounted() throws IOException {
        var log = new TestLog(directory.resolve("kafka"), PORTION);
        try {
            log.grow(PORTION);
            try (Aggregator counted = start(config(log))) {
                log.assertCounted(counted);
            }
            log.change(files -> {
                for (Path partition : files.partitions(TopicSpec.DOWNLOAD_EVENTS.topic()))
                    LogFiles.truncate(partition, 0);
            });
            log.lose(PORTION);

            try (Aggregator again = start(config(log))) {
                log.assertCounted(again);
            }
        } finally {
            log.close();
        }
    }

    @Test
    @Tag("proof")
    void ofLikesAreNotMissedEither() throws IOException {
        var repo = new RepoId(RepoType.MODEL, "org", "m");
        var log = new TestLog(directory.resolve("kafka"), PORTION);
        try {
            log.grow(PORTION);
            log.like(repo, "first", 2);
            Map<Path, Long> lengths = new HashMap<>();
            log.change(files -> {
                for (Path partition : files.partitions(TopicSpec.LIKES.topic()))
                    lengths.put(partition, LogFiles.length(partition));
            });
            log.like(repo, "lost", 3);
            try (Aggregator counted = start(config(log))) {
                assertEquals(5, firstLikes(repo, counted));
            }
            log.change(files -> {
                for (Path partition : lengths.keySet()) LogFiles.truncate(partition, lengths.get(partition));
            });

            log.like(repo, "first", 6);

            try (Aggregator again = start(config(log))) {
                awaitLikes(6, repo, again);
            }
        } finally {
            log.close();
        }
    }

    /** The number in the first answer of a node. */
    private static long firstLikes(RepoId repo, Aggregator aggregator) {
        LocalRead<Long> answer = Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> aggregator.state().likes().number(repo), LocalRead.Found.class::isInstance);
        return ((LocalRead.Found<Long>) answer).value();
    }

    private static void awaitLikes(long number, RepoId repo, Aggregator aggregator) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> aggregator.state().likes().number(repo) instanceof LocalRead.Found<Long> likes
                        && likes.value() == number);
    }

    /** The brokers lose what a node has committed, and it goes on running. */
    @Test
    @Tag("proof")
    void ofAChangelogAreCountedAgain() throws IOException {
        var log = new TestLog(directory.resolve("kafka"), 3 * PORTION);
        try {
            Map<Path, Long> lengths = new HashMap<>();
            log.grow(PORTION);
            try (Aggregator counted = start(config(log))) {
                log.awaitCounted(counted);
                log.change(files -> {
                    for (Path partition : files.partitions("footfall-aggregator-.*-changelog"))
                        lengths.put(partition, LogFiles.length(partition));
                });
                log.grow(PORTION);
                log.awaitCounted(counted);
                log.change(files -> {
                    for (Path partition : lengths.keySet()) LogFiles.truncate(partition, lengths.get(partition));
                });
                log.grow(PORTION);
                log.awaitCounted(counted);
            }
            try (Aggregator restored = start(log.config(directory.resolve("other"), "b"))) {
                log.assertCounted(restored);
            }
        } finally {
            log.close();
        }
    }

    private AggregatorConfig config(TestLog log) {
        return log.config(directory.resolve("state"), "a");
    }

    private static Aggregator start(AggregatorConfig config) {
        var time = new SteadyTime(System::nanoTime, System.currentTimeMillis());
        var aggregator = new Aggregator(config, time, sentence -> {
            throw new IllegalStateException(sentence);
        });
        aggregator.start();
        return aggregator;
    }
}
