package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All daily rows of a period on which something was counted, of what the caller may see.
 *
 * @param type of repositories of this type; empty for all
 * @param from the first day
 * @param to the last one, inclusive
 * @param caller the caller, by whose rights rows are left out
 */
public record AllRows(Optional<RepoType> type, LocalDate from, LocalDate to, Caller caller) implements RowsQuery {
    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<RowCursor> answer(PartitionView view) {
        return view.state().rows(view.partition(), type).map(rows -> new Wanted(rows, new Rule(view.access(caller))));
    }

    /** The rows that are wanted. Looks up each repository once: its rows follow one another. Used by one thread. */
    private final class Rule implements Predicate<RepositoryRow> {
        private final Access access;
        private Optional<RepoId> asked = Optional.empty();
        private boolean isVisible;

        Rule(Access access) {
            this.access = access;
        }

        @Override
        public boolean test(RepositoryRow row) {
            LocalDate date = row.day().date();
            boolean isInPeriod = !date.isBefore(from) && !date.isAfter(to);
            return isInPeriod && row.day().counts().files() > 0 && isVisible(row.repo());
        }

        private boolean isVisible(RepoId repo) {
            if (asked.filter(repo::equals).isPresent()) return isVisible;
            asked = Optional.of(repo);
            isVisible = access.isVisible(repo);
            return isVisible;
        }
    }

    /** The rows of a cursor that are wanted; reads one ahead when asked whether there is one. */
    private static final class Wanted implements RowCursor {
        private final RowCursor rows;
        private final Predicate<RepositoryRow> rule;
        private Optional<RepositoryRow> ahead = Optional.empty();

        Wanted(RowCursor rows, Predicate<RepositoryRow> rule) {
            this.rows = rows;
            this.rule = rule;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && rows.hasNext())
                ahead = Optional.of(rows.next()).filter(rule);
            return ahead.isPresent();
        }

        @Override
        public RepositoryRow next() {
            if (!hasNext()) throw new NoSuchElementException();
            RepositoryRow row = ahead.orElseThrow();
            ahead = Optional.empty();
            return row;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
