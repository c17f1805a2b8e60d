package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.ProofProperties;
import dev.footfall.proofs.chaos.ChaosOptions.Disturbed.AtRandom;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of the real processes: that nothing is lost, doubled or made up, never how fast. With properties {@code chaos.*},
 * the one run that they describe.
 */
class ChaosIT {
    private static final ProofProperties GIVEN = ProofProperties.of("chaos");
    private static final List<String> KEYS = List.of(
            "bench",
            "minutes",
            "seed",
            "kills",
            "pauses",
            "events_acknowledged",
            "events_per_s",
            "events_retried",
            "questions",
            "questions_per_s",
            "complete_share",
            "wrong_answers",
            "longest_incomplete_s",
            "rows",
            "wrong_rows",
            "peak_rss_mib",
            "commit",
            "environment");

    @TempDir
    Path directory;

    @Test
    void survivesKillsAndPausesOfEveryRole() throws Exception {
        survives(Duration.ofSeconds(20), new AtRandom(18), 2, new ClusterSize(2, 1));
    }

    @Test
    @Tag("proof")
    void survivesThemAndCutsOfTheNetworkForMinutesInALargerCluster() throws Exception {
        survives(Duration.ofMinutes(3), new AtRandom(12, 1, false), 4, new ClusterSize(3, 2));
    }

    @Test
    @Tag("proof")
    void survivesTheRunThatPropertiesDescribe() {
        assumeFalse(GIVEN.isEmpty());

        boolean isRight = new AskedChaos(GIVEN).run(System.out::println);

        assertTrue(isRight, "see wrong_answers, wrong_rows, lost_events, lost_facts, stuck");
    }

    private void survives(Duration length, AtRandom faults, int partitions, ClusterSize size) throws Exception {
        assumeTrue(GIVEN.isEmpty());
        var lines = new ArrayList<String>();
        var notes = new ConcurrentLinkedQueue<String>();
        var options = new ChaosOptions(
                length,
                1,
                new ChaosOptions.Pace(100, 20, faults),
                size,
                Optional.of(directory),
                Settings.read(null, Map.of(), Map.of("topics.partitions", Integer.toString(partitions))),
                notes::add);

        boolean isRight = ChaosRun.run(options, lines::add);

        assertTrue(isRight, () -> "seed 1: " + String.join("\n", notes));
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        for (String key : KEYS) assertTrue(line.has(key), key);
        assertEquals(0, line.path("wrong_answers").asLong(), line::toString);
        assertEquals(0, line.path("wrong_rows").asLong(), line::toString);
        assertTrue(line.path("rows").asLong() > 100, line::toString);
    }
}
