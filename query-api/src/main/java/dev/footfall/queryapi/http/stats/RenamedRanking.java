package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RankingQuery.Ranked;
import dev.footfall.queryapi.question.RankingQuery.Renamed;
import dev.footfall.queryapi.question.RepositorySummary;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A ranking in which repositories with several names have their places. The totals of those that may be among the first are
 * asked for once all partitions have said how many downloads they have of late.
 */
record RenamedRanking(QueryService service, RankingQuery question) {
    /** The first of all repositories. In a part, those are left out of which a name may be missing. */
    Answer<List<RankedRepository>> ask() {
        Answer<Ranked> ranked = service.state().ask(question);
        return ranked.fold(
                complete -> {
                    List<Renamed> candidates = candidates(complete.value());
                    return candidates.isEmpty()
                            ? ranked.map(Ranked::first)
                            : ranked.then(all -> placed(all.value().first(), candidates));
                },
                partial -> {
                    List<RankedRepository> first = partial.value().first();
                    List<Renamed> candidates = candidates(partial.value()).stream()
                            .filter(renamed -> isOutside(partial.missingPartitions(), renamed))
                            .toList();
                    return placed(first, candidates)
                            .fold(
                                    complete -> ranked.map(any -> complete.value()),
                                    any -> ranked.map(Ranked::first),
                                    any -> ranked.map(Ranked::first));
                },
                unavailable -> new Answer.Unavailable<>(unavailable.reason()));
    }

    /** Those that have as many downloads of late as the last of the first. */
    private List<Renamed> candidates(Ranked ranked) {
        int limit = question.ranking().limit();
        LongStream alone = ranked.first().stream().mapToLong(one -> one.row().recentDownloads());
        LongStream renamed = ranked.renamed().stream().mapToLong(Renamed::recentDownloads);
        long[] ascending = LongStream.concat(alone, renamed).sorted().toArray();
        long least = ascending.length <= limit ? 0 : ascending[ascending.length - limit];
        return ranked.renamed().stream()
                .filter(one -> one.recentDownloads() >= least)
                .toList();
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
        return service.state()
                .askOfMany(
                        repos,
                        some -> new SummariesQuery(
                                some,
                                question.ranking().to(),
                                question.ranking().to()))
                .map(found -> {
                    Map<RepoId, RepositorySummary> byName =
                            found.stream().collect(Collectors.toMap(RepositorySummary::repo, Function.identity()));
                    Stream<RankedRepository> placed = candidates.stream()
                            .flatMap(one -> Optional.ofNullable(byName.get(one.repo())).stream()
                                    .map(summary -> row(one, summary)));
                    return Stream.concat(first.stream(), placed)
                            .sorted()
                            .limit(question.ranking().limit())
                            .toList();
                });
    }

    private static RankedRepository row(Renamed renamed, RepositorySummary summary) {
        var numbers = summary.numbers();
        var row = new TrendingRow(
                renamed.repo(), numbers.totals().downloads(), numbers.likes(), renamed.recentDownloads());
        return new RankedRepository(row, renamed.isPrivate());
    }
}
