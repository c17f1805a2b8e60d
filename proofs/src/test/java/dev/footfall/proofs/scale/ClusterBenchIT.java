package dev.footfall.proofs.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.ProofProperties;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every part of the benchmark of a cluster. With no property {@code cluster.*}, once and small: that it measures and
 * counts right, never how fast; else as they describe.
 */
@Tag("proof")
class ClusterBenchIT {
    private static final ProofProperties GIVEN = ProofProperties.of("cluster");
    private static final long EVENTS = 80_000;

    /** Nearly three of the ten days of this load: one day has too few rows. */
    private static final long SCALE_EVENTS = 400_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void measuresAndCountsRight(ClusterBench part) throws Exception {
        assumeTrue(GIVEN.isEmpty());
        List<String> lines = new ArrayList<>();
        var notes = new ConcurrentLinkedQueue<String>();
        var options = new ClusterOptions(
                OptionalLong.of(part == ClusterBench.SCALE ? SCALE_EVENTS : EVENTS),
                new ClusterOptions.Pace(1, 300, 20),
                "256m",
                1,
                Optional.of(directory),
                Settings.read(null, Map.of(), Map.of("topics.partitions", "4")),
                notes::add);

        boolean isRight = part.run(options, lines::add);

        assertTrue(isRight, () -> String.join("\n", notes));
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertEquals("cluster-" + part, line.path("bench").asText());
        assertEquals(0, line.path("wrong_rows").asLong(-1), line::toString);
        assertTrue(line.path("rows").asLong() > 1_000, line::toString);
    }

    @ParameterizedTest
    @EnumSource
    void measuresAndCountsRightAsPropertiesDescribe(ClusterBench part) {
        assumeFalse(GIVEN.isEmpty());
        assumeTrue(AskedCluster.parts(GIVEN).contains(part));

        boolean isRight = part.run(AskedCluster.options(GIVEN), System.out::println);

        assertTrue(isRight, "answers or rows were wrong: see wrong_answers, wrong_rows");
    }
}
