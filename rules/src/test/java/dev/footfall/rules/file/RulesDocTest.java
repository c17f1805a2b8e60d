package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.PatternForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/rules.md, read as an operator's file. */
class RulesDocTest {
    private static final Path DOC = Path.of("..", "docs", "rules.md");
    private static final String LIST = """
            [{"pattern": "Snail", "tags": ["seo"]},
             {"pattern": "fetchlib", "tags": ["http-library"]},
             {"pattern": "puppet", "tags": ["browser-automation"]},
             {"pattern": "ticktock", "tags": ["monitoring"]}]
            """;

    @TempDir
    Path directory;

    @Test
    void readsItsExampleWithEveryKey() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.+?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
        assertTrue(example.find(), "there is an example");
        Files.writeString(directory.resolve("crawler-user-agents.json"), LIST);

        RuleFile rules = RuleFile.read(Files.writeString(directory.resolve("hub.yaml"), example.group(1)));

        assertEquals("hub", rules.name());
        assertEquals(
                RuleFile.of("robots-apart").clients().excluded(),
                rules.clients().excluded());
        assertEquals(5, rules.clients().rules().size());
        assertEquals(2, rules.clients().rules().get(3).patterns().size());
        for (String key : RuleFileReader.KEYS) assertTrue(example.group(1).contains(key + ":"), key);
    }

    @Test
    void namesEveryKeyAndEveryClass() throws IOException {
        String text = Files.readString(DOC);

        for (String key : RuleFileReader.KEYS) assertTrue(text.contains("| `" + key), key);
        for (PatternForm form : PatternForm.values()) {
            assertTrue(text.contains("| `" + form.key() + "` |"), form.key());
        }
        for (ClientClass type : ClientClass.values()) assertTrue(text.contains("| `" + type.label() + "` |"));
    }
}
