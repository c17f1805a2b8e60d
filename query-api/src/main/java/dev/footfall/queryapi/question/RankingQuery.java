package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The top repositories of a period that a caller may see. Each partition answers its best rows; renamed repositories are
 * added up across partitions.
 *
 * @param prefix only names, {@code namespace/name}, that begin so
 */
public record RankingQuery(TrendingQuery ranking, String prefix, Caller caller)
        implements PartitionQuery<RankingQuery.Ranked> {
    /** Of all names. */
    public RankingQuery(TrendingQuery ranking, Caller caller) {
        this(ranking, "", caller);
    }

    /**
     * {@code renamed} are in no order: their names may be in several partitions, so none can be left out before all
     * have answered.
     */
    public record Ranked(List<RankedRepository> first, List<Renamed> renamed) {}

    /** {@code isPrivate}: when the caller was found to be one who may see it. {@code recentDownloads} are ≥ 1. */
    public record Renamed(RepoId repo, boolean isPrivate, long recentDownloads) {
        /** With the downloads and likes of all its names. */
        public RankedRepository ranked(long downloads, long likes) {
            return new RankedRepository(new TrendingRow(repo, downloads, likes, recentDownloads), isPrivate);
        }

        private Renamed plus(Renamed other) {
            return new Renamed(repo, isPrivate, recentDownloads + other.recentDownloads);
        }
    }

    @Override
    public LocalRead<Ranked> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        List<RepoId> names = view.renamed(renames).stream()
                .filter(part -> part.repo().name().type() == ranking.type()
                        && isWanted(part.repo().name()))
                .flatMap(part -> part.names().stream())
                .toList();
        LocalRead<List<RankedRepository>> first = view.state()
                .rankings()
                .trending(
                        view.partition(),
                        ranking,
                        repo -> !renames.concern(repo) && isWanted(repo) && access.isVisible(repo))
                .map(rows -> rows.stream()
                        .map(row -> new RankedRepository(row, access.wasPrivate(row.repo())))
                        .toList());
        LocalRead<List<RankedRepository>> balanced = withBalances(first, view);
        if (names.isEmpty()) return balanced.map(rows -> new Ranked(rows, List.of()));
        return balanced.then(rows -> view.state()
                .rankings()
                .downloads(view.partition(), ranking, names)
                .map(byName -> new Ranked(rows, renamed(byName, renames, access))));
    }

    /** Their places depend on what was counted alone; the downloads of all time include what other systems counted. */
    private static LocalRead<List<RankedRepository>> withBalances(
            LocalRead<List<RankedRepository>> ranked, PartitionView view) {
        return ranked.then(rows -> rows.stream().anyMatch(one -> has(one, view))
                ? LocalRead.each(rows, one -> has(one, view) ? withBalance(one, view) : ranked.map(any -> one))
                : ranked);
    }

    private static boolean has(RankedRepository one, PartitionView view) {
        return view.balances().has(one.row().repo());
    }

    private static LocalRead<RankedRepository> withBalance(RankedRepository one, PartitionView view) {
        TrendingRow row = one.row();
        return BalancedTotals.of(row.repo(), view)
                .map(totals -> new RankedRepository(
                        new TrendingRow(row.repo(), totals.downloads(), row.likes(), row.recentDownloads()),
                        one.isPrivate()));
    }

    private boolean isWanted(RepoId name) {
        return name.fullName().startsWith(prefix);
    }

    private static List<Renamed> renamed(Map<RepoId, Long> byName, Renames renames, Access access) {
        Map<RepoId, Long> downloads = new HashMap<>();
        byName.forEach((name, number) -> downloads.merge(renames.nameOf(name), number, Long::sum));
        return downloads.entrySet().stream()
                .filter(repo -> access.isVisible(repo.getKey()))
                .map(repo -> new Renamed(repo.getKey(), access.wasPrivate(repo.getKey()), repo.getValue()))
                .toList();
    }

    @Override
    public Ranked merge(List<Ranked> parts) {
        Stream<RankedRepository> first = parts.stream().flatMap(part -> part.first().stream());
        Stream<Renamed> renamed = parts.stream().flatMap(part -> part.renamed().stream());
        return new Ranked(
                first.sorted().limit(ranking.limit()).toList(), Sums.ofEach(Renamed::repo, Renamed::plus, renamed));
    }
}
