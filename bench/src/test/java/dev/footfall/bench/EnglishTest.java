package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of names and comments that a scan of the sources can check. */
class EnglishTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern QUESTION =
            Pattern.compile("/\\*\\*[\\s*]*((?:What|Who|Whom|Whose|Whether|How|Where|Which|When|Why|Says)\\b.*)");

    @Test
    void javadocOpensWithTheThingOrTheVerb() throws IOException {
        var questions = new TreeSet<String>();
        for (Path file : sources("src")) {
            QUESTION.matcher(Files.readString(file))
                    .results()
                    .forEach(opening -> questions.add(file.getFileName() + ": " + opening.group(1)));
        }
        assertEquals(List.of(), List.copyOf(questions));
    }

    @Test
    void aSimpleNameMeansOneTypeOfTheProduct() throws IOException {
        var known = new TreeSet<String>();
        var twice = new TreeSet<String>();
        for (Path file : sources("src/main/java")) {
            String name = file.getFileName().toString();
            if (!name.equals("package-info.java") && !known.add(name)) twice.add(name);
        }
        assertTrue(known.contains("EventScanner.java"), "the sources are found");
        assertEquals(List.of(), List.copyOf(twice));
    }

    private static List<Path> sources(String under) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 30, (file, attributes) -> file.toString().endsWith(".java") && isUnder(file, Path.of(under)))) {
            return files.toList();
        }
    }

    /** True if the file lies in this directory of a module. */
    private static boolean isUnder(Path file, Path directory) {
        Path inModule = ROOT.relativize(file);
        return inModule.getNameCount() > 1
                && inModule.subpath(1, inModule.getNameCount()).startsWith(directory);
    }
}
