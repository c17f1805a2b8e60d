package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.rules.file.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"default", "robots-apart", "counter"})
    void showsASetOfTheProgramThatIsTheSameSetAgainInAFile(String name) throws IOException {
        assertEquals(0, execute("rules", "show", name), err::toString);
        Path copy = Files.writeString(directory.resolve("copy.yaml"), out.toString());

        assertTrue(out.toString().startsWith("# " + RuleFile.of(name).id() + "\n"), out::toString);
        assertEquals(RuleFile.of(name).id(), RuleFile.read(copy).id());
    }

    @Test
    void showsTheConfiguredSetWithTheDigestThatItsSettingsGive() throws IOException {
        assertEquals(0, execute("rules", "show", "--set", "session.gap=PT10M"), err::toString);

        String id = RuleFile.of("default").with("session.gap", "PT10M").id();
        assertTrue(out.toString().startsWith("# " + id + ", with session.gap=PT10M of the settings\n"), out::toString);
        Path copy = Files.writeString(directory.resolve("copy.yaml"), out.toString());
        assertEquals(id, RuleFile.read(copy).id());
    }

    @Test
    void saysWhatAFileHas() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), """
                name: mine
                session: {gap: PT1H}
                projections: []
                classes: {robot: exclude, monitor: exclude}
                clients:
                  - {class: robot, agent-contains: [bot/], agent-matches: ['^X+$']}
                """);

        assertEquals(0, execute("rules", "check", file.toString()), err::toString);

        String text = out.toString();
        assertTrue(text.startsWith(RuleFile.read(file).id() + "\n"), text);
        assertTrue(text.contains("gap PT1H, retention P14D"), text);
        assertTrue(text.contains("projections  none"), text);
        assertTrue(text.contains("monitor, robot"), text);
        assertTrue(text.contains("1 rule, 2 patterns, 1 of them a regular expression"), text);
    }

    @Test
    void saysOfAFileThatNamesUsersThatIdsStandForThemPerhaps() throws IOException {
        String rules = "name: mine\nclients:\n  - class: monitor\n    user: ['%s']\n";
        Path named = Files.writeString(directory.resolve("named.yaml"), rules.formatted("probe"));
        Path byId =
                Files.writeString(directory.resolve("id.yaml"), rules.formatted("id:5f0c0123456789abcdef0123456789ab"));

        assertEquals(0, execute("rules", "check", byId.toString()), err::toString);
        assertFalse(out.toString().contains("ingest.users"), out::toString);
        assertEquals(0, execute("rules", "check", named.toString()), err::toString);
        assertTrue(out.toString().contains("matches no event that has an id instead"), out::toString);
    }

    @Test
    void saysInOneSentenceWhereAFileIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "name: mine\nredirects: maybe\n");

        assertEquals(1, execute("rules", "check", file.toString()));

        assertEquals(
                "footfall: " + file + ":2:12: redirects is 'maybe': allowed is exclude or count\n", err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void refusesToRunByAFileThatIsWrongBeforeAnythingStarts() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "name: mine\nredirects: maybe\n");
        Path data = directory.resolve("data");

        assertEquals(1, execute("run", "--data-dir", data.toString(), "--set", "rules.file=" + file));

        assertTrue(err.toString().startsWith("footfall: " + file + ":2:12: redirects"), err::toString);
        assertFalse(Files.exists(data));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--agent curl/8.11.0 | tool | agent-prefix 'curl/' | yes",
                "--agent examplespider | robot | agent-contains 'spider' | yes",
                "--agent examplespider --rules robots-apart | robot | agent-contains 'spider' | no: class:robot",
                "--agent examplespider --rules robots-apart --status 404 | robot | agent-contains 'spider' | no: status",
                "--agent curl/8.11.0 --status 206 --range-start 7 | tool | agent-prefix 'curl/' | no: range",
                "--agent curl/8.11.0 --status 206 --bytes 100000 --size 1500000000 | tool | agent-prefix 'curl/' | no: partial",
                "--agent curl/8.11.0 --status 206 --bytes 100000 --size 150000 | tool | agent-prefix 'curl/' | yes",
                "--agent curl/8.11.0 --path a/b.asc | tool | agent-prefix 'curl/' | yes",
                "--user alice | unknown | no rule | yes",
            })
    void explainsTheClassTheRuleAndTheVerdict(String options, String type, String pattern, String verdict) {
        assertEquals(0, execute(("rules explain " + options).split(" ", -1)), err::toString);

        List<String> lines = out.toString().lines().toList();
        assertEquals("class       " + type, lines.get(0));
        assertTrue(lines.get(1).startsWith("decided by  ") && lines.get(1).endsWith(pattern), lines.get(1));
        assertEquals("counts      " + verdict, lines.get(2));
        assertTrue(lines.get(3).startsWith("rules       "), lines.get(3));
    }

    @Test
    void refusesARequestThatThereIsNotWithTheUsageCode() {
        assertEquals(2, execute("rules", "explain", "--status", "42"));

        assertTrue(err.toString().startsWith("footfall: status: not in 100–599: 42"), err::toString);
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
