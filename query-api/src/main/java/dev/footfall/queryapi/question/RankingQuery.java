package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingQuery.TrendingRow;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The top of a ranking, of repositories that the caller may see. */
public record RankingQuery(TrendingQuery ranking, Caller caller) implements PartitionQuery<RankingQuery.Ranked> {
    /**
     * The top of the repositories with one name, and all others.
     *
     * @param first the first of those with one name, in order
     * @param renamed those with several names that have downloads in the period, in no order: their names may be in several
     *     partitions, so none can be left out before all have answered
     */
    public record Ranked(List<RankedRepository> first, List<Renamed> renamed) {}

    /** {@code isPrivate}: when the caller was found to be one who may see it. {@code recentDownloads} are ≥ 1. */
    public record Renamed(RepoId repo, boolean isPrivate, long recentDownloads) {
        private Renamed plus(Renamed other) {
            return new Renamed(repo, isPrivate, recentDownloads + other.recentDownloads);
        }
    }

    @Override
    public LocalRead<Ranked> answer(PartitionView view) {
        Access access = view.access(caller);
        Renames renames = view.renames();
        LocalRead<List<RankedRepository>> first = view.state()
                .trending(view.partition(), ranking, repo -> !renames.concern(repo) && access.isVisible(repo))
                .map(rows -> rows.stream()
                        .map(row -> new RankedRepository(row, access.wasPrivate(row.repo())))
                        .toList());
        List<Renamed> renamed = new ArrayList<>();
        for (Lineage repo : renames.lineages()) {
            if (!isWanted(repo, view, access)) continue;
            boolean isPrivate = access.wasPrivate(repo.name());
            first = first.then(rows -> downloads(repo, view).map(downloads -> {
                if (downloads > 0) renamed.add(new Renamed(repo.name(), isPrivate, downloads));
                return rows;
            }));
        }
        return first.map(rows -> new Ranked(rows, renamed));
    }

    private boolean isWanted(Lineage repo, PartitionView view, Access access) {
        return repo.name().type() == ranking.type()
                && repo.names().stream().anyMatch(view::has)
                && access.isVisible(repo.name());
    }

    private LocalRead<Long> downloads(Lineage repo, PartitionView view) {
        return Sums.ofNames(
                repo,
                view,
                name -> view.state()
                        .days(name, ranking.from(), ranking.to(), this::downloads)
                        .map(days -> days.stream().mapToLong(Long::longValue).sum()),
                Long::sum);
    }

    private long downloads(LocalDate date, byte[] row) {
        return ClassDay.of(date, row).downloads(ranking.classes());
    }

    @Override
    public Ranked merge(List<Ranked> parts) {
        Stream<RankedRepository> first = parts.stream().flatMap(part -> part.first().stream());
        Stream<Renamed> renamed = parts.stream().flatMap(part -> part.renamed().stream());
        return new Ranked(
                first.sorted().limit(ranking.limit()).toList(), Sums.ofEach(Renamed::repo, Renamed::plus, renamed));
    }

    /**
     * A repository in a ranking as a caller sees it. Ordered as its row is. {@code isPrivate}: whether it was private
     * when the node that has it found that the caller may see it.
     */
    public record RankedRepository(TrendingRow row, boolean isPrivate) implements Comparable<RankedRepository> {
        @Override
        public int compareTo(RankedRepository other) {
            return row.compareTo(other.row);
        }
    }
}
