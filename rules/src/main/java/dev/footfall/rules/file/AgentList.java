package dev.footfall.rules.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The agents of crawler-user-agents: a JSON array of objects with a regular {@code pattern} and {@code tags}. */
record AgentList(List<ListedAgent> entries) {
    static final int MAX_ENTRIES = 20_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).build())
            .build();

    record ListedAgent(String pattern, Set<String> tags, RuleFilePlace place) {}

    static AgentList of(String name, byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            return new AgentList(entries(name, json));
        } catch (JsonProcessingException e) {
            throw new BadRuleFile(place(name, e.getLocation()), null, "JSON (" + reason(e) + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is none in memory
        }
    }

    String toJson() {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (ListedAgent entry : entries) {
                json.writeStartObject();
                json.writeStringField("pattern", entry.pattern);
                String[] tags = entry.tags.stream().sorted().toArray(String[]::new);
                json.writeFieldName("tags");
                json.writeArray(tags, 0, tags.length);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is none in memory
        }
        return text.toString();
    }

    private static List<ListedAgent> entries(String file, JsonParser json) throws IOException {
        require(file, json, json.nextToken() == JsonToken.START_ARRAY, "an array of objects");
        var entries = new ArrayList<ListedAgent>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(file, json, json.currentToken() == JsonToken.START_OBJECT, "an object with a pattern");
            require(file, json, entries.size() < MAX_ENTRIES, "at most " + MAX_ENTRIES + " entries");
            entries.add(entry(file, json));
        }
        require(file, json, json.nextToken() == null, "nothing after the array");
        return entries;
    }

    private static ListedAgent entry(String file, JsonParser json) throws IOException {
        String pattern = "";
        RuleFilePlace place = place(file, json.currentTokenLocation());
        Set<String> tags = Set.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("pattern")) {
                require(file, json, value == JsonToken.VALUE_STRING, "a pattern");
                pattern = json.getText();
                place = place(file, json.currentTokenLocation());
            } else if (key.equals("tags")) {
                tags = tags(file, json);
            } else {
                json.skipChildren();
            }
        }
        if (pattern.isEmpty()) throw new BadRuleFile(place, null, "an object with a pattern");
        return new ListedAgent(pattern, tags, place);
    }

    private static Set<String> tags(String file, JsonParser json) throws IOException {
        require(file, json, json.currentToken() == JsonToken.START_ARRAY, "an array of tags");
        var tags = new HashSet<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(file, json, json.currentToken() == JsonToken.VALUE_STRING, "a tag");
            tags.add(json.getText());
        }
        return tags;
    }

    private static String reason(JsonProcessingException e) {
        return e.getOriginalMessage().replaceFirst(" \\(start marker .*", "");
    }

    private static void require(String file, JsonParser json, boolean isSo, String allowed) {
        if (!isSo) throw new BadRuleFile(place(file, json.currentTokenLocation()), null, allowed);
    }

    private static RuleFilePlace place(String file, JsonLocation location) {
        return new RuleFilePlace(file, location.getLineNr(), location.getColumnNr(), "");
    }
}
