package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecountTest {
    private static final int PARTITIONS = 3;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void givesEveryRowOfTheOracle(long seed) throws Exception {
        var load = new Load(5_000, 200, 500, 10, seed, LocalDate.of(2026, 11, 1), Load.Manner.VISITS);
        var catalog = new Catalog(load.repositories(), PARTITIONS);
        var rules = RoomConfigs.rules(Settings.read(null, Map.of(), Map.of())).counting();
        var oracle = new Oracle(load, catalog, rules);
        Path rows = directory.resolve("rows");
        Recount.writeEvents(load, catalog, PARTITIONS, directory.resolve("events"));

        Recount.run(directory.resolve("events"), rows);

        List<String> lines = Files.readAllLines(rows);
        assertEquals(new RowVerdict(lines.size(), 0, ""), RowCheck.compare(oracle, rows, false));

        Files.write(rows, lines.subList(1, lines.size()));
        assertEquals(1, RowCheck.compare(oracle, rows, false).wrong());
    }
}
