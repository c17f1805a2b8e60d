package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RecentDownloads;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Measures rankings of many repositories: memory, time to build at a start, time of a question while
 * every flush changes repositories. A program, not a test: docs/benchmarks.md has its command line.
 */
final class TrendingBench {
    private static final int DAYS = 90;
    private static final int PARTITIONS = 8;
    private static final int TODAY = (int) LocalDate.of(2026, 11, 20).toEpochDay();
    private static final long FLUSH_NANOS = 100_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<RepoType> TYPES = List.of(RepoType.values());
    private static final List<String> SEARCHES =
            List.of("", "k", "he", "kestrel", "chat", "atlas-heron", "heron-977/", "comet chat 7b", "nothing", "model");
    private static final List<String> WORDS = List.of(
            "atlas",
            "heron",
            "whisper",
            "lumen",
            "granite",
            "kestrel",
            "juniper",
            "harbor",
            "comet",
            "chat",
            "instruct",
            "base",
            "large",
            "mini",
            "embed",
            "quiet",
            "north",
            "tensor",
            "field",
            "open",
            "lab",
            "river",
            "stone",
            "poly",
            "glot",
            "basalt",
            "vision",
            "code",
            "math",
            "speech",
            "audio",
            "turbo",
            "nano",
            "delta",
            "sigma",
            "omega",
            "coral",
            "ember",
            "frost",
            "grove");
    private static final RankingHistory NO_HISTORY = (range, visitor) -> {
        throw new IllegalStateException("asked for " + range);
    };

    private final List<LivePartition> partitions = IntStream.range(0, PARTITIONS)
            .mapToObj(i -> new LivePartition(new Tally()))
            .toList();
    private final int repositories;
    private final int changedPerFlush;
    private final int[] downloadsToday;
    private volatile boolean done;

    private TrendingBench(int repositories, int changedPerFlush) {
        this.repositories = repositories;
        this.downloadsToday = new int[repositories];
        this.changedPerFlush = changedPerFlush;
    }

