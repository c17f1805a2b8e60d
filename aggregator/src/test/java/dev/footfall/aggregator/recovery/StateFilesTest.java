package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
    private static final RuleSet RULES = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL);

    @TempDir
    private Path directory;

    @Test
    void namesANodeWhoseNoteALossOfPowerLeftEmpty() throws IOException {
        var location = new StateLocation(StateId.main(RULES), directory, Map.of());
        Files.createFile(directory.resolve("instance-id"));

        String name = StateFiles.instanceId(location);

        assertFalse(name.isEmpty());
        assertEquals(name, StateFiles.instanceId(location));
    }

    @Test
    void listsTheStatesHereThatAreNotNamed() throws IOException {
        StateLocation main = location("main");
        for (String state : List.of("main", "gap10", "robots")) makeStores(location(state));

        assertEquals(Set.of("main", "gap10", "robots"), others(main, Set.of()));
        assertEquals(Set.of("main"), others(main, Set.of("gap10", "robots")));
        assertEquals(Set.of("gap10"), others(main, Set.of("main", "robots")));
    }

    @Test
    void forgetsTheStoresOfTheMainStateAndLeavesTheOthersBelowIt() throws IOException {
        for (String state : List.of("main", "gap10")) makeStores(location(state));

        StateFiles.forget(location("main"));

        assertEquals(Set.of("gap10"), others(location("main"), Set.of()));
        assertEquals(List.of(), StateFiles.ofPartitions(location("main")));
        assertEquals(1, StateFiles.ofPartitions(location("gap10")).size());
    }

    private StateLocation location(String name) {
        var state = new StateId(Topics.STANDARD, name, RULES);
        return new StateLocation(state, state.directoryIn(directory), Map.of());
    }

    private static void makeStores(StateLocation location) throws IOException {
        Files.createDirectories(
                location.directory().resolve(location.state().applicationId()).resolve("0_0"));
    }

    private static Set<String> others(StateLocation main, Set<String> names) {
        return StateFiles.others(main, names).stream()
                .map(other -> other.state().name())
                .collect(Collectors.toSet());
    }
}
