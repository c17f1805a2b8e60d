package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.proofs.cluster.LoopImageIT;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code footfall run}, killed under load at random moments, its starts among them: ready each time, and exact. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillLoopIT {
    private static final List<String> NUMBERS = List.of(
            "starts", "ready_seconds", "ended_by_itself", "events", "questions", "rows", "commit", "environment");
    private static final List<String> KILLS =
            List.of("kills", "kills_in_start", "power_losses", "power_losses_in_start");
    private static final List<String> ZEROS =
            List.of("stuck", "wrong_answers", "wrong_rows", "lost_events", "lost_facts");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = 101)
    void isReadyAfterEveryKillAndLosesNothing(long seed) throws Exception {
        JsonNode line = survives(3, 2, seed, false);

        assertTrue(line.path("kills_in_start").asLong() > 0, line::toString);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {102, 201, 202})
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("proof")
    void isReadyAfterThirtyKills(long seed) throws Exception {
        survives(30, 4, seed, false);
    }

    /** The first loss of this seed is one after a minute of load. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = 4279)
    void losesNothingThatWasAcknowledgedWithThePageCache(long seed) throws Exception {
        LoopImageIT.require(directory);

        JsonNode line = survives(1, 2, seed, true);

        assertEquals(1, line.path("power_losses").asLong(), line::toString);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {101, 103, 4279, 4570, 5249})
    @Tag("proof")
    void isExactAfterFourLossesOfPower(long seed) throws Exception {
        LoopImageIT.require(directory);

        survives(4, 8, seed, true);
    }

    private JsonNode survives(int number, int partitions, long seed, boolean hasDisk) throws Exception {
        var lines = new ArrayList<String>();
        var notes = new ConcurrentLinkedQueue<String>();
        var common = new ChaosOptions(
                SingleOptions.lengthOf(number, hasDisk),
                seed,
                new ChaosOptions.Pace(200, 20, new ChaosOptions.Disturbed.AtRandom(0, 0, hasDisk)),
                new ClusterSize(1, 1),
                Optional.of(directory),
                Settings.read(null, Map.of(), Map.of("topics.partitions", Integer.toString(partitions))),
                notes::add);

        boolean isRight =
                SingleRun.run(new SingleOptions(common, OptionalInt.of(number), Optional.empty()), lines::add);

        String told = "seed " + seed + ": " + String.join("\n", notes);
        assertTrue(isRight, told);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        for (String key : NUMBERS) assertTrue(line.has(key), key + " is missing, " + told);
        for (String key : ZEROS) assertEquals(0, line.path(key).asLong(), key + ", " + told);
        assertEquals(
                number, KILLS.stream().mapToLong(key -> line.path(key).asLong()).sum(), told);
        assertTrue(line.path("rows").asLong() > 100, told);
        return line;
    }
}
