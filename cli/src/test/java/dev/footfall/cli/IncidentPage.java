package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.footfall.rules.file.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of incidents, {@code docs/incidents.md}: of each its commands, and what it adds to the rules. */
final class IncidentPage {
    private static final Path PAGE = Path.of("../docs/incidents.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|yaml)\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String section;

    private IncidentPage(String section) {
        this.section = section;
    }

    /** The section below this heading. */
    static IncidentPage section(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("\n## " + heading + "\n");
        if (from < 0) throw new AssertionError("docs/incidents.md has no section " + heading);
        int to = page.indexOf("\n## ", from + 1);
        return new IncidentPage(page.substring(from, to < 0 ? page.length() : to));
    }

    /** The arguments of each of its commands, in their order. */
    List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        for (String line : blocks("sh")) {
            line.lines().forEach(command -> commands.add(arguments(command)));
        }
        return commands;
    }

    private static List<String> arguments(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
        if (!words.get(0).equals("./footfall")) throw new AssertionError(command);
        return words.subList(1, words.size());
    }

    /** The rules of the program with what it adds to them: an entry replaces one of its key, items come before others. */
    String rules() throws IOException {
        ObjectNode rules = (ObjectNode) YAML.readTree(RuleFile.of("default").text());
        rules.put("name", "mended");
        for (String block : blocks("yaml")) {
            for (var entry : YAML.readTree(block).properties()) {
                JsonNode before = rules.get(entry.getKey());
                if (before instanceof ArrayNode items) {
                    ArrayNode all = (ArrayNode) entry.getValue();
                    rules.set(entry.getKey(), all.addAll(items));
                } else if (before instanceof ObjectNode map) {
                    map.setAll((ObjectNode) entry.getValue());
                } else {
                    rules.set(entry.getKey(), entry.getValue());
                }
            }
        }
        return YAML.writeValueAsString(rules).replaceFirst("^---\n", "");
    }

    private List<String> blocks(String language) {
        Matcher matcher = BLOCK.matcher(section);
        return matcher.results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
