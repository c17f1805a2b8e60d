package dev.footfall.standalone.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.standalone.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node's answers about partitions that another counts: as current as they claim, and at once when that one is gone.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class StandbyIT {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

    @TempDir
    private Path directory;

    private KnownLog log;

    @BeforeEach
    void startLog() {
        log = new KnownLog(directory.resolve("kafka"));
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @Test
    @Tag("proof")
    void containsAllThatItSaysItContainsWhileTheLogGrowsAndInTheEndAll() {
        try (Aggregator first = start(FIRST);
                Aggregator second = start(SECOND)) {
            awaitFollowed(first, SECOND);
            awaitFollowed(first, FIRST);
            log.grow(400);
            for (Aggregator node : List.of(first, second)) awaitAll(node.standby());

            int answers = 0;
            for (int round = 0; round < 150; round++) {
                log.grow(40);
                answers += check(first.standby()) + check(second.standby());
            }
            assertTrue(answers > 1_000, () -> "answered too seldom to say anything");

            for (Aggregator node : List.of(first, second)) awaitAll(node.standby());
            assertEquals(ranking(first.standby()), ranking(second.standby()));
            assertEquals(LocalRead.NotOwned.class, unowned(first).getClass());
        }
    }

    @Test
    void answersAtOnceWhenTheOwnerIsKilledAndThenCountsInItsPlace() {
        try (ChildProcess owner = CountingNode.start(
                        log.bootstrapServers(), directory.resolve("1"), FIRST, directory.resolve("output"));
                Aggregator second = start(SECOND)) {
            awaitFollowed(second, FIRST);
            log.grow(4_000);
            awaitAll(second.standby());

            owner.kill();
            assertEquals(log.repositories().size(), check(second.standby()));
            log.grow(4_000);
            assertEquals(log.repositories().size(), check(second.standby()));

            awaitAll(second.state());
        }
    }

    @Test
    @Tag("proof")
    void answersForANodeThatRestartsWhichThenHasWhatItHad() {
        try (Aggregator second = start(SECOND)) {
            List<Optional<NodeAddress>> owners;
            try (Aggregator first = start(FIRST)) {
                awaitFollowed(first, SECOND);
                awaitFollowed(first, FIRST);
                log.grow(400);
                for (Aggregator node : List.of(first, second)) awaitStandbys(node);
                owners = owners(first);
            }
            assertEquals(log.repositories().size(), check(second.standby()));
            log.grow(400);
            assertEquals(log.repositories().size(), check(second.standby()));

            try (Aggregator again = start(FIRST)) {
                for (Aggregator node : List.of(again, second)) awaitStandbys(node);
                assertEquals(owners, owners(again));
                assertEquals(owners, owners(second));
            }
        }
    }

    private void awaitStandbys(Aggregator node) {
        awaitAll(node.standby());
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> node.standby().readiness().ready());
    }

    private Aggregator start(int number) {
        var config = KnownLog.config(log.bootstrapServers(), directory.resolve(Integer.toString(number)), number);
        var aggregator =
                new Aggregator(config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), sentence -> {
                    throw new IllegalStateException(sentence);
                });
        aggregator.start();
        return aggregator;
    }

    /** Waits until this node counts something, and each partition of anybody is followed by another. */
    private static void awaitFollowed(Aggregator asked, int owner) {
        var address = Optional.of(new NodeAddress("127.0.0.1", owner));
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> {
            List<Placement> placements = placements(asked);
            return placements.stream().anyMatch(placement -> placement.owner().equals(address))
                    && placements.stream()
                            .noneMatch(placement -> placement.standbys().isEmpty());
        });
    }

    private static List<Placement> placements(Aggregator asked) {
        return IntStream.range(0, KnownLog.PARTITIONS)
                .mapToObj(asked.placements()::of)
                .toList();
    }

    private static List<Optional<NodeAddress>> owners(Aggregator asked) {
        return placements(asked).stream().map(Placement::owner).toList();
    }

    /** Asks for every repository, and holds each answer to what it says it knows. */
    private int check(LocalState state) {
        int answers = 0;
        for (RepoId repo : log.repositories()) {
            if (!(state.totals().of(repo) instanceof LocalRead.Found<Optional<DailyCounts>> found)) continue;
            Instant asOf = found.asOf().newestLogTime().orElse(Instant.EPOCH);
            long files = found.value().map(DailyCounts::files).orElse(0L);
            long least = log.filesBefore(repo, asOf);
            assertTrue(files >= least, () -> repo + " has " + files + " files as of " + asOf + ", not " + least);
            answers++;
        }
        return answers;
    }

    private void awaitAll(LocalState state) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            for (RepoId repo : log.repositories()) {
                assertEquals(Optional.of(log.files(repo)), files(state.totals().of(repo)), repo::toString);
                assertEquals(log.files(repo), filesOfSources(state.totals().sources(repo)), repo::toString);
                assertEquals(
                        1,
                        found(state.days().of(repo, DAY, DAY, CountedDay::date)).size());
                assertEquals(0L, found(state.likes().number(repo)));
            }
        });
    }

    private static long filesOfSources(LocalRead<List<SourceFiles>> read) {
        return found(read).stream().mapToLong(SourceFiles::files).sum();
    }

    private static Optional<Long> files(LocalRead<Optional<DailyCounts>> read) {
        return found(read).map(DailyCounts::files);
    }

    private static <T> T found(LocalRead<T> read) {
        return read.fold(
                LocalRead.Found::value,
                notOwned -> {
                    throw new AssertionError(notOwned.toString());
                },
                notReady -> {
                    throw new AssertionError(notReady.toString());
                });
    }

    private static Set<TrendingRow> ranking(LocalState state) {
        var query = new TrendingQuery(RepoType.MODEL, DAY, DAY, 100);
        return Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(
                        () -> IntStream.range(0, KnownLog.PARTITIONS)
                                .mapToObj(partition -> found(state.rankings().trending(partition, query, repo -> true)))
                                .flatMap(List::stream)
                                .collect(Collectors.toSet()),
                        rows -> rows.size() == 40);
    }

    private LocalRead<?> unowned(Aggregator node) {
        return log.repositories().stream()
                .<LocalRead<?>>map(repo -> node.state().totals().of(repo))
                .filter(read -> !(read instanceof LocalRead.Found))
                .findAny()
                .orElseThrow();
    }
}
