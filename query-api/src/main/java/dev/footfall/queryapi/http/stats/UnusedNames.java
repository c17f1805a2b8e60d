package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.question.NameDay;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Of all files or revisions that were ever asked for, those with at most {@code max} downloads since a day: those of a part
 * and the row after it, the longest unused first.
 */
record UnusedNames(NameKind kind, LocalDate since, long max, ListPart part, Predicate<RepoId> wanted) {
    List<UnusedRow> of(RowCursor<NameDay> rows) {
        var longest = new TopK<UnusedRow>(part.limit() + 1, UnusedRow.LONGEST_FIRST, row -> part.begins(row.place()));
        Optional<OneRepository> open = Optional.empty();
        while (rows.hasNext()) {
            RepositoryRow<NameDay> row = rows.next();
            if (!wanted.test(row.repo())) continue;
            if (open.filter(one -> one.repo.equals(row.repo())).isEmpty()) {
                open.ifPresent(one -> one.offer(longest));
                open = Optional.of(new OneRepository(row.repo()));
            }
            open.get().add(row.day());
        }
        open.ifPresent(one -> one.offer(longest));
        return longest.ranked();
    }

    private final class OneRepository {
        private final RepoId repo;
        private final Map<String, LocalDate> last = new HashMap<>();
        private final Map<String, DailyCounts> recent = new HashMap<>();
        private boolean isBounded;

        OneRepository(RepoId repo) {
            this.repo = repo;
        }

        void add(NameDay day) {
            boolean isRecent = !day.date().isBefore(since);
            isBounded |= isRecent && kind.isBounded(day.counts());
            day.counts().named().forEach((name, counts) -> {
                if (name.isEmpty()) return; // of no known revision
                last.merge(name, day.date(), (one, other) -> one.isBefore(other) ? other : one);
                if (isRecent) recent.merge(name, counts, DailyCounts::plus);
            });
        }

        void offer(TopK<UnusedRow> longest) {
            last.forEach((name, date) -> {
                DailyCounts counts = Objects.requireNonNullElse(recent.get(name), DailyCounts.ZERO);
                if (counts.downloads() > max) return;
                long bytes = counts.bytes();
                longest.offer(
                        new UnusedRow(repo, Optional.of(date), counts.downloads(), bytes, List.of(), name, isBounded));
            });
        }
    }
}
