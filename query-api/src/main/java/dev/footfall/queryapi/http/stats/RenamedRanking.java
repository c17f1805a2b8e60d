package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RankingQuery.Ranked;
import dev.footfall.queryapi.question.RankingQuery.Renamed;
import dev.footfall.queryapi.question.RepositorySummary;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A ranking in which repositories with several names have their places. The totals of those that may be among the first are
 * asked for once all partitions have reported their recent downloads.
 */
public record RenamedRanking(QueryService service, RankingQuery question) {
    /** Returns the top; a partial answer lacks repositories with a name in a missing partition. */
    public Answer<List<RankedRepository>> ask() {
        Answer<Ranked> ranked = service.ask(question);
        return ranked.fold(
                complete -> {
                    List<Renamed> candidates = candidates(complete.value());
                    return candidates.isEmpty()
                            ? ranked.map(Ranked::first)
                            : ranked.then(all -> placed(all.value().first(), candidates));
                },
                partial -> {
                    List<RankedRepository> first = partial.value().first();
                    List<Renamed> whole = partial.value().renamed().stream()
                            .filter(renamed -> isOutside(partial.missingPartitions(), renamed))
                            .toList();
                    return placed(first, candidates(new Ranked(first, whole)))
                                    instanceof Answer.Complete<List<RankedRepository>> all
                            ? ranked.map(any -> all.value())
                            : ranked.map(Ranked::first);
                },
                unavailable -> new Answer.Unavailable<>(unavailable.reason()));
    }

    private List<Renamed> candidates(Ranked ranked) {
        long most = question.ranking()
                .page()
                .after()
                .map(TrendingRow::recentDownloads)
                .orElse(Long.MAX_VALUE);
        int limit = question.ranking().limit();
        List<Renamed> later = ranked.renamed().stream()
                .filter(one -> one.recentDownloads() <= most)
                .toList();
        LongStream alone = ranked.first().stream().mapToLong(one -> one.row().recentDownloads());
        LongStream renamed = later.stream() // one with as many as the last row may be before it
                .mapToLong(Renamed::recentDownloads)
                .filter(number -> number < most);
        long[] ascending = LongStream.concat(alone, renamed).sorted().toArray();
        long least = ascending.length <= limit ? 0 : ascending[ascending.length - limit];
        return later.stream().filter(one -> one.recentDownloads() >= least).toList();
    }

    private Lineage lineage(Renamed renamed) {
        return service.repositories().lineage(renamed.repo());
    }

    private boolean isOutside(List<Integer> partitions, Renamed renamed) {
        return lineage(renamed).names().stream()
                .map(service.state().state()::partitionOf)
                .noneMatch(partitions::contains);
    }

    private Answer<List<RankedRepository>> placed(List<RankedRepository> first, List<Renamed> candidates) {
        List<Lineage> repos = candidates.stream().map(this::lineage).toList();
        LocalDate to = question.ranking().to();
        return service.state()
                .askOfMany(repos, some -> new SummariesQuery(some, to, to))
                .map(found -> {
                    Map<RepoId, RepositorySummary> byName =
                            found.stream().collect(Collectors.toMap(RepositorySummary::repo, Function.identity()));
                    Stream<RankedRepository> placed = candidates.stream()
                            .flatMap(one -> Optional.ofNullable(byName.get(one.repo())).stream()
                                    .map(summary -> row(one, summary)));
                    return Stream.concat(first.stream(), placed)
                            .filter(one -> question.ranking().page().begins(one.row()))
                            .sorted()
                            .limit(question.ranking().limit())
                            .toList();
                });
    }

    private static RankedRepository row(Renamed renamed, RepositorySummary summary) {
        var numbers = summary.numbers();
        return renamed.ranked(numbers.downloads(), numbers.likes());
    }
}
