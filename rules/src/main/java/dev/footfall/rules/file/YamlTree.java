package dev.footfall.rules.file;

import dev.footfall.rules.file.BadRuleFile.Place;
import java.util.Optional;
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
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The reading of YAML 1.2 as a tree of texts: no types are guessed, so that {@code no} is a word. One document of at most a million
 * characters and 16 levels, without anchors, so that no file is larger than it looks.
 */
final class YamlTree {
    static final int MAX_CHARACTERS = 1_000_000;
    static final int MAX_DEPTH = 16;

    private YamlTree() {}

    /**
     * Reads the text of a file.
     *
     * @throws BadRuleFile if it is no YAML, or has what is not taken
     */
    static YamlValue read(String file, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new BadRuleFile(Place.whole(file), null, "a file of at most " + MAX_CHARACTERS + " characters");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema())
                .build();
        try {
            checkShape(file, new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(node -> new YamlValue(file, "", node))
                    .orElseThrow(() -> new BadRuleFile(Place.whole(file), null, "a rule set, and this file is empty"));
        } catch (MarkedYamlEngineException e) {
            Place place = place(file, e.getProblemMark().or(e::getContextMark));
            throw new BadRuleFile(place, null, "YAML 1.2 (" + e.getProblem() + ")", e);
        } catch (YamlEngineException e) {
            throw new BadRuleFile(Place.whole(file), null, "YAML 1.2 (" + e.getMessage() + ")", e);
        }
    }

    /** Looks at the events before a tree is made of them: making it is recursive. */
    private static void checkShape(String file, Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionEndEvent) depth--;
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new BadRuleFile(place(file, event.getStartMark()), null, "at most " + MAX_DEPTH + " levels");
            }
            if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                throw new BadRuleFile(place(file, event.getStartMark()), null, "no anchor and no alias");
            }
        }
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1, ""))
                .orElseGet(() -> Place.whole(file));
    }
}
