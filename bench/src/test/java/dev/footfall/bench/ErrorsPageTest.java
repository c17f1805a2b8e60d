package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The {@code type} of each problem is a heading of docs/errors.md. */
class ErrorsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+)$");
    private static final Pattern CODE = Pattern.compile(
            "\\b(?:of|problem|tryAgain|ProblemDetails)\\(\\s*(?:[\\w.()]+,\\s*)?\"((?:[A-Z][a-z]+)+)\"");

    /** Names of described responses, and what is no problem. */
    private static final Set<String> NO_CODES = Set.of("UpgradeRequired", "NotCounted", "Content");

    @Test
    void hasAHeadingForEachCodeAndNoOther() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/errors.md"));
        Set<String> codes = new TreeSet<>();
        for (String module : List.of("query-api", "ingest", "logs")) codes.addAll(codes(ROOT.resolve(module)));
        codes.removeAll(NO_CODES);

        assertTrue(codes.size() > 20, codes::toString);
        assertEquals(codes, matches(HEADING, page));
    }

    private static Set<String> codes(Path module) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                codes.addAll(matches(CODE, Files.readString(file)));
        }
        return codes;
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
