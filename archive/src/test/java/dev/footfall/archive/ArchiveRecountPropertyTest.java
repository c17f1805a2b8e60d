package dev.footfall.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.ExportDirectory;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.file.RuleFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveRecountPropertyTest {
    private static final String MINE = """
            name: mine
            withdrawn:
              - {source: cdn-1, from: 2026-01-02, to: 2026-01-03}
            paths: {ignore: ['*.json']}
            classes: {ci: exclude, robot: exclude}
            clients:
              - class: ci
                network: [builders]
              - class: robot
                agent-contains: [bot/]
            """;
    private static final List<RuleSet> RULES = Stream.of(
                    RuleFile.of("default"),
                    RuleFile.of("robots-apart"),
                    RuleFile.of("counter"),
                    RuleFile.of("default").with("session.gap", "PT2H"),
                    RuleFile.of("mine.yaml", MINE, Map.of()),
                    RuleFile.of("default").with("session.retention", "P3D"))
            .map(file -> new RuleSet(file.name(), file.counting(), 1, Projections.NONE))
            .toList();

    private static final Set<ExclusionReason> REASONS = EnumSet.of(
            ExclusionReason.WITHDRAWN,
            ExclusionReason.METHOD,
            ExclusionReason.STATUS,
            ExclusionReason.RANGE,
            ExclusionReason.PATH,
            ExclusionReason.CLASS_CI,
            ExclusionReason.CLASS_ROBOT,
            ExclusionReason.LATE,
            ExclusionReason.DUPLICATE,
            ExclusionReason.DOUBLE_CLICK);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void countsEachDayAsTheWholeLogDoesHoweverMuchOfItIsArchived(long seed) throws Exception {
        var random = new Random(seed);
        var log = new ArchivedLog(random);
        Set<ExclusionReason> reasons = EnumSet.noneOf(ExclusionReason.class);
        for (int run = 0; run < 6; run++) {
            LocalDate today = ArchivedLog.FIRST.plusDays(run);
            log.grow(100 + random.nextInt(200), today);
            var options = ArchivedLog.options(
                    today.minusDays(random.nextInt(3)), 1 + random.nextInt(60), random.nextInt(10_000));
            log.archive(directory, options, random.nextInt(log.end() + 1));
            for (RuleSet rules : RULES) {
                LocalDate first = ArchivedLog.FIRST.plusDays(random.nextInt(3));
                LocalDate last = first.plusDays(random.nextInt(5));
                List<RecountedDay> expected = log.counted(rules);
                expected.forEach(
                        row -> reasons.addAll(row.row().excluded().byReason().keySet()));
                assertEquals(text(expected), text(log.recounted(directory, options(rules))), rules::name);
                assertEquals(
                        text(expected.stream()
                                .filter(row -> !row.date().isBefore(first)
                                        && !row.date().isAfter(last))
                                .toList()),
                        text(log.recounted(
                                directory,
                                new RecountOptions(
                                        Topics.STANDARD, rules, Optional.of(first), Optional.of(last), 1_000))),
                        rules::name);
            }
        }
        assertTrue(reasons.containsAll(REASONS), reasons::toString);
    }

    private static RecountOptions options(RuleSet rules) {
        return new RecountOptions(Topics.STANDARD, rules, Optional.empty(), Optional.empty());
    }

    private static String text(List<RecountedDay> rows) {
        return String.join(
                "\n", rows.stream().map(RecountedDay::toString).sorted().toList());
    }

    @Test
    void namesTheFileThatCannotBeRead() throws Exception {
        var log = new ArchivedLog(new Random(1));
        log.grow(50, ArchivedLog.FIRST);
        log.archive(directory, ArchivedLog.options(ArchivedLog.FIRST, 1_000, 1_000), -1);
        Path file;
        try (Stream<Path> files = Files.walk(directory)) {
            file = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int broken : List.of(0, 4, bytes.length / 2, bytes.length - 1)) {
            Files.write(file, Arrays.copyOf(bytes, broken));
            var fault =
                    assertThrows(IllegalStateException.class, () -> log.recounted(directory, options(RULES.get(0))));
            assertTrue(fault.toString().contains(file + " cannot be read: "), fault::toString);
        }
    }

    @Test
    void refusesADirectoryThatIsNoArchive() {
        var fault = assertThrows(IllegalStateException.class, () -> ExportDirectory.openExisting(directory));

        assertEquals(directory + " is no directory of an export: it has no _manifest.jsonl", fault.getMessage());
    }

    @Test
    void knowsHowManyRecordsNobodyCouldArchive() {
        var archived = new ArchivedOffsets(Optional.empty());
        assertEquals(7, archived.skipped(new OffsetRange("events", 0, 7, 200)));

        archived.add(new ArchivedPart(0, 7, 100, ArchivedLog.FIRST, OptionalLong.of(50)));
        archived.add(new ArchivedPart(0, 50, 120, ArchivedLog.FIRST.plusDays(1), OptionalLong.empty()));
        archived.add(new ArchivedPart(0, 150, 200, ArchivedLog.FIRST.plusDays(2), OptionalLong.empty()));

        assertEquals(7 + 30, archived.skipped(new OffsetRange("events", 0, 160, 200)));
    }

    @Test
    void asksForDaysBeforeThoseOfTheArchiveWhileTheLogHasThem() {
        var archived = new ArchivedOffsets(Optional.of(ArchivedLog.FIRST));
        archived.add(new ArchivedPart(0, 0, 100, ArchivedLog.FIRST.plusDays(1), OptionalLong.empty()));
        var log = new OffsetRange("events", 0, 0, 200);
        var cut = new OffsetRange("events", 0, 50, 200);

        assertEquals(100, archived.rest(log, Optional.of(ArchivedLog.FIRST)).first());
        assertEquals(100, archived.rest(cut, Optional.of(ArchivedLog.FIRST)).first());
        assertEquals(0, archived.rest(log, Optional.empty()).first());
        var fault = assertThrows(IllegalStateException.class, () -> archived.rest(cut, Optional.empty()));
        assertTrue(fault.toString().endsWith("add --from " + ArchivedLog.FIRST), fault::toString);
    }
}
