package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of commands ask a product through {@link PatientHttp}: what may be 503 is not asked once. */
class PatientCommandTestsTest {
    /** Those whose subject is a 503, or that send again what was refused themselves. */
    private static final Set<String> WITH_CLIENTS_OF_THEIR_OWN = Set.of(
            "ComposeIT",
            "DashboardPicturesIT",
            "FullDiskIT",
            "PatientCommandTestsTest",
            "RunningFootfall",
            "SupervisedNode");

    /** Awaitility's own ten seconds are too few for a product that has a third of a core. */
    private static final Pattern IMPATIENT =
            Pattern.compile("Awaitility\\.await\\((?:\"[^\"]*\"[^;()]*)?\\)\\s*\\.until");

    @Test
    void onlyTestsOf503AskByAClientOfTheirOwn() throws IOException {
        Set<String> found = new TreeSet<>();
        forEachSource((name, text) -> {
            if (text.contains("HttpClient.new")) found.add(name);
        });

        assertEquals(new TreeSet<>(WITH_CLIENTS_OF_THEIR_OWN), found);
    }

    @Test
    void everyConditionSaysHowLongItIsAwaited() throws IOException {
        Set<String> found = new TreeSet<>();
        forEachSource((name, text) -> {
            if (IMPATIENT.matcher(text).find()) found.add(name);
        });

        assertEquals(Set.of(), found);
    }

    /** Shows the name and the text of each test source of this module. */
    private static void forEachSource(BiConsumer<String, String> reader) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".java")).toList()) {
                reader.accept(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }
}
