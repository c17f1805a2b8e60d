package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState.DayForm;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RowRange;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access.VisibleRows;
import dev.footfall.queryapi.route.RowMerge.RenamedRows;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * A question whose answer is too long to be held: the daily rows of a range that the caller may see, in a form,
 * streamed from node to node.
 */
public interface RowsQuery<T> extends PartitionQuery<RowCursor<T>> {
    RowRange range();

    Caller caller();

    DayForm<T> form();

    LocalDate date(T day);

    T sum(T one, T other);

    /** By type and name unless it is another. */
    default Comparator<RepoId> order() {
        return Comparator.naturalOrder();
    }

    @Override
    default LocalRead<RowCursor<T>> answer(PartitionView view) {
        Access access = view.access(caller());
        Renames renames = view.renames();
        List<Lineage> renamed = renames.lineages().stream()
                .filter(repo -> range().types().contains(repo.name().type()))
                .filter(repo -> repo.names().stream().anyMatch(view::has) && access.isVisible(repo.name()))
                .sorted(Comparator.comparing(Lineage::name, order()))
                .toList();
        return read(view).map(rows -> {
            RowCursor<T> ofOneName = new VisibleRows<>(rows, repo -> !renames.concern(repo) && access.isVisible(repo));
            return renamed.isEmpty() ? ofOneName : merge(List.of(ofOneName, new RenamedRows<>(this, view, renamed)));
        });
    }

    /** The rows of a partition in the order of the answer, visible or not, each under the name in its events. */
    default LocalRead<RowCursor<T>> read(PartitionView view) {
        return view.state().rows(view.partition(), range(), form());
    }

    @Override
    default RowCursor<T> merge(List<RowCursor<T>> parts) {
        return new RowMerge<>(parts, this);
    }

    @Override
    default void release(List<RowCursor<T>> parts) {
        RowMerge.close(parts);
    }
}
