package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.store.RowFormat;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of repositories with several names, of those names that are in one partition: the sums of each day, under the name
 * that the repository has. Read repository by repository. Used by one thread.
 */
final class RenamedRows<T> implements RowCursor<T> {
    private final RowsQuery<T> query;
    private final PartitionView view;
    private final Iterator<Lineage> repositories;
    private Iterator<RepositoryRow<T>> rows = Collections.emptyIterator();

    /**
     * The rows of these repositories.
     *
     * @param repositories in the order of the answer
     */
    RenamedRows(RowsQuery<T> query, PartitionView view, List<Lineage> repositories) {
        this.query = query;
        this.view = view;
        this.repositories = repositories.iterator();
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && repositories.hasNext()) rows = rows(repositories.next());
        return rows.hasNext();
    }

    private Iterator<RepositoryRow<T>> rows(Lineage repository) {
        var days = new TreeMap<LocalDate, T>();
        repository.names().stream()
                .filter(view::has)
                .flatMap(name -> days(name).stream())
                .forEach(day -> days.merge(query.date(day), day, query::sum));
        return days.values().stream()
                .map(day -> new RepositoryRow<>(repository.name(), day))
                .iterator();
    }

    private List<T> days(RepoId name) {
        return view.state()
                .days(name, query.range().from(), query.range().to(), this::form)
                .fold(
                        found ->
                                found.value().stream().flatMap(Optional::stream).toList(),
                        notOwned -> {
                            throw new Lost();
                        },
                        notReady -> {
                            throw new Lost();
                        });
    }

    private Optional<T> form(LocalDate date, byte[] row) {
        return RowFormat.hasFiles(row) ? Optional.of(query.form().of(date, row)) : Optional.empty();
    }

    @Override
    public RepositoryRow<T> next() {
        if (!hasNext()) throw new NoSuchElementException();
        return rows.next();
    }

    @Override
    public void close() {
        // nothing stays open between two repositories
    }
}
