package dev.footfall.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.bench.cluster.LoopbackCluster;
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
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KillLoopIT {
    private static final List<String> NUMBERS = List.of(
            "starts", "ready_seconds", "ended_by_itself", "events", "questions", "rows", "commit", "environment");
    private static final List<String> ZEROS = List.of("stuck", "wrong_answers", "wrong_rows");

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = 101)
    void isReadyAfterEveryKillAndLosesNothing(long seed, @TempDir Path directory) throws Exception {
        survives(3, 2, seed, directory);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {102, 201, 202})
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("proof")
    void isReadyAfterThirtyKills(long seed, @TempDir Path directory) throws Exception {
        survives(30, 4, seed, directory);
    }

    private static void survives(int number, int partitions, long seed, Path directory) throws Exception {
        var lines = new ArrayList<String>();
        var notes = new ConcurrentLinkedQueue<String>();
        var common = new ChaosOptions(
                SingleOptions.lengthOf(number, false),
                seed,
                new ChaosOptions.Pace(200, 20, new ChaosOptions.Disturbed.AtRandom(0)),
                new LoopbackCluster.Size(1, 1),
                Optional.of(directory),
                Settings.read(null, Map.of(), Map.of("topics.partitions", Integer.toString(partitions))),
                notes::add);

        boolean isRight =
                SingleRun.run(new SingleOptions(common, OptionalInt.of(number), Optional.empty()), lines::add);

        String told = "seed " + seed + ": " + String.join("\n", notes);
        assertTrue(isRight, told);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        for (String key : NUMBERS) assertTrue(line.has(key), key + " is missing, " + told);
        for (String key : ZEROS) assertEquals(0, line.path(key).asLong(-1), key + ", " + told);
        long kills = line.path("kills").asLong() + line.path("kills_in_start").asLong();
        assertEquals(number, kills, told);
        assertTrue(line.path("kills_in_start").asLong() > 0, told);
        assertTrue(line.path("rows").asLong() > 100, told);
    }
}
