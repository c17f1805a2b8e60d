package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.TreeSet;

/**
 * The repositories of a type that have counted events or a balance, in the order of their keys. Only their names: the node that asks leaves
 * out what its caller may not see, before it asks anything else.
 */
public record CountedQuery(RepoType type, ListPage<RepoId> page) implements PartitionQuery<List<RepoId>> {
    @Override
    public LocalRead<List<RepoId>> answer(PartitionView view) {
        return view.state().totals().counted(view.partition(), type, page).map(counted -> {
            var all = new TreeSet<>(counted);
            view.balances()
                    .repositories(type, page.after())
                    .filter(view::has)
                    .limit(page.limit())
                    .forEach(all::add);
            return all.stream().limit(page.limit()).toList();
        });
    }

    @Override
    public List<RepoId> merge(List<List<RepoId>> parts) {
        return parts.stream().flatMap(List::stream).sorted().limit(page.limit()).toList();
    }
}
