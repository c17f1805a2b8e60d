package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.RoomConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunOptionsTest {
    @TempDir
    Path directory;

    @Test
    void countsInANewDirectoryWhatCostsLittleAlsoLater() {
        assertEquals(ProjectionNames.NEW_DIRECTORY, counted());
        assertEquals(ProjectionNames.NEW_DIRECTORY, counted("--demo"));
    }

    @Test
    void countsEverythingInANewDemo() {
        assertEquals(ProjectionNames.ALL, counted("--demo"));
        assertEquals(ProjectionNames.ALL, counted());
    }

    @Test
    void countsInADirectoryWithALogWhatItCounted() throws IOException {
        Files.createFile(
                Files.createDirectories(directory.resolve("data/kafka")).resolve("meta.properties"));

        assertEquals(ProjectionNames.STANDARD, counted());
        assertEquals(ProjectionNames.STANDARD, counted("--demo"));
    }

    @Test
    void countsWhatASettingOrARuleFileNames() {
        assertEquals(List.of("hours"), counted("--set", "projections=hours"));
        assertEquals(ProjectionNames.STANDARD, counted("--set", "rules.file=robots-apart"));
    }

    @Test
    void hasInTheExampleOfOtherRulesTheDigestOfADemo() throws IOException {
        RuleFile demo = RuleFile.of("default").with("projections", String.join(",", ProjectionNames.ALL));
        Set<String> known = Set.of(demo.id(), RuleFile.of("robots-apart").id());

        Set<String> printed = Pattern.compile("[a-z-]+@[0-9a-f]{12}")
                .matcher(Files.readString(Path.of("../docs/whatif.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertEquals(known, printed);
    }

    /** The projections of a run with these options. */
    private List<String> counted(String... more) {
        Stream<String> place = Stream.of("--data-dir", directory.resolve("data").toString());
        String[] all = Stream.concat(place, Stream.of(more)).toArray(String[]::new);
        RunOptions options = CommandLine.populateCommand(new RunOptions(), all);
        return RoomConfigs.rules(options.settings()).projections();
    }
}
