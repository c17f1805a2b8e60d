package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The workflows name programs, profiles, modules, tests and properties that exist. */
class WorkflowsTest {
    private static final Path ROOT = Path.of("..");
    private static final String WORKFLOWS = text(files(".github/workflows"));

    @Test
    void everyScriptThatAWorkflowRunsCanBeRun() {
        Set<String> scripts = found(WORKFLOWS, "(?m)(?:run: |^ +|&& )((?:\\./mvnw|\\.ci/[a-z]+|dist/[a-z]+\\.sh))\\b");

        assertTrue(scripts.containsAll(Set.of("./mvnw", ".ci/files", "dist/notes.sh")), scripts::toString);
        assertEquals(Set.of(), without(scripts, script -> Files.isExecutable(ROOT.resolve(script))));
    }

    @Test
    void everyProfileModuleAndTestThatAWorkflowNamesExists() throws IOException {
        Set<String> profiles = found(Files.readString(ROOT.resolve("pom.xml")), "(?s)<profile>.*?<id>([a-z-]+)</id>");
        Set<String> tests = files(".").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertEquals(Set.of(), without(found(WORKFLOWS, "-P([a-z]+)"), profiles::contains));
        assertEquals(
                Set.of(),
                without(
                        found(WORKFLOWS, "-pl ([a-z-]+)"),
                        module -> Files.exists(ROOT.resolve(module).resolve("pom.xml"))));
        assertEquals(Set.of(), without(found(WORKFLOWS, "-Dit\\.test=([A-Za-z]+)"), tests::contains));
    }

    @Test
    void everyPropertyOfAProofOrAReleaseIsInContributing() throws IOException {
        String property = "((?:chaos|siege|cluster|dist)\\.[a-z-]+)";
        Set<String> known = found(Files.readString(ROOT.resolve("CONTRIBUTING.md")), "(?:`|-D)" + property);

        Set<String> properties = found(WORKFLOWS, "-D" + property);

        assertFalse(properties.isEmpty());
        assertEquals(Set.of(), without(properties, known::contains));
    }

    /** A tag of somebody else's repository can be moved to other code, which would run with our permissions. */
    @Test
    void everyActionIsPinnedByItsCommit() {
        Set<String> uses = found(WORKFLOWS, "(?m)uses: (.*)$");

        assertEquals(
                Set.of(),
                without(
                        uses,
                        action -> action.startsWith("./")
                                || action.matches("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+")));
    }

    @Test
    void everyJobHasAnEndAndEveryWorkflowItsPermissions() {
        for (Path file : files(".github/workflows")) {
            String workflow = text(List.of(file));
            assertEquals(
                    count(workflow, "runs-on:"), count(workflow, "timeout-minutes:"), () -> file + ": timeout-minutes");
            assertEquals(1, count(workflow, "(?m)^permissions:\n  contents: read$"), () -> file + ": permissions");
        }
    }

    @Test
    void theNotesOfTheNextReleaseAreNotEmpty() throws Exception {
        Process notes = new ProcessBuilder("sh", "dist/notes.sh", "Unreleased")
                .directory(ROOT.toFile())
                .start();
        String printed = new String(notes.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, notes.waitFor());
        assertTrue(printed.contains("### Added"), printed);
        assertFalse(printed.contains("## ["), printed);
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> all, Predicate<String> known) {
        return all.stream().filter(known.negate()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(List<Path> files) {
        var text = new StringBuilder();
        for (Path file : files) {
            try {
                text.append(Files.readString(file));
            } catch (IOException e) {
                throw new AssertionError(file.toString(), e);
            }
        }
        return text.toString();
    }

    /** The workflows, or the tests. */
    private static List<Path> files(String under) {
        try (Stream<Path> files = Files.find(
                ROOT.resolve(under),
                20,
                (file, any) ->
                        file.toString().matches(".*\\.github/workflows/[^/]+\\.yml|.*/src/test/java/.*\\.java"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(under, e);
        }
    }
}
