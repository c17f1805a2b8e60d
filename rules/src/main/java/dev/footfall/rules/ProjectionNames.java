package dev.footfall.rules;

import java.util.List;
import java.util.stream.Stream;

/** The names of projections, as in the setting {@code projections}. */
public final class ProjectionNames {
    public static final String HOURS = "hours";
    public static final String CLIENTS = "clients";
    public static final String SOURCES = "sources";
    public static final String USERS = "users";
    public static final String CLASSES = "classes";
    public static final String SOURCE_HOURS = "source-hours";
    public static final String VISITORS = "visitors";
    public static final String FILES = "files";
    public static final String REVISIONS = "revisions";
    public static final String COUNTRIES = "countries";
    public static final String UNIQUES = "uniques";
    public static final String ACCESS = "access";

    /** Those that are counted unless a rule file or a setting says otherwise. */
    public static final List<String> STANDARD = List.of(HOURS, CLIENTS, SOURCES, USERS, CLASSES, SOURCE_HOURS);

    /** Those that {@code run} counts in a new data directory: also what costs less than a tenth of a replay. */
    public static final List<String> NEW_DIRECTORY =
            Stream.concat(STANDARD.stream(), Stream.of(VISITORS)).toList();

    /** The standard ones first, in the order of the digest. */
    public static final List<String> ALL = Stream.concat(
                    NEW_DIRECTORY.stream(), Stream.of(FILES, REVISIONS, COUNTRIES, UNIQUES, ACCESS))
            .toList();

    private ProjectionNames() {}
}
