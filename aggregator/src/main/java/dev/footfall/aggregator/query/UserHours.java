package dev.footfall.aggregator.query;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** By repository, then hour. Downloads are sessions that began then; bytes at most {@link Long#MAX_VALUE}. */
    public record UserHour(RepoId repo, Instant begin, long files, long downloads, long bytes)
            implements Comparable<UserHour> {
        private static final Comparator<UserHour> ORDER =
                Comparator.comparing(UserHour::repo).thenComparing(UserHour::begin);

        public UserHour of(RepoId name) {
            return name.equals(repo) ? this : new UserHour(name, begin, files, downloads, bytes);
        }

        public HourlyCounts.Hour counts() {
            return new HourlyCounts.Hour(downloads, files, bytes);
        }

        UserHour plus(UserHour other) {
            return new UserHour(
                    repo,
                    begin,
                    files + other.files,
                    downloads + other.downloads,
                    DailyCounts.saturatedSum(bytes, other.bytes));
        }

        @Override
        public int compareTo(UserHour other) {
            return ORDER.compare(this, other);
        }
    }

    /** Most files first, then by id. Downloads are sessions that began then; bytes at most {@link Long#MAX_VALUE}. */
    public record UserSum(String user, long files, long downloads, long bytes) implements Comparable<UserSum> {
        private static final Comparator<UserSum> MOST_FIRST =
                Comparator.comparingLong(UserSum::files).reversed().thenComparing(UserSum::user);

        public UserSum of(String other) {
            return new UserSum(other, files, downloads, bytes);
        }

        public UserSum plus(UserSum other) {
            return new UserSum(
                    user,
                    files + other.files,
                    downloads + other.downloads,
                    DailyCounts.saturatedSum(bytes, other.bytes));
        }

        @Override
        public int compareTo(UserSum other) {
            return MOST_FIRST.compare(this, other);
        }
    }
}
