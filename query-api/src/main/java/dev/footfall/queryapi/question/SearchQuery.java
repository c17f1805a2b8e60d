package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.LineagePart;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A part of the repositories that a search finds and the caller may see. */
public record SearchQuery(String text, Optional<RepoType> type, NameRule rule, ListPage<SearchHit> page, Caller caller)
        implements PartitionQuery<SearchQuery.SearchHits> {
    /**
     * Those with one name, in order, and those with several, in no order: their names may be in several partitions, so none can
     * be left out before all have answered.
     */
    public record SearchHits(List<SearchHit> first, List<SearchHit> renamed) {}

    @Override
    public LocalRead<SearchHits> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        var search = new NameSearch(text, type, rule);
        List<LineagePart> matching = view.renamed(renames).stream()
                .filter(part -> match(search, part.repo()).isPresent()
                        && access.isVisible(part.repo().name()))
                .toList();
        List<RepoId> names =
                matching.stream().flatMap(part -> part.names().stream()).toList();
        Predicate<RepoId> visible = repo -> !renames.concern(repo) && access.isVisible(repo);
        LocalRead<List<SearchHit>> first = view.state()
                .rankings()
                .named(view.partition(), search, page, repo -> !view.balances().has(repo) && visible.test(repo));
        List<RepoId> balanced = view.balances()
                .repositories()
                .filter(view::has)
                .filter(repo -> search.match(repo.keyBytes()).isPresent() && visible.test(repo))
                .toList();
        LocalRead<List<SearchHit>> alone = balanced.isEmpty()
                ? first
                : first.then(hits -> totals(balanced, view).map(found -> with(hits, search, found)));
        if (names.isEmpty()) return alone.map(hits -> new SearchHits(hits, List.of()));
        return alone.then(hits ->
                totals(names, view).map(downloads -> new SearchHits(hits, renamed(search, matching, downloads))));
    }

    private List<SearchHit> with(List<SearchHit> hits, NameSearch search, Map<RepoId, Long> balanced) {
        Stream<SearchHit> others = balanced.entrySet().stream()
                .flatMap(one -> search.match(one.getKey().keyBytes()).stream()
                        .map(match -> new SearchHit(one.getKey(), match, one.getValue())));
        return first(Stream.concat(hits.stream(), others));
    }

    /** The downloads of those names that have counted events or a balance. */
    private static LocalRead<Map<RepoId, Long>> totals(List<RepoId> names, PartitionView view) {
        LocalRead<Map<RepoId, Long>> counted = view.state()
                .totals()
                .ofEach(view.partition(), names)
                .map(found -> {
                    Map<RepoId, Long> downloads = new HashMap<>();
                    found.forEach((name, totals) ->
                            downloads.put(name, totals.counts().downloads()));
                    return downloads;
                });
        List<RepoId> balanced = names.stream().filter(view.balances()::has).toList();
        if (balanced.isEmpty()) return counted;
        return counted.then(downloads -> LocalRead.each(balanced, name -> BalancedTotals.of(name, view))
                .map(totals -> {
                    for (int i = 0; i < balanced.size(); i++)
                        downloads.put(balanced.get(i), totals.get(i).downloads());
                    return downloads;
                }));
    }

    private List<SearchHit> renamed(NameSearch search, List<LineagePart> parts, Map<RepoId, Long> downloads) {
        return parts.stream()
                .filter(part -> part.names().stream().anyMatch(downloads::containsKey))
                .map(part -> new SearchHit(
                        part.repo().name(),
                        match(search, part.repo()).orElseThrow(),
                        part.names().stream()
                                .mapToLong(name -> downloads.getOrDefault(name, 0L))
                                .sum()))
                .toList();
    }

    /** A renamed one is found by each of its names, but listed under its present one. */
    private Optional<NameMatch> match(NameSearch search, Lineage repo) {
        List<RepoId> names = rule == NameRule.PREFIX ? List.of(repo.name()) : List.copyOf(repo.names());
        return names.stream()
                .flatMap(name -> search.match(name.keyBytes()).stream())
                .min(Comparator.naturalOrder());
    }

    @Override
    public boolean isReadInParallel() {
        return true;
    }

    @Override
    public SearchHits merge(List<SearchHits> parts) {
        Stream<SearchHit> renamed = parts.stream().flatMap(part -> part.renamed().stream());
        return new SearchHits(
                first(parts.stream().flatMap(part -> part.first().stream())),
                Sums.ofEach(
                        SearchHit::repo,
                        (one, other) -> new SearchHit(one.repo(), one.match(), one.downloads() + other.downloads()),
                        renamed));
    }

    public List<SearchHit> all(SearchHits found) {
        return first(Stream.concat(found.first.stream(), found.renamed.stream()));
    }

    private List<SearchHit> first(Stream<SearchHit> hits) {
        return hits.filter(page::begins).sorted().limit(page.limit()).toList();
    }
}
