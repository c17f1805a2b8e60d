package dev.footfall.proofs.siege;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A siege of a real process. With no property {@code siege.*}, malformed requests alone: that its answers and rows stay
 * right, never how fast; else the siege that they describe, with its bounds.
 */
@Tag("proof")
class SiegeIT {
    private static final ProofProperties GIVEN = ProofProperties.of("siege");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS) // what the process said is read after a failure
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void staysRightUnderMalformedRequests() throws Exception {
        assumeTrue(GIVEN.isEmpty());
        List<String> lines = new ArrayList<>();
        var notes = new ConcurrentLinkedQueue<String>();
        var options = new SiegeOptions(
                new SiegeOptions.Extent.Requests(10_000),
                1,
                Optional.of(directory),
                Settings.read(null, Map.of(), Map.of("topics.partitions", "4")),
                notes::add);

        Siege.run(options, lines::add); // its verdict is about waits, too

        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        String told = String.join("\n", notes);
        assertEquals(0, line.path("wrong_rows").asLong(-1), told);
        assertEquals(0, line.path("wrong_answers").asLong(-1), told);
        assertEquals(0, line.path("server_errors").asLong(-1), told);
        assertEquals(0, line.path("differences").asLong(-1), told);
        assertTrue(line.path("rows").asLong() > 1_000, line::toString);
    }

    @Test
    void holdsTheBoundsOfTheSiegeThatPropertiesDescribe() {
        assumeFalse(GIVEN.isEmpty());

        boolean isRight = Siege.run(AskedSiege.options(GIVEN), System.out::println);

        assertTrue(isRight, "an honest caller was held up, or an answer was wrong: see the notes above");
    }
}