    /** Arguments: how many repositories, how many of them change per flush, how many questions. */
    public static void main(String[] arguments) throws InterruptedException {
        var bench = new TrendingBench(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        bench.build();
        bench.ask(Integer.parseInt(arguments[2]));
    }

    private void build() {
        long before = usedBytes();
        long nanos = 0;
        for (int repository = 0; repository < repositories; repository++) {
            byte[] stored = TotalsFormat.write(totals(repository)).toByteArray();
            long start = System.nanoTime();
            partition(repository).trending().put(key(repository), TotalsFormat.decode(stored));
            nanos += System.nanoTime() - start;
        }
        partitions.forEach(partition -> partition.reach(new Tally()));
        System.out.printf(
                "{\"repositories\":%d,\"days\":%d,\"index_mib\":%d,\"build_s\":%.2f}%n",
                repositories, DAYS, (usedBytes() - before) >> 20, nanos / 1e9);
    }

    /** Few repositories have many downloads, most have some. */
    private RepositoryTotals totals(int repository) {
        int perDay = (int) Math.min(100_000, 2 + 1_000_000.0 / (1 + (repository * 7_919L) % repositories));
        var random = new SplittableRandom(repository);
        int[] newestFirst = new int[DAYS];
        for (int day = 0; day < DAYS; day++) newestFirst[day] = random.nextInt(perDay);
        newestFirst[0] += downloadsToday[repository];
        long downloads = 3 * Arrays.stream(newestFirst).asLongStream().sum();
        var counts = new DailyCounts(downloads, downloads / 2, 4 * downloads, 1_000_000 * downloads);
        return new RepositoryTotals(counts, RecentDownloads.of(TODAY, newestFirst));
    }

    private void ask(int questions) throws InterruptedException {
        var writer = new Thread(this::change, "counting");
        writer.start();
        for (int days : List.of(7, 30, 90)) time("first " + days, TYPES.size(), days);
        for (int days : List.of(7, 30, 90)) time("days=" + days, questions, days);
        for (String text : SEARCHES) time("search=" + text, Math.min(questions, 100), text);
        done = true;
        writer.join();
    }

    private void time(String what, int questions, int days) {
        time(what, questions, question -> {
            var query = new TrendingQuery(
                    TYPES.get(question % TYPES.size()),
                    LocalDate.ofEpochDay(TODAY - days + 1),
                    LocalDate.ofEpochDay(TODAY),
                    20);
            int rows = 0;
            for (LivePartition partition : partitions) {
                rows += partition
                        .trending()
                        .top(query, repo -> true, NO_HISTORY)
                        .size();
            }
            if (rows != 20 * PARTITIONS) throw new IllegalStateException("rows: " + rows);
        });
    }

    private void time(String what, int questions, String text) {
        var search = new NameSearch(text, Optional.empty(), NameRule.WORDS);
        time(
                what,
                questions,
                question -> partitions.parallelStream()
                        .map(partition -> partition.trending().named(search, ListPage.first(10), repo -> true))
                        .forEach(rows -> {}));
    }

    private static void time(String what, int questions, IntConsumer ask) {
        List<Long> nanos = new ArrayList<>();
        List<Long> cpuNanos = new ArrayList<>();
        for (int question = 0; question < questions; question++) {
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            ask.accept(question);
            nanos.add(System.nanoTime() - start);
            cpuNanos.add(THREADS.getCurrentThreadCpuTime() - cpuStart);
            LockSupport.parkNanos(3_000_000);
        }
        System.out.printf(
                "{\"asked\":\"%s\",\"questions\":%d,%s,%s}%n",
                what, questions, percentiles("", nanos), percentiles("cpu_", cpuNanos));
    }

    private static String percentiles(String prefix, List<Long> nanos) {
        Collections.sort(nanos);
        int size = nanos.size();
        return String.format(
                Locale.ROOT,
                "\"%1$sp50_ms\":%2$.2f,\"%1$sp99_ms\":%3$.2f,\"%1$smax_ms\":%4$.2f",
                prefix,
                nanos.get(size / 2) / 1e6,
                nanos.get(size * 99 / 100) / 1e6,
                nanos.get(size - 1) / 1e6);
    }

    /** Ten flushes a second, as the counting makes them. */
    private void change() {
        var which = new SplittableRandom(2);
        long cpuNanos = 0;
        long flushes = 0;
        for (; !done; flushes++) {
            RepositoryTotals[] changed = new RepositoryTotals[changedPerFlush];
            int[] repositoryOf = which.ints(changedPerFlush, 0, repositories).toArray();
            for (int i = 0; i < changedPerFlush; i++) {
                downloadsToday[repositoryOf[i]]++;
                changed[i] = totals(repositoryOf[i]);
            }
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < changedPerFlush; i++) {
                partition(repositoryOf[i]).trending().put(key(repositoryOf[i]), changed[i]);
            }
            partitions.forEach(partition -> partition.reach(new Tally()));
            long took = System.nanoTime() - start;
            cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuStart;
            LockSupport.parkNanos(Math.max(1, FLUSH_NANOS - took));
        }
        System.out.printf(
                "{\"flushes\":%d,\"changed_per_flush\":%d,\"cpu_micros_per_change\":%.2f}%n",
                flushes, changedPerFlush, cpuNanos / 1e3 / flushes / changedPerFlush);
    }

    private LivePartition partition(int repository) {
        return partitions.get(repository % PARTITIONS);
    }

    private static StoreKey key(int repository) {
        String type = TYPES.get((repository / PARTITIONS) % TYPES.size()).label();
        int mixed = (repository * 0x9E3779B1) >>> 8;
        String owner = WORDS.get(mixed % WORDS.size()) + "-" + repository % 10_007;
        String name = WORDS.get(mixed / 64 % WORDS.size()) + "-" + WORDS.get(mixed / 4_096 % WORDS.size());
        String text = type + "/" + owner + "/" + name + "-" + mixed % 97 + "B-" + repository;
        return StoreKey.ofRepository(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
