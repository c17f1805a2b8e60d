package dev.footfall.rules.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

record YamlValue(String file, String key, Node node) {
    static final int MAX_CHARACTERS = 1_000_000;
    static final int MAX_DEPTH = 16;

    /** YAML 1.2 as a tree of texts, no types guessed. At most a million characters and 16 levels, no anchors. */
    static YamlValue read(String file, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new BadRuleFile(
                    RuleFilePlace.whole(file), null, "a file of at most " + MAX_CHARACTERS + " characters");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema())
                .build();
        try {
            checkShape(file, new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(node -> new YamlValue(file, "", node))
                    .orElseThrow(() ->
                            new BadRuleFile(RuleFilePlace.whole(file), null, "a rule set, and this file is empty"));
        } catch (MarkedYamlEngineException e) {
            RuleFilePlace place = place(file, "", e.getProblemMark().or(e::getContextMark));
            throw new BadRuleFile(place, null, "YAML 1.2 (" + e.getProblem() + ")", e);
        } catch (YamlEngineException e) {
            throw new BadRuleFile(RuleFilePlace.whole(file), null, "YAML 1.2 (" + e.getMessage() + ")", e);
        }
    }

    /** Looks at the events before a tree is made of them: making it is recursive. */
    private static void checkShape(String file, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionEndEvent) depth--;
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new BadRuleFile(place(file, "", event.getStartMark()), null, "at most " + MAX_DEPTH + " levels");
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw new BadRuleFile(place(file, "", event.getStartMark()), null, "no anchor and no alias");
            }
        }
    }

    private static RuleFilePlace place(String file, String key, Optional<Mark> mark) {
        int line = mark.map(at -> at.getLine() + 1).orElse(0);
        int column = mark.map(at -> at.getColumn() + 1).orElse(0);
        return new RuleFilePlace(file, line, column, key);
    }

    RuleFilePlace place() {
        return place(file, key, node.getStartMark());
    }

    int line() {
        return place().line();
    }

    /** A text of one line or more, also a number: what it means is for the caller to say. */
    String text() {
        if (!(node instanceof ScalarNode scalar)) throw refused("a text, and this is " + kind());
        boolean isNothing = scalar.isPlain() && scalar.getValue().isEmpty();
        if (isNothing) throw new BadRuleFile(place(), null, "a text, and this is nothing");
        if (!scalar.getTag().equals(Tag.STR)) throw refused("a value without a tag");
        return scalar.getValue();
    }

    /** Parses the text; {@code form} throws an {@link IllegalArgumentException} that says what is allowed. */
    <T> T text(Function<String, T> form) {
        String text = text();
        try {
            return form.apply(text);
        } catch (BadRuleFile e) {
            throw e; // of a file that the text names
        } catch (IllegalArgumentException e) {
            throw new BadRuleFile(place(), text, String.valueOf(e.getMessage()), e);
        }
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) throw refused("a list, and this is " + kind());
        var items = new ArrayList<YamlValue>();
        for (Node item : sequence.getValue()) items.add(new YamlValue(file, key + "[" + items.size() + "]", item));
        return items;
    }

    boolean has(String name) {
        if (!(node instanceof MappingNode mapping)) return false;
        return mapping.getValue().stream()
                .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name));
    }

    /** The entries of a map in their order; its keys are some of these, and none twice. */
    Map<String, YamlValue> entries(Collection<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused("a map of " + String.join(", ", known) + ", and this is " + kind());
        }
        var entries = new LinkedHashMap<String, YamlValue>();
        for (NodeTuple tuple : mapping.getValue()) {
            var name = new YamlValue(file, key, tuple.getKeyNode());
            String text = name.text();
            if (!known.contains(text)) {
                throw new BadRuleFile(name.place(), text, String.join(", ", known));
            }
            String path = key.isEmpty() ? text : key + "." + text;
            if (entries.put(text, new YamlValue(file, path, tuple.getValueNode())) != null) {
                throw new BadRuleFile(name.place(), text, "each key once");
            }
        }
        return entries;
    }

    BadRuleFile refused(String allowed) {
        return new BadRuleFile(place(), node instanceof ScalarNode scalar ? scalar.getValue() : null, allowed);
    }

    private String kind() {
        if (node instanceof MappingNode) return "a map";
        return node instanceof SequenceNode ? "a list" : "a text";
    }
}
