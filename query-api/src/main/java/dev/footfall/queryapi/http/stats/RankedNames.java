package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.SearchQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The part of named repositories that is asked for, those with the most downloads first: those with any as the partitions rank
 * them, then all others by type and name.
 */
record RankedNames(QueryService service, NamedRepositories named, ListPart part, Period period) {
    /** Names that are looked at for those without downloads, at once. */
    private static final int AT_ONCE = 1_000;

    /** For one part: where nearly all have downloads, it ends with the few that were found. */
    private static final int MOST_FOR_A_PART = 10_000;

    private static final int LONGEST = 96;

    private record PlacedName(RepoId repo, ListPlace place) {}

    /** By the downloads of all days. */
    ListedRows<RepoId> byDownloads() {
        return followed(this::mostDownloaded, SeenSummary::downloads);
    }

    /** By the downloads of the period, then by likes. */
    ListedRows<RepoId> byRecent() {
        return followed(this::mostRecent, SeenSummary::recentDownloads);
    }

    private interface NameRanking {
        List<PlacedName> after(Optional<ListPlace> place);
    }

    private ListedRows<RepoId> followed(NameRanking ranking, ToLongFunction<SeenSummary> number) {
        Optional<ListPlace> others =
                part.after().filter(place -> place.numbers().get(0) == 0);
        var rows = new ArrayList<PlacedName>(others.isPresent() ? List.of() : ranking.after(part.after()));
        List<Long> zeros = Collections.nCopies(part.list().any().numbers().size(), 0L);
        Optional<RepoId> last = others.map(RankedNames::repository);
        for (int looked = AT_ONCE; rows.size() <= part.limit(); looked += AT_ONCE) {
            List<RepoId> names = named.after(last).limit(AT_ONCE).toList();
            without(names, number).forEach(repo -> rows.add(placed(repo, zeros)));
            if (names.size() < AT_ONCE) break;
            RepoId end = names.get(AT_ONCE - 1);
            if (looked == MOST_FOR_A_PART && rows.size() <= part.limit())
                return repositories(part.upTo(placed(end, zeros).place(), rows));
            last = Optional.of(end);
        }
        return repositories(part.of(rows.stream(), PlacedName::place));
    }

    private static ListedRows<RepoId> repositories(ListedRows<PlacedName> listed) {
        return listed.with(listed.rows().stream().map(PlacedName::repo).toList());
    }

    private Stream<RepoId> without(List<RepoId> names, ToLongFunction<SeenSummary> number) {
        if (names.isEmpty()) return Stream.empty();
        List<Lineage> repos =
                names.stream().map(named.known().renames()::lineage).toList();
        var summaries = service.repositories().summaries(repos, part.request().caller(), period);
        return named.known().whole(summaries).stream()
                .flatMap(Optional::stream)
                .filter(summary -> number.applyAsLong(summary) == 0)
                .map(SeenSummary::repo);
    }

    private List<PlacedName> mostDownloaded(Optional<ListPlace> place) {
        Optional<SearchHit> after = place.map(it ->
                new SearchHit(repository(it), NameMatch.PREFIX, -it.numbers().get(0)));
        var page = new ListPage<SearchHit>(after, part.limit() + 1);
        var question = new SearchQuery(
                named.prefix(),
                named.type(),
                NameRule.PREFIX,
                page,
                part.request().caller());
        return named.known().whole(new SearchEndpoint(service).found(question)).stream()
                .filter(hit -> hit.downloads() > 0)
                .map(hit -> placed(hit.repo(), List.of(-hit.downloads())))
                .toList();
    }

    private List<PlacedName> mostRecent(Optional<ListPlace> place) {
        return named.types()
                .flatMap(type -> mostRecent(type, place).stream())
                .sorted(Comparator.comparing(PlacedName::place))
                .limit(part.limit() + 1L)
                .toList();
    }

    private List<PlacedName> mostRecent(RepoType type, Optional<ListPlace> place) {
        var page = new ListPage<TrendingRow>(place.map(it -> before(type, it)), part.limit() + 1);
        var ranking = new TrendingQuery(type, period.start(), period.end(), Set.of(), page);
        var question = new RankingQuery(ranking, named.prefix(), part.request().caller());
        return named.known().whole(new RenamedRanking(service, question).ask()).stream()
                .map(one -> placed(
                        one.row().repo(),
                        List.of(-one.row().recentDownloads(), -one.row().likes())))
                .toList();
    }

    /** The row before those of a type in the next part: of those with the same numbers, those of another type all do or none. */
    private static TrendingRow before(RepoType type, ListPlace place) {
        RepoId last = repository(place);
        long recent = -place.numbers().get(0);
        long likes = -place.numbers().get(1);
        int order = NamedRepositories.BY_LABEL.compare(type, last.type());
        if (order == 0) return new TrendingRow(last, 0, likes, recent);
        String end = "z".repeat(LONGEST);
        return new TrendingRow(new RepoId(type, end, end), 0, order > 0 ? likes + 1 : likes, recent);
    }

    private static PlacedName placed(RepoId repo, List<Long> numbers) {
        return new PlacedName(repo, new ListPlace(numbers, List.of(repo.key())));
    }

    /** That of a place which was checked. */
    private static RepoId repository(ListPlace place) {
        return RepoId.ofKey(place.names().get(0)).orElseThrow();
    }
}
