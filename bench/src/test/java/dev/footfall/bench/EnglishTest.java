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

    private static final Pattern PHRASES = Pattern.compile("\\b("
            + String.join(
                            "|",
                            "of which",
                            "[Ww]hoever",
                            "was said",
                            "of late",
                            "stands for",
                            "is about",
                            "comes to",
                            "goes on",
                            "(?:rules|those|ones) of now",
                            "as (?:it|they) must",
                            "gone on",
                            "(?:can|cannot|may|must|to) go on",
                            "anew",
                            "just now",
                            "(?:has|have) to be",
                            "taken back",
                            "told apart",
                            "stands? beside",
                            "by turns",
                            "in vain",
                            "(?:counted|read|asked|followed|looked for) no more",
                            "put (?:the log|its files) back")
                    .replace(" ", "[\\s*]+")
            + ")\\b");

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

    /** The phrases that STYLE calls unclear; the product's texts, its Javadoc and the documents are free of them. */
    @Test
    void isFreeOfPhrasesThatAreReadTwice() throws IOException {
        var found = new TreeSet<String>();
        for (Path file : texts()) {
            PHRASES.matcher(Files.readString(file))
                    .results()
                    .forEach(phrase -> found.add(file + ": " + phrase.group().replaceAll("\\s+", " ")));
        }
        assertEquals(List.of(), List.copyOf(found));
    }

    private static List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 30, (file, attributes) -> isText(ROOT.relativize(file)))) {
            List<Path> texts = files.toList();
            assertTrue(texts.contains(ROOT.resolve("docs/rules.md")), "the documents are found");
            return texts;
        }
    }

    /** True for the product's sources and resources, and for documents. */
    private static boolean isText(Path file) {
        String name = file.toString();
        if (name.contains("target/") || name.contains("node_modules/") || name.startsWith(".")) return false;
        return name.matches("(README|CONTRIBUTING|SECURITY|CHANGELOG)\\.md|docs/[^/]+\\.(md|yaml)")
                || name.matches("[^/]+/src/main/.*\\.(java|js|html|yaml)");
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
