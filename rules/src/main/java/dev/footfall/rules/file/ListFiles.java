package dev.footfall.rules.file;

import dev.footfall.events.Unchecked;
import dev.footfall.rules.clients.VisitorDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lists that a rule set names, each as it was read, so that the set can go where its files are not. */
final class ListFiles {

    private static final long MAX_BYTES = 16L << 20;

    private final Function<String, ListText> sources;
    private final Map<String, String> read = new LinkedHashMap<>();

    private record ListText(String file, String text) {}

    private ListFiles(Function<String, ListText> sources) {
        this.sources = sources;
    }

    static ListFiles none() {
        return new ListFiles(name -> {
            throw new IllegalArgumentException("no list in a built-in rule set");
        });
    }

    static ListFiles in(Path directory) {
        return new ListFiles(name -> read(path(directory, name)));
    }

    static ListFiles of(Map<String, String> lists) {
        return new ListFiles(name -> {
            String text = lists.get(name);
            if (text == null) throw new IllegalArgumentException("one of the supplied lists: " + lists.keySet());
            return new ListText(name, text);
        });
    }

    private static Path path(Path directory, String name) {
        try {
            return directory.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the path of a file, from the rule file's directory", e);
        }
    }

    private static ListText read(Path file) {
        RuleFilePlace whole = RuleFilePlace.whole(file.toString());
        try {
            if (Files.size(file) > MAX_BYTES) throw new BadRuleFile(whole, null, "a list of at most 16 MiB");
            return new ListText(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BadRuleFile(whole, null, "a list that can be read (" + Unchecked.reason(e) + ")", e);
        }
    }

    AgentList agents(String name) {
        ListText source = sources.apply(name);
        AgentList list = AgentList.of(source.file, source.text.getBytes(StandardCharsets.UTF_8));
        read.put(name, list.toJson());
        return list;
    }

    /** The visitor-days of a list, one a line; lines that are empty or begin with {@code #} are comments. */
    List<VisitorDay> visitorDays(String name) {
        ListText source = sources.apply(name);
        Set<VisitorDay> days = new LinkedHashSet<>();
        List<String> lines = source.text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) continue;
            RuleFilePlace place = new RuleFilePlace(source.file, i + 1, 1, "");
            if (!days.add(visitorDay(line, place))) throw new BadRuleFile(place, line, "each visitor-day once");
            if (days.size() > AgentList.MAX_ENTRIES)
                throw new BadRuleFile(place, null, "at most " + AgentList.MAX_ENTRIES + " entries");
        }
        read.put(name, days.stream().map(VisitorDay::toString).collect(Collectors.joining("\n")));
        return List.copyOf(days);
    }

    private static VisitorDay visitorDay(String line, RuleFilePlace place) {
        try {
            return VisitorDay.parse(line);
        } catch (IllegalArgumentException e) {
            throw new BadRuleFile(place, line, String.valueOf(e.getMessage()), e);
        }
    }

    /** By the names that the set has for them. */
    Map<String, String> read() {
        return read;
    }
}
