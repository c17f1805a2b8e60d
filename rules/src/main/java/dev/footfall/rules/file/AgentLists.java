package dev.footfall.rules.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The lists that a rule set names, each as it was read, so that the set can go where its files are not. */
final class AgentLists {
    private final Function<String, AgentList> source;
    private final Map<String, String> read = new LinkedHashMap<>();

    private AgentLists(Function<String, AgentList> source) {
        this.source = source;
    }

    /** No lists, for a set of the program. */
    static AgentLists none() {
        return new AgentLists(name -> {
            throw new IllegalArgumentException("no list in a rule set of the program");
        });
    }

    /** The lists in files, named from this directory. */
    static AgentLists in(Path directory) {
        return new AgentLists(name -> AgentList.read(path(directory, name)));
    }

    /** Lists that came along, by the names that the set has for them. */
    static AgentLists of(Map<String, String> lists) {
        return new AgentLists(name -> {
            String text = lists.get(name);
            if (text == null) throw new IllegalArgumentException("a list that came along: " + lists.keySet());
            return AgentList.of(name, text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Path path(Path directory, String name) {
        try {
            return directory.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the path of a file, from the rule file's directory", e);
        }
    }

    /**
     * The list of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    AgentList get(String name) {
        AgentList list = source.apply(name);
        read.put(name, list.toJson());
        return list;
    }

    /** All lists that were asked for, by their names. */
    Map<String, String> read() {
        return read;
    }
}
