package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
    @TempDir
    private Path directory;

    @Test
    void namesANodeWhoseNoteALossOfPowerLeftEmpty() throws IOException {
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL);
        var location = new StateLocation(StateId.main(rules), directory, Map.of());
        Files.createFile(directory.resolve("instance-id"));

        String name = StateFiles.instanceId(location);

        assertFalse(name.isEmpty());
        assertEquals(name, StateFiles.instanceId(location));
    }
}
