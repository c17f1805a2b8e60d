package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleOptionsTest {
    @TempDir
    private Path directory;

    @Test
    void refusesNumbersOfKillsThatMakeNoRun() {
        for (int kills : new int[] {0, -1, 10_001}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> options(kills, Optional.empty()));

            assertEquals("chaos.kills is " + kills + ".0: allowed is 1.0 to 10000.0", refused.getMessage());
        }
    }

    @Test
    void refusesAJarThatIsNotThere() throws Exception {
        Path jar = directory.resolve("footfall.jar");

        var refused = assertThrows(IllegalArgumentException.class, () -> options(1, Optional.of(jar)));
        Files.createFile(jar);

        assertEquals("chaos.jar is " + jar + ": there is no such file", refused.getMessage());
        assertDoesNotThrow(() -> options(1, Optional.of(jar)));
    }

    @Test
    void givesEveryKillTimeForALoadThatDoesNotEndBefore() {
        assertTrue(SingleOptions.lengthOf(20, false).compareTo(Duration.ofMinutes(5)) > 0);
        for (int kills : new int[] {1, 10_000}) assertDoesNotThrow(() -> options(kills, Optional.empty()));
    }

    private static SingleOptions options(int kills, Optional<Path> jar) {
        var common = new ChaosOptions(
                SingleOptions.lengthOf(kills, false),
                1,
                new ChaosOptions.Pace(100, 10, new ChaosOptions.Disturbed.AtRandom(0)),
                new ClusterSize(1, 1),
                Optional.empty(),
                Settings.read(null, Map.of(), Map.of()),
                note -> {});
        return new SingleOptions(common, OptionalInt.of(kills), jar);
    }
}
