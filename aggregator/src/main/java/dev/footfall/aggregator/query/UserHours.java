package dev.footfall.aggregator.query;

import java.util.List;

/**
 * The hours of one user in a period, or the finding that they are too many to be held.
 *
 * @param rows the hours in their natural order; none if they are too many
 * @param isTooMany true if there are more than {@link #MOST}
 */
public record UserHours(List<UserHour> rows, boolean isTooMany) {
    /** The most rows. */
    public static final int MOST = 200_000;

    private static final UserHours TOO_MANY = new UserHours(List.of(), true);

    public UserHours {
        rows = List.copyOf(rows);
        if (isTooMany && !rows.isEmpty()) throw new IllegalArgumentException("too many, but there are rows");
    }

    /** These hours, in whichever order, unless they are too many. */
    public static UserHours of(List<UserHour> rows) {
        return rows.size() > MOST
                ? TOO_MANY
                : new UserHours(rows.stream().sorted().toList(), false);
    }

    /** The hours of several partitions. */
    public static UserHours merge(List<UserHours> parts) {
        if (parts.stream().anyMatch(UserHours::isTooMany)) return TOO_MANY;
        return of(parts.stream().flatMap(part -> part.rows().stream()).toList());
    }
}
