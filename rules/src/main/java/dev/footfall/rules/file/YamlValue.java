package dev.footfall.rules.file;

import dev.footfall.rules.file.BadRuleFile.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a rule file, and the place where it stands. */
record YamlValue(String file, String key, Node node) {
    Place place() {
        Optional<Mark> mark = node.getStartMark();
        return new Place(
                file,
                mark.map(at -> at.getLine() + 1).orElse(0),
                mark.map(at -> at.getColumn() + 1).orElse(0),
                key);
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
    Map<String, YamlValue> entries(Set<String> known) {
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
