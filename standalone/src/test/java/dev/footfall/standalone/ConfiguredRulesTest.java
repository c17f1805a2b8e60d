package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.file.BadRuleFile;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredRulesTest {
    @TempDir
    Path directory;

    @Test
    void countsByTheDefaultSetWhereNothingIsSaid() {
        Settings settings = Settings.read(null, Map.of(), Map.of());

        assertEquals(RuleFile.of("default").id(), RoomConfigs.rules(settings).id());
        RuleSet rules = RoomConfigs.of(settings).state().rules();
        assertEquals(CountingRules.DEFAULT.withClients(RuleFile.of("default").clients()), rules.rules());
        assertEquals(ProjectionNames.STANDARD, rules.projections().list());
        assertEquals(RuleFile.of("default").id(), rules.id());
    }

    @Test
    void countsByTheFileAndLetsTheSettingsThatAreGivenWin() throws IOException {
        Path file = Files.writeString(
                directory.resolve("mine.yaml"),
                "{name: mine, session: {gap: PT1H, retention: P7D}, redirects: count, projections: [users]}");

        RuleSet rules = RoomConfigs.of(Settings.read(
                        null,
                        Map.of("FOOTFALL_RULES_FILE", file.toString()),
                        Map.of("session.retention", "P14D", "projections", "")))
                .state()
                .rules();

        assertEquals(Duration.ofHours(1), rules.rules().gap());
        assertEquals(Duration.ofDays(14), rules.rules().retention());
        assertEquals(Redirects.COUNT, rules.rules().redirects());
        assertEquals(Projections.NONE, rules.projections());
    }

    @ParameterizedTest
    @CsvSource({
        "session.gap, PT10M, true",
        "session.gap, PT30M, false",
        "session.retention, P60D, true",
        "counting.redirects, count, true",
        "projections, none, true",
        "projections, 'source-hours,classes,users,sources,clients,hours', false",
        "projections, 'hours,clients,sources,users,classes,source-hours,revisions', true",
        "breakdowns.revisions, 20, false",
        "projections, 'hours,clients,sources,users,classes,source-hours,visitors', true",
        "breakdowns.files, 20, false",
        "rules.file, robots-apart, true",
        "query.port, 0, false"
    })
    void hasAnotherDigestWhereASettingChangesARule(String key, String value, boolean isOther) {
        String digest = RoomConfigs.rules(Settings.read(null, Map.of(), Map.of(key, value)))
                .digest();

        if (isOther) assertNotEquals(RuleFile.of("default").digest(), digest);
        else assertEquals(RuleFile.of("default").digest(), digest);
    }

    @Test
    void countsInANewDirectoryWhatWasChosenForItUnlessASettingSaysOtherwise() {
        assertEquals(ProjectionNames.STANDARD, projections());

        DataDirectory.chooseProjections(directory, ProjectionNames.ALL);
        DataDirectory.chooseProjections(directory, List.of("hours"));

        assertEquals(ProjectionNames.ALL, projections());
        assertEquals(List.of("users"), projections("projections", "users"));
        assertEquals(ProjectionNames.STANDARD, projections("rules.file", "default"));
    }

    @Test
    void changesNothingInADirectoryWithALog() throws IOException {
        Files.createDirectories(directory.resolve("kafka"));
        Files.writeString(directory.resolve("kafka/meta.properties"), "version=1\n");

        DataDirectory.chooseProjections(directory, ProjectionNames.ALL);

        assertEquals(ProjectionNames.STANDARD, projections());
    }

    private List<String> projections(String... more) {
        var values = new HashMap<>(Map.of("data.dir", directory.toString()));
        if (more.length > 0) values.put(more[0], more[1]);
        return RoomConfigs.rules(Settings.read(null, Map.of(), values)).projections();
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Settings settings = Settings.read(null, Map.of(), Map.of("rules.file", "no-such.yaml"));

        var refused = assertThrows(BadRuleFile.class, () -> RoomConfigs.rules(settings));
        assertEquals("no-such.yaml", refused.where());
    }
}
