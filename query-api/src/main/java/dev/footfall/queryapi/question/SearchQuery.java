package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.NameSearch.Hit;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.Optional;

/** The first repositories with one name that a search finds and the caller may see. */
public record SearchQuery(String text, Optional<RepoType> type, int limit, Caller caller)
        implements PartitionQuery<List<Hit>> {
    public NameSearch search() {
        return new NameSearch(text, type);
    }

    @Override
    public LocalRead<List<Hit>> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        return view.state()
                .named(view.partition(), search(), limit, repo -> !renames.concern(repo) && access.isVisible(repo));
    }

    @Override
    public boolean isReadInParallel() {
        return true;
    }

    @Override
    public List<Hit> merge(List<List<Hit>> parts) {
        return parts.stream().flatMap(List::stream).sorted().limit(limit).toList();
    }
}
