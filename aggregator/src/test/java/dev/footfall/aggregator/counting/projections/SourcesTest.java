package dev.footfall.aggregator.counting.projections;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.counts.SourceFiles.Way;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final long LOG_MILLIS = Instant.parse("2026-03-09T00:00:00Z").toEpochMilli();

    /** A request for a file, on some day of March 2026. */
    private record File(String source, Via via, int day, int status) {
        File(String source, Via via, int day) {
            this(source, via, day, 200);
        }

        Instant time() {
            return Instant.parse("2026-03-0" + day + "T12:00:00Z");
        }

        DownloadEvent event(int number) {
            return new DownloadEvent(
                    "file-" + number,
                    time(),
                    new RepoId(RepoType.MODEL, "weather", "nowcast"),
                    VisitorId.user("alice"),
                    new FileRequest(via, via == Via.GIT ? "POST" : "GET", status, 100, null),
                    new EventDetails("", null, null, source.isEmpty() ? null : source));
        }
    }

    private static final List<File> FILES = List.of(
            new File("eu-1", Via.HTTP, 2),
            new File("us-1", Via.LFS, 1),
            new File("eu-1", Via.HTTP, 1),
            new File("eu-1", Via.GIT, 3),
            new File("", Via.HTTP, 4));

    @Test
    void addsUpTheFilesOfAllDaysBySourceAndWay() {
        List<SourceFiles> sources = Sources.of(totals(Projections.ALL, FILES));

        assertEquals(
                List.of(
                        new SourceFiles(
                                "eu-1", time(1), Map.of(Via.HTTP, new Way(2, time(2)), Via.GIT, new Way(1, time(3)))),
                        new SourceFiles("us-1", time(1), Map.of(Via.LFS, new Way(1, time(1))))),
                sources);
        assertEquals(3, sources.get(0).files());
        assertEquals(0, sources.get(0).filesBy(Via.LFS));
        assertEquals(time(3), sources.get(0).last());
    }

    @Test
    void knowsNoSourceOfAFileThatIsNotCounted() {
        List<File> files = List.of(new File("eu-1", Via.HTTP, 1, 404), new File("", Via.HTTP, 1));

        assertEquals(List.of(), Sources.of(totals(Projections.ALL, files)));
    }

    @Test
    void writesTheSameBytesInWhateverOrderTheEventsCome() {
        List<File> turned = new ArrayList<>(FILES);
        Collections.reverse(turned);

        assertArrayEquals(totals(Projections.ALL, FILES), totals(Projections.ALL, turned));
    }

    @Test
    void leavesTotalsAsTheyWereWhereSourcesAreNotCounted() {
        byte[] plain = totals(Projections.of(Hours.HOURS, HeadProjection.CLIENTS), FILES);
        byte[] withSources = totals(Projections.ALL, FILES);

        assertArrayEquals(TotalsFormat.write(TotalsFormat.decode(plain)).toByteArray(), plain);
        assertEquals(
                TotalsFormat.decode(plain).counts(),
                TotalsFormat.decode(withSources).counts());
        assertTrue(withSources.length > plain.length);
        assertEquals(List.of(), Sources.of(plain));
    }

    @Test
    void readsItsOwnSectionAmongOthers() {
        ValueWriter others = TotalsFormat.write(TotalsFormat.decode(totals(Projections.NONE, FILES)));
        others.number(7).bytes(new byte[] {1, 2, 3});
        others.number(3).bytes(new byte[] {1, 'x', 10, 0, 2, 5, 0});

        var expected =
                new SourceFiles("x", Instant.ofEpochMilli(10), Map.of(Via.GIT, new Way(2, Instant.ofEpochMilli(15))));
        assertEquals(List.of(expected), Sources.of(others.toByteArray()));
    }

    @Test
    void isTheSameOnceSealedAlsoWithMoreSourcesThanAreToldApart() {
        List<File> files = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> new File("pod-" + i, Via.HTTP, 1))
                .toList();

        List<SourceFiles> sources = Sources.of(totals(Projections.ALL, files));

        assertEquals(1_001, sources.size());
        assertIterableEquals(sources, RunningSources.of(sources).toFiles());
    }

    @Test
    void keepsManySourcesApart() {
        List<File> files = new ArrayList<>(IntStream.range(0, 500)
                .mapToObj(i -> new File("pod-" + i % 250, Via.HTTP, 1 + i % 7))
                .toList());
        Collections.shuffle(files, new Random(1));

        List<SourceFiles> sources = Sources.of(totals(Projections.ALL, files));

        assertEquals(250, sources.size());
        assertTrue(sources.stream().allMatch(source -> source.files() == 2));
    }

    @Test
    void tellsAThousandSourcesApartAndCountsFurtherOnesTogether() {
        List<File> files = IntStream.range(0, 1_300)
                .mapToObj(i -> new File("pod-" + i, Via.HTTP, 1 + i % 7))
                .toList();

        List<SourceFiles> sources = Sources.of(totals(Projections.ALL, files));

        assertEquals(1_001, sources.size());
        assertEquals(1_300, sources.stream().mapToLong(SourceFiles::files).sum());
        SourceFiles others = sources.get(0);
        assertEquals(SourceDay.OTHERS, others.source());
        assertEquals(300, others.files());
        assertEquals(time(1), others.first());
        assertEquals(time(7), others.last());
    }

    @ParameterizedTest(name = "commit={0}")
    @ValueSource(ints = {1, 7, 1_100, 2_600})
    void tellsTheSameSourcesApartHoweverManyEventsACommitHas(int commit) {
        List<File> files = new ArrayList<>(IntStream.range(0, 2_600)
                .mapToObj(i -> new File("pod-" + i % 1_300, Via.HTTP, 1 + i % 7))
                .toList());
        Collections.shuffle(files, new Random(1));

        List<String> first =
                files.stream().map(File::source).distinct().limit(1_000).toList();
        Map<String, Long> expected = files.stream()
                .collect(Collectors.groupingBy(
                        file -> first.contains(file.source()) ? file.source() : SourceDay.OTHERS,
                        Collectors.counting()));

        Map<String, Long> counted = Sources.of(totals(Projections.ALL, files, commit)).stream()
                .collect(Collectors.toMap(SourceFiles::source, SourceFiles::files));
        assertEquals(expected, counted);
    }

    @Test
    void weighsMoreWithEachSource() {
        var sources = new RunningSources();
        var all = new RunningSources();
        long before = all.heapBytes();

        for (int i = 0; i < FILES.size(); i++) {
            sources.add(Observation.of(FILES.get(i).event(i)), all);
            sources.moveTo(all);
        }

        assertTrue(all.heapBytes() >= before + 2 * 64);
        assertEquals(before, sources.heapBytes());
    }

    private static Instant time(int day) {
        return new File("", Via.HTTP, day).time();
    }

    /** The stored totals of these files, in this order: two in each commit of a counter that was started anew. */
    private static byte[] totals(Projections projections, List<File> files) {
        return totals(projections, files, 2);
    }

    private static byte[] totals(Projections projections, List<File> files, int commit) {
        var stores = new MapStores();
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, projections);
        for (int from = 0; from < files.size(); from += commit) {
            try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (key, totals) -> {})) {
                for (int i = from; i < Math.min(files.size(), from + commit); i++) {
                    counter.reach(counter.tally().nextOffset(), LOG_MILLIS);
                    counter.count(Observation.of(files.get(i).event(i)), LOG_MILLIS);
                }
                counter.flush();
            }
            stores.commit();
        }
        return stores.all(PartitionStores.TOTALS).values().iterator().next();
    }
}
