package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientClasses;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.PatternForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentListTest {
    private static final String LIST = """
            [
              {"pattern": "Snail\\\\/", "tags": ["search-engine"], "instances": ["Snail/1.0"], "url": "http://snail.example"},
              {"pattern": "^fetchlib\\\\/", "tags": ["http-library"], "instances": ["fetchlib/3"]},
              {"pattern": "[Tt]icktock", "tags": ["monitoring", "seo"], "instances": ["Ticktock 7", "a ticktock"]},
              {"pattern": "Snail\\\\/2", "tags": ["monitoring"], "depends_on": ["Snail\\\\/"]},
              {"pattern": "no tags"}
            ]
            """;
    private static final String RULES = """
            name: with-list
            clients:
              - {class: tool, agent-prefix: [Snail/tool]}
              - {list: snails, file: list.json, except-tags: [http-library], tags: {monitoring: monitor}, class: robot}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Snail/1.0 | robot | rule 2, line 4: list snails, agent-contains 'Snail/'",
                "Snail/2.0 | robot | rule 2, line 4: list snails, agent-contains 'Snail/'",
                "Snail/tool | tool | rule 1, line 3: agent-prefix 'Snail/tool'",
                "snail/1.0 | unknown | no rule",
                "fetchlib/3 | unknown | no rule",
                "a ticktock | monitor | rule 2, line 4: list snails, agent-matches '[Tt]icktock'",
                "no tags | robot | rule 2, line 4: list snails, agent-contains 'no tags'",
            })
    void classesByTheKeepersOrderAndTagsAndLeavesOutExceptedOnes(String agent, String type, String decision)
            throws IOException {
        var match = ClientClasses.of(read(LIST, RULES).clients().rules())
                .match(agent.getBytes(StandardCharsets.UTF_8), "", "");

        assertEquals(type, match.type().label());
        assertEquals(decision, match.toString());
    }

    @Test
    void hasTheListsPatternsInTheDigestAndNothingElseOfIt() throws IOException {
        String digest = read(LIST, RULES).digest();

        assertEquals(digest, read(LIST.replace("Snail/1.0", "Snail/9"), RULES).digest());
        assertEquals(
                digest,
                read(LIST, RULES.replace("list: snails", "list: others")).digest());
        assertNotEquals(
                digest, read(LIST.replace("no tags", "some tags"), RULES).digest());
        assertNotEquals(
                digest,
                read(LIST.replace("http-library", "seo"), RULES.replace("http-library", "seo"))
                        .digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Snail\\\\/2 | (?=a) | list.json:5:15 is '(?=a)': allowed is a regular expression of RE2",
                "[\\n | {\\n | list.json:1:1: allowed is an array of objects",
                "\"no tags\" | 7 | list.json:6:15: allowed is a pattern",
                "\"pattern\": \"no tags\" | \"name\": \"a\" | list.json:6:3: allowed is an object with a pattern",
                "[\"monitoring\"] | \"monitoring\" | list.json:5:36: allowed is an array of tags",
                "}\\n] | }\\n | list.json:8:1: allowed is JSON (Unexpected end-of-input: expected close marker for Array)",
            })
    void namesThePlaceInTheListThatIsNotAsItMustBe(String was, String is, String message) throws IOException {
        String list = LIST.replace(was.replace("\\n", "\n").replace("\\\\", "\\\\"), is.replace("\\n", "\n"));

        assertNotEquals(LIST, list);
        var refused = assertThrows(BadRuleFile.class, () -> read(list, RULES));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(directory + "/" + message), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[http-library] | [http-libary] | rules.yaml:4:51: clients[1].except-tags[0] is 'http-libary': allowed is a tag of the list: http-library, monitoring, search-engine, seo",
                "monitoring: | montoring: | rules.yaml:4:73: clients[1].tags is 'montoring': allowed is http-library, monitoring, search-engine, seo",
                "list.json | none.json | none.json: allowed is a list that can be read (no such file)",
            })
    void refusesATagThatTheListHasNotAndAListThatIsNotThere(String was, String is, String message) {
        var refused = assertThrows(BadRuleFile.class, () -> read(LIST, RULES.replace(was, is)));

        assertTrue(String.valueOf(refused.getMessage()).startsWith(directory + "/" + message), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "Snail\\/, AGENT_CONTAINS, Snail/",
        "^Snail\\/, AGENT_PREFIX, Snail/",
        "Snail\\.com \\(x\\), AGENT_CONTAINS, Snail.com (x)",
        "Snail.com, AGENT_MATCHES, Snail.com",
        "Snail\\d, AGENT_MATCHES, Snail\\d",
        "Snail$, AGENT_MATCHES, Snail$",
        "Snail|Slug, AGENT_MATCHES, Snail|Slug",
        "[Ss]nail, AGENT_MATCHES, [Ss]nail",
        "^, AGENT_MATCHES, ^",
    })
    void takesAPatternForALiteralWhereItIsOne(String regex, PatternForm form, String text) {
        assertEquals(
                new ClientPattern(form, text, ClientClass.ROBOT), ClientRulesReader.pattern(regex, ClientClass.ROBOT));
    }

    @Test
    void travelsWithTheRulesThatNameIt() throws IOException {
        RuleFile here = read(LIST, RULES);

        RuleFile there = RuleFile.of("rules.yaml", here.text(), here.lists());

        assertEquals(here.digest(), there.digest());
        assertEquals(here.lists(), there.lists());
        var refused = assertThrows(BadRuleFile.class, () -> RuleFile.of("rules.yaml", RULES, Map.of()));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("clients[1].file is 'list.json'"), refused.getMessage());
    }

    /** The keeper's own list: every instance of an entry is found by the first pattern that java.util.regex finds. */
    @Test
    @EnabledIfEnvironmentVariable(named = "CRAWLER_USER_AGENTS", matches = ".+")
    void findsInTheKeepersListWhatItsOwnPatternsFind() throws IOException {
        Path file = Path.of(System.getenv("CRAWLER_USER_AGENTS"));
        List<AgentList.ListedAgent> entries =
                AgentList.of(file.toString(), Files.readAllBytes(file)).entries();
        ClientClasses classes = ClientClasses.of(
                read(Files.readString(file), "name: a\nclients: [{list: l, file: list.json, class: robot}]")
                        .clients()
                        .rules());
        List<Pattern> patterns =
                entries.stream().map(entry -> Pattern.compile(entry.pattern())).toList();

        assertTrue(entries.size() > 1_000, () -> entries.size() + " entries");
        for (String instance : instances(file)) {
            boolean isFound = patterns.stream()
                    .anyMatch(pattern -> pattern.matcher(instance).find());
            ClientClass type = classes.match(instance.getBytes(StandardCharsets.UTF_8), "", "")
                    .type();
            assertEquals(isFound, type == ClientClass.ROBOT, instance);
        }
        assertFalse(instances(file).isEmpty());
    }

    private static List<String> instances(Path file) throws IOException {
        return Pattern.compile("\"(Mozilla[^\"\\\\]+|[A-Za-z]+/[^\"\\\\]+)\"")
                .matcher(Files.readString(file))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private RuleFile read(String list, String rules) throws IOException {
        Files.writeString(directory.resolve("list.json"), list);
        return RuleFile.read(Files.writeString(directory.resolve("rules.yaml"), rules));
    }
}
