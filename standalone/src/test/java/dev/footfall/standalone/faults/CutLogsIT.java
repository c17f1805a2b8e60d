package dev.footfall.standalone.faults;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A loss of power cuts off the end of each file, of one more and of another less: of the group's offsets, of the transactions,
 * of changelogs and of events. In each combination the rows are those of the events that are left, and of those that
 * take the offsets of the lost ones.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CutLogsIT {
    private static final int PORTION = 1_500;

    /** The fates of a changelog: that of each log's state. */
    private enum Changelog {
        WHOLE,
        CUT,
        /** The coordinator commits what is left of the transaction. */
        CUT_AND_COMMITTED
    }

    @TempDir
    private Path directory;

    private final Map<Changelog, TestLog> logs = new EnumMap<>(Changelog.class);
    private final Map<Path, Long> lengths = new HashMap<>();

    /** The first partition of each log keeps its events, the second loses some. */
    @ParameterizedTest(name = "offsets cut: {0}, transactions cut: {1}, local stores kept: {2}, counted elsewhere: {3}")
    @CsvSource({
        "false,false,false,false",
        "true,false,false,false",
        "false,true,false,false",
        "true,true,false,false",
        "true,true,true,false",
        "false,false,true,true"
    })
    @Tag("proof")
    void countsWhatIsLeft(boolean offsets, boolean transactions, boolean isKept, boolean isCountedElsewhere)
            throws IOException {
        var random = new Random(17);
        try (var main = new TestLog(directory.resolve("kafka"), 5 * PORTION)) {
            logs.put(Changelog.WHOLE, main);
            logs.put(Changelog.CUT, main.beside(new Topics("cut"), 5 * PORTION));
            logs.put(Changelog.CUT_AND_COMMITTED, main.beside(new Topics("torn"), 5 * PORTION));
            grow("state");
            main.change(this::noteLengths);
            reopen();
            grow("state");
            main.change(files -> cut(files, offsets, transactions, random));
            reopen();
            logs.values().forEach(log -> log.grow(PORTION));

            if (isCountedElsewhere) {
                grow("elsewhere"); // the changelogs grow beyond the offsets of the local stores that are kept
                logs.values().forEach(log -> log.grow(PORTION));
            }
            for (Map.Entry<Changelog, TestLog> log : logs.entrySet()) {
                Path state = state(isKept ? "state" : "other", log.getKey());
                try (Aggregator again = start(log.getValue().config(state, "a"))) {
                    assertCounted(log.getKey(), log.getValue(), again);
                }
                if (log.getValue() != main) log.getValue().close();
            }
        }
    }

    private static Aggregator start(AggregatorConfig config) {
        var time = new SteadyTime(System::nanoTime, System.currentTimeMillis());
        var aggregator = new Aggregator(config, time, sentence -> {
            throw new IllegalStateException(sentence);
        });
        aggregator.start();
        return aggregator;
    }

    private void grow(String states) {
        logs.forEach((changelog, log) -> {
            log.grow(PORTION);
            try (Aggregator counted = start(log.config(state(states, changelog), "a"))) {
                Awaitility.await()
                        .atMost(1, TimeUnit.MINUTES)
                        .until(() -> counted.progress().complete());
            }
        });
    }

    private void reopen() {
        TestLog main = requireNonNull(logs.get(Changelog.WHOLE));
        logs.values().stream().filter(log -> log != main).forEach(log -> log.reconnect(main));
    }

    private Path state(String states, Changelog changelog) {
        return directory.resolve(states).resolve(changelog.name());
    }

    private void noteLengths(LogFiles files) throws IOException {
        for (Path partition : files.partitions(".*")) lengths.put(partition, LogFiles.length(partition));
    }

    private void cut(LogFiles files, boolean offsets, boolean transactions, Random random) throws IOException {
        List<Path> cut = new ArrayList<>();
        if (offsets) cut.addAll(files.partitions("__consumer_offsets"));
        if (transactions) cut.addAll(files.partitions("__transaction_state"));
        for (TestLog log : logs.values())
            cut.add(files.partitions(log.topics().name(TopicSpec.DOWNLOAD_EVENTS))
                    .get(1));
        cut.addAll(files.partitions("cut\\.footfall-aggregator-.*-changelog"));
        List<Path> torn = files.partitions("torn\\.footfall-aggregator-.*-changelog");
        cut.addAll(torn);
        for (Path partition : cut) LogFiles.cutAfter(partition, lengths.getOrDefault(partition, 0L), random);
        for (Path partition : torn) LogFiles.commitOpen(partition);
    }

    private void assertCounted(Changelog changelog, TestLog log, Aggregator aggregator) {
        Awaitility.await()
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> aggregator.progress().complete()
                        && aggregator.state().readiness().ready());
        List<Logged> left =
                log.stored().stream().map(event -> new Logged(event, 0)).toList();
        assertEquals(
                Oracle.rows(left, CountingRules.DEFAULT), TestLog.rows(aggregator), () -> "changelog " + changelog);
    }
}
