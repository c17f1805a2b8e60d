package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The hours of one user in a period in their natural order; none, if they are more than {@link #MOST}. */
public record UserHours(List<UserHour> rows, boolean isTooMany) {
    public static final int MOST = 200_000;

    private static final UserHours TOO_MANY = new UserHours(List.of(), true);

    public UserHours {
        rows = List.copyOf(rows);
        if (isTooMany && !rows.isEmpty()) throw new IllegalArgumentException("too many, but there are rows");
    }

    public static UserHours of(List<UserHour> rows) {
        return rows.size() > MOST
                ? TOO_MANY
                : new UserHours(rows.stream().sorted().toList(), false);
    }

    /** The same under the names that repositories have now; those of one repository and hour are added up. */
    public UserHours named(UnaryOperator<RepoId> nameOf) {
        List<UserHour> sums = new ArrayList<>();
        rows.stream().map(row -> row.of(nameOf.apply(row.repo()))).sorted().forEach(row -> {
            int last = sums.size() - 1;
            boolean isSame = last >= 0 && sums.get(last).compareTo(row) == 0;
            if (isSame) sums.set(last, sums.get(last).plus(row));
            else sums.add(row);
        });
        return new UserHours(sums, isTooMany);
    }

    public static UserHours merge(List<UserHours> parts) {
        if (parts.stream().anyMatch(UserHours::isTooMany)) return TOO_MANY;
        return of(parts.stream().flatMap(part -> part.rows().stream()).toList());
    }
}
