package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A question whose answer is too long to be held: the daily rows of a range that the caller may see, in a form,
 * streamed from node to node.
 */
public interface RowsQuery<T> extends PartitionQuery<RowCursor<T>> {
    RowRange range();

    Caller caller();

    RowDays<T> days();

    /** The form that has balances, where the rows are shown with them; then they are in the natural order. */
    default Optional<BalancedDays<T>> balanced() {
        return Optional.empty();
    }

    /** By type and name unless it is another. */
    default Comparator<RepoId> order() {
        return Comparator.naturalOrder();
    }

    @Override
    default LocalRead<RowCursor<T>> answer(PartitionView view) {
        Access access = view.access(caller());
        Renames renames = view.renames();
        List<RepoId> names = view.renamed(renames).stream()
                .filter(part -> range().types().contains(part.repo().name().type()))
                .flatMap(part -> part.names().stream())
                .toList();
        Function<RowCursor<T>, RowCursor<T>> ofOneName = rows ->
                Access.visible(withBalances(rows, view), repo -> !renames.concern(repo) && access.isVisible(repo));
        if (names.isEmpty()) return read(view).map(ofOneName).including(origins(view, access, renames));
        return view.state().totals().ofEach(view.partition(), names).then(counted -> {
            Collection<RepoId> found = days().isOfEvery()
                    ? names
                    : names.stream()
                            .filter(name ->
                                    counted.containsKey(name) || view.balances().has(name))
                            .toList();
            Map<RepoId, List<RepoId>> renamed = new TreeMap<>(order()); // most renamed names have no events
            found.stream()
                    .filter(name -> access.isVisible(renames.nameOf(name)))
                    .forEach(name -> renamed.computeIfAbsent(renames.nameOf(name), any -> new ArrayList<>())
                            .add(name));
            return read(view)
                    .map(rows -> merge(List.of(ofOneName.apply(rows), renamed(view, renamed))))
                    .including(origins(view, access, renames));
        });
    }

    private RowCursor<T> withBalances(RowCursor<T> rows, PartitionView view) {
        return balanced()
                .map(form -> form.merged(rows, view.balances(), range(), view::has))
                .orElse(rows);
    }

    /** The origins of balances in the rows that the caller sees, or in those of other nodes. */
    private Set<String> origins(PartitionView view, Access access, Renames renames) {
        if (balanced().isEmpty()) return Set.of();
        return view.balances()
                .origins(
                        repo -> range().types().contains(repo.type())
                                && view.has(repo)
                                && access.isVisible(renames.nameOf(repo)),
                        range().from(),
                        range().to());
    }

    /** {@code repositories}: for each, those of its names that are in the partition, in the order of the answer. */
    private RowCursor<T> renamed(PartitionView view, Map<RepoId, List<RepoId>> repositories) {
        return RowMerge.renamed(this, view, repositories);
    }

    /** The rows of a partition in the order of the answer, visible or not, each under the name in its events. */
    default LocalRead<RowCursor<T>> read(PartitionView view) {
        return view.state()
                .days()
                .all(view.partition(), range(), days().isOfEvery())
                .map(rows -> RowCursor.of(rows, days().form()));
    }

    @Override
    default RowCursor<T> merge(List<RowCursor<T>> parts) {
        return new RowMerge<>(parts, days(), order());
    }

    @Override
    default void release(List<RowCursor<T>> parts) {
        RowMerge.close(parts);
    }
}
