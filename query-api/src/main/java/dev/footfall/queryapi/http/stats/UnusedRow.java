package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.ListPlace;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * @param last the last day with a request that counted; empty for one that never had any
 * @param gaps the sources, of those that ever sent its files, that lack hours since that day; all such sources if
 *     none did
 * @param name that of a file or revision; empty for a repository
 * @param bounded whether its downloads may be among those of others, that could not be distinguished
 */
record UnusedRow(
        RepoId repo,
        Optional<LocalDate> last,
        long downloads,
        long bytes,
        List<String> gaps,
        String name,
        boolean bounded) {
    static final Comparator<UnusedRow> LONGEST_FIRST = Comparator.comparing(
                    (UnusedRow row) -> row.last.orElse(LocalDate.MIN))
            .thenComparing(UnusedRow::repo)
            .thenComparing(UnusedRow::name);

    ListPlace place() {
        return ListPlace.of(last.orElse(LocalDate.MIN).toEpochDay(), repo.key(), name);
    }
}
