package dev.footfall.rules.file;

import dev.footfall.events.Unchecked;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.DurationText;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.RuleDigest;
import dev.footfall.rules.clients.ClientRules;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule set: all that decides a number beside the log. Two with one digest count the same, however they are written.
 *
 * @param lists the lists that it names, by the names that it has for them
 * @param projections the names of what is counted beside a repository's days, {@link ProjectionNames#STANDARD} before others
 */
public record RuleFile(
        String name, String text, Map<String, String> lists, CountingRules counting, List<String> projections) {
    /** A day's names are in one record of a log. */
    static final int MOST_NAMES = 5_000;

    /** The projections that tell a bounded number of names apart, up to {@link #MOST_NAMES}, with the standard one. */
    static final Map<String, Integer> BOUNDED = Map.of("files", 500, "revisions", 200);

    public static final List<String> IN_THE_PROGRAM = List.of("default", "robots-apart", "counter");

    static final List<String> BY_REQUEST = List.of("files", "sources");

    private static final String NO_PROJECTION = "none";

    public RuleFile {
        lists = Map.copyOf(lists);
        projections = List.copyOf(projections);
    }

    /** The set of this name that comes with the program, or else the one in the file of this path. */
    public static RuleFile of(String nameOrPath) {
        if (IN_THE_PROGRAM.contains(nameOrPath)) return ofProgram(nameOrPath);
        try {
            return read(Path.of(nameOrPath));
        } catch (InvalidPathException e) {
            throw new BadRuleFile(RuleFilePlace.whole(nameOrPath), null, "the path of a file", e);
        }
    }

    public static RuleFile read(Path file) {
        String name = file.toString();
        try {
            if (Files.size(file) > YamlValue.MAX_CHARACTERS * 4L) {
                throw new BadRuleFile(RuleFilePlace.whole(name), null, "a file of at most 4 MB");
            }
            Path directory = file.toAbsolutePath().getParent();
            ListFiles lists = directory == null ? ListFiles.none() : ListFiles.in(directory);
            return RuleFileReader.read(name, Files.readString(file), lists);
        } catch (CharacterCodingException e) {
            throw new BadRuleFile(RuleFilePlace.whole(name), null, "UTF-8", e);
        } catch (IOException e) {
            String sets = String.join(" or ", IN_THE_PROGRAM);
            throw new BadRuleFile(
                    RuleFilePlace.whole(name),
                    null,
                    "a file that can be read, or " + sets + " (" + Unchecked.reason(e) + ")",
                    e);
        }
    }

    /** The set of this text; {@code file} names it in refusals, and {@code lists} are its {@link #lists}. */
    public static RuleFile of(String file, String text, Map<String, String> lists) {
        return RuleFileReader.read(file, text, ListFiles.of(lists));
    }

    private static RuleFile ofProgram(String name) {
        String file = name + ".yaml";
        return RuleFileReader.read(file, Unchecked.text(RuleFile.class, file), ListFiles.none());
    }

    /** The chosen ones in their order; of two with one name the last. */
    static List<String> inOrder(Collection<String> chosen) {
        Map<Integer, String> ordered = new TreeMap<>();
        chosen.forEach(form -> ordered.put(ProjectionNames.ALL.indexOf(ScalarParser.nameOf(form)), form));
        return List.copyOf(ordered.values());
    }

    /** The text, where settings have changed what was read from it, with their values: a copy of it counts the same. */
    public String effectiveText() {
        if (of(name, text, lists).digest().equals(digest())) return text;
        String session = "{gap: " + DurationText.of(counting.gap()) + ", retention: "
                + DurationText.of(counting.retention()) + "}";
        String changed = withEntry(text, "session", session);
        changed = withEntry(changed, "redirects", counting.redirects().name().toLowerCase(Locale.ROOT));
        changed = withEntry(changed, "projections", "[" + String.join(", ", projections) + "]");
        if (of(name, changed, lists).digest().equals(digest())) return changed;
        throw new IllegalArgumentException("write session, redirects and projections of " + name
                + " as keys at the beginning of lines, because settings change them");
    }

    /** {@code text} with this value of a key, whose own value may have further lines, with comments between them. */
    private static String withEntry(String text, String key, String value) {
        String entry = key + ": " + value;
        Matcher own = Pattern.compile(
                        "(?m)^" + key + "[ \t]*:.*(?:(?:\\R(?:#.*)?(?=\\R|\\z))*+\\R(?:[ \t].*|-[ \t].*))*+")
                .matcher(text);
        if (own.find()) return own.replaceFirst(Matcher.quoteReplacement(entry));
        return text + (text.endsWith("\n") ? "" : "\n") + entry + "\n";
    }

    public RuleFile with(String key, String value) {
        try {
            return switch (key) {
                case "session.gap" -> with(counting.withGap(ScalarParser.gap(value)));
                case "session.retention" -> with(counting.withRetention(ScalarParser.retention(value)));
                case "counting.redirects" -> with(counting.withRedirects(ScalarParser.redirects(value)));
                case "projections" -> with(projections(value));
                case "breakdowns.files" -> withMost("files", value);
                case "breakdowns.revisions" -> withMost("revisions", value);
                default ->
                    throw new IllegalArgumentException(
                            "session.gap, session.retention, counting.redirects, projections");
            };
        } catch (IllegalArgumentException e) {
            throw new BadRuleFile(RuleFilePlace.whole(key), value, String.valueOf(e.getMessage()), e);
        }
    }

    private RuleFile with(CountingRules others) {
        return new RuleFile(name, text, lists, others, projections);
    }

    private RuleFile with(List<String> others) {
        return new RuleFile(name, text, lists, counting, others);
    }

    private RuleFile withMost(String projection, String most) {
        return with(projections.stream()
                .map(form -> ScalarParser.nameOf(form).equals(projection)
                        ? ScalarParser.projection(projection + ':' + most)
                        : form)
                .toList());
    }

    /** True without projections that cannot take a request back. */
    static boolean goesWithDoubleClicks(List<String> projections) {
        return projections.stream().map(ScalarParser::nameOf).noneMatch(BY_REQUEST::contains);
    }

    private List<String> projections(String names) {
        List<String> chosen = chosen(names);
        if (counting.slots().doubleClick().isZero() || goesWithDoubleClicks(chosen)) return chosen;
        throw new IllegalArgumentException("names without " + String.join(", ", BY_REQUEST) + " beside double clicks");
    }

    private static List<String> chosen(String names) {
        if (names.isBlank() || names.strip().equals(NO_PROJECTION)) return List.of();
        return inOrder(Stream.of(names.split(",", -1))
                .map(String::strip)
                .map(ScalarParser::projection)
                .toList());
    }

    public ClientRules clients() {
        return counting.clients();
    }

    public String digest() {
        return RuleDigest.of(counting, projections);
    }

    /** The name and the digest, such as {@code default@0123456789ab}. */
    public String id() {
        return name + "@" + digest();
    }
}
