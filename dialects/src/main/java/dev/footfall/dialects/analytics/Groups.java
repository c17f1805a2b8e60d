package dev.footfall.dialects.analytics;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The groups of users in a file of properties, {@code group = user, user}, read again when it has changed. Thread-safe. */
final class Groups {
    static final String NAME = "group_id";

    static final Parameter PARAMETER = new Parameter(
            NAME,
            ParameterPlace.QUERY,
            "Only the users of this group of analytics.groups; empty for all.",
            Schema.text().with("pattern", "^.*$").with("example", ""));

    private final @Nullable Path file;
    private FileTime read = FileTime.fromMillis(-1);
    private Map<String, Set<String>> groups = Map.of();

    /** Fails with a message that names the file if it cannot be read. */
    Groups(Optional<Path> file) {
        this.file = file.orElse(null);
        all();
    }

    /** The users of the group that was asked for; empty if none was. */
    Optional<Set<String>> members(QueryParameters query) {
        String group = query.text(NAME).orElse("");
        if (group.isEmpty()) return Optional.empty();
        Map<String, Set<String>> known = now();
        if (known.containsKey(group)) return Optional.of(known.get(group));
        String allowed = known.isEmpty()
                ? "nothing: there are no groups"
                : known.keySet().stream().limit(20).collect(Collectors.joining(", ", "a group: ", ""));
        throw new BadParameter(NAME, group, allowed);
    }

    /** No groups are better than old ones under their names. */
    private Map<String, Set<String>> now() {
        try {
            return all();
        } catch (IllegalArgumentException e) {
            throw new HttpProblemException(Problem.unavailable(String.valueOf(e.getMessage())));
        }
    }

    static void refuse(QueryParameters query) {
        String group = query.text(NAME).orElse("");
        if (!group.isEmpty()) throw new BadParameter(NAME, group, "nothing: this route covers all users");
    }

    private synchronized Map<String, Set<String>> all() {
        if (file == null) return groups;
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) groups = groups(file);
            read = changed;
            return groups;
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException failure ? Unchecked.reason(failure) : e.getMessage();
            throw new IllegalArgumentException("analytics.groups " + file + " cannot be read: " + why, e);
        }
    }

    private static Map<String, Set<String>> groups(Path file) throws IOException {
        var properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        Map<String, Set<String>> groups = new TreeMap<>();
        for (String group : properties.stringPropertyNames()) {
            groups.put(
                    group,
                    Stream.of(properties.getProperty(group).split(",", -1))
                            .map(String::strip)
                            .filter(user -> !user.isEmpty())
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return groups;
    }
}
