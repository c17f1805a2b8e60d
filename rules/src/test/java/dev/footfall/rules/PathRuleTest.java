package dev.footfall.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PathRuleTest {
    private static final String LETTERS = "ab/.é猫";
    private static final String GLOB_LETTERS = LETTERS + "***??/";

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.asc         | model.asc          | true
            *.asc         | a/b/model.asc      | true
            *.asc         | .asc               | true
            *.asc         | model.asc/b        | false
            *.asc         | model.asc.bin      | false
            *.asc         | model.ASC          | false
            README        | README             | true
            README        | docs/README        | true
            README        | READMEs            | false
            /README       | README             | true
            /README       | docs/README        | false
            docs/*.md     | docs/a.md          | true
            docs/*.md     | docs/a/b.md        | false
            docs/*.md     | x/docs/a.md        | false
            docs/**       | docs/a/b.md        | true
            docs/**       | docs               | false
            **/docs/*     | docs/a             | true
            **/docs/*     | x/y/docs/a         | true
            **/docs/*     | xdocs/a            | false
            a/**/b        | a/b                | true
            a/**/b        | a/x/y/b            | true
            a/**/b        | a/xb               | false
            a/**/**/b     | a/b                | true
            /**           | a/b                | true
            a**/b         | a/x/b              | true
            a**z          | a/y/z              | false
            /a**z         | a/y/z              | true
            v?            | v1                 | true
            v?            | v                  | false
            v?            | v12                | false
            v?/x          | v//x               | false
            v?            | vé                 | true
            v?            | v猫                | true
            v?            | v😀                | true
            v?a           | v😀a               | true
            v??           | v😀                | false
            v?*           | v😀😀              | true
            ä*            | ärger              | true
            [a].md        | [a].md             | true
            [a].md        | a.md               | false
            """)
    void holdsPatternsAgainstPaths(String pattern, String path, boolean isIgnored) {
        assertEquals(isIgnored, ignores(List.of(pattern), path));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void ignoresThePathsOfARegularExpression(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            List<String> patterns = new ArrayList<>();
            for (int number = random.nextInt(6); number > 0; number--) patterns.add(glob(random));
            var rule = new PathRule(patterns);
            List<Pattern> expressions =
                    patterns.stream().map(PathRuleTest::expression).toList();

            for (int paths = 0; paths < 20; paths++) {
                String path = text(random, LETTERS, 1 + random.nextInt(12));

                assertEquals(
                        expressions.stream()
                                .anyMatch(expression -> expression.matcher(path).matches()),
                        rule.ignores(path.getBytes(StandardCharsets.UTF_8)),
                        "seed=" + seed + " " + patterns + " " + path);
            }
        }
    }

    @Test
    void ignoresNoUnknownFileAndNothingWithoutPatterns() {
        assertFalse(ignores(List.of("*", "**", "/**"), ""));
        assertTrue(ignores(List.of("*"), "x"));
        assertFalse(ignores(List.of(), "x"));
        assertTrue(PathRule.NONE.isEmpty());
    }

    @Test
    void takesNoLongerForPatternsThatMakeOthersTrackBack() {
        String stars = "*a".repeat(PathRule.MAX_PATTERN_LENGTH / 2);
        String folders = "**/a/".repeat(50) + "b";

        assertFalse(ignores(Collections.nCopies(PathRule.MAX_PATTERNS, stars), "a".repeat(4_095) + "b"));
        assertFalse(ignores(List.of(folders), "a/".repeat(2_048) + "a"));
        assertTrue(ignores(List.of(folders), "a/".repeat(2_047) + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs/", "/", "a\nb", "a\u0000"})
    void refusesPatternsThatNameNoFile(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> new PathRule(List.of(pattern)));
    }

    @Test
    void refusesMoreAndLongerPatternsThanAnybodyWrites() {
        assertThrows(IllegalArgumentException.class, () -> new PathRule(Collections.nCopies(257, "a")));
        assertThrows(IllegalArgumentException.class, () -> new PathRule(List.of("a".repeat(257))));
    }

    private static boolean ignores(List<String> patterns, String path) {
        return new PathRule(patterns).ignores(path.getBytes(StandardCharsets.UTF_8));
    }

    private static String glob(Random random) {
        String glob = text(random, GLOB_LETTERS, 1 + random.nextInt(10));
        return glob.endsWith("/") ? glob + "a" : glob;
    }

    private static String text(Random random, String letters, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(letters.charAt(random.nextInt(letters.length())));
        return text.toString();
    }

    /** The definition, piece by piece, to a matcher that tracks back. */
    private static Pattern expression(String glob) {
        String anchored = glob.contains("/") ? glob : "**/" + glob.replaceAll("\\*+", "*");
        var matcher = Pattern.compile("(?<=^|/)\\*\\*+/|\\*\\*+|\\*|\\?|[^*?]")
                .matcher(anchored.startsWith("/") ? anchored.substring(1) : anchored);
        var expression = new StringBuilder();
        while (matcher.find()) {
            String piece = matcher.group();
            expression.append(
                    switch (piece.replaceAll("\\*\\*+", "**")) {
                        case "**/" -> "(.*/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> Pattern.quote(piece);
                    });
        }
        return Pattern.compile(expression.toString());
    }
}
