package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.counting.Classes;
import dev.footfall.aggregator.counting.Clients;
import dev.footfall.aggregator.counting.Hours;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.RowFormat;
import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.counting.UserDayKey;
import dev.footfall.aggregator.counting.Users;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One counting of the whole log from its start to the last commit, in a process of its own. */
final class ReplayRole {
    /** The system property that writes each event through to the stores. */
    private static final String WITHOUT_HEAP = "footfall.bench.without-heap";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final Aggregator aggregator;
    private final AtomicReference<@Nullable String> failure;
    private double firstSeconds;

    private ReplayRole(Aggregator aggregator, AtomicReference<@Nullable String> failure) {
        this.aggregator = aggregator;
        this.failure = failure;
    }

    /**
     * Counts and reports the cost, then writes all rows into the first file and all projected values into the second.
     */
    static ObjectNode count(Settings settings, String... files) throws IOException {
        RoomConfigs configs = RoomConfigs.of(settings);
        AggregatorConfig config = config(settings, configs);
        var failure = new AtomicReference<@Nullable String>();
        try (TopicEnds ends = TopicEnds.now(configs);
                var aggregator = new Aggregator(
                        config, new SteadyTime(System::nanoTime, System.currentTimeMillis()), failure::set)) {
            ObjectNode answer = new ReplayRole(aggregator, failure).measure(ends);
            write(aggregator, config.partitions(), Path.of(files[0]));
            writeProjected(aggregator, config.partitions(), Path.of(files[1]));
            return answer;
        }
    }

    /** For comparison; no setting of the product allows it. */
    private static AggregatorConfig config(Settings settings, RoomConfigs configs) {
        AggregatorConfig config =
                configs.aggregator(settings.path(Setting.DATA_DIR).resolve("state"));
        return Boolean.getBoolean(WITHOUT_HEAP) ? config.withHeapBudget(0) : config;
    }

    private ObjectNode measure(TopicEnds ends) {
        long cpuNanos = ProcessUse.cpuNanos();
        long startNanos = System.nanoTime();
        aggregator.start();
        while (!isCounted(startNanos) || !ends.isCommitted()) LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("records", ends.records())
                .put("seconds", seconds)
                .put("first_seconds", firstSeconds)
                .put("cpu_seconds", (ProcessUse.cpuNanos() - cpuNanos) / 1e9);
        ProcessUse.addPeaks(answer);
        return answer;
    }

    private boolean isCounted(long startNanos) {
        String sentence = failure.get();
        if (sentence != null) throw new IllegalStateException(sentence);
        Progress progress = aggregator.progress();
        if (firstSeconds == 0 && progress.counted() > 0) firstSeconds = (System.nanoTime() - startNanos) / 1e9;
        return progress.complete();
    }

    private static void writeProjected(Aggregator aggregator, int partitions, Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            StoredProjections.forEach(aggregator, partitions, value -> out.println(value.line()));
            requireWritten(out, file);
        }
    }

    private static void write(Aggregator aggregator, int partitions, Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (int partition = 0; partition < partitions; partition++) {
                LocalRead<Long> read = aggregator
                        .entries()
                        .rows(partition, (repository, day, row) -> out.println(RowCheck.line(repository, day, row)));
                if (!(read instanceof LocalRead.Found<Long>)) {
                    throw new IllegalStateException("the rows of partition " + partition + " cannot be read: " + read);
                }
            }
            requireWritten(out, file);
        }
    }

    private static void requireWritten(PrintWriter out, Path file) throws IOException {
        if (out.checkError()) throw new IOException(file + " cannot be written");
    }

    static final class StoredProjections {
        private final Aggregator aggregator;
        private final Consumer<Projected> values;

        private StoredProjections(Aggregator aggregator, Consumer<Projected> values) {
            this.aggregator = aggregator;
            this.values = values;
        }

        static void forEach(Aggregator aggregator, int partitions, Consumer<Projected> values) {
            var stored = new StoredProjections(aggregator, values);
            for (int partition = 0; partition < partitions; partition++) {
                stored.read(partition, PartitionStores.DAILY_ROWS, stored::row);
                stored.read(partition, PartitionStores.TOTALS, stored::totals);
                stored.read(partition, PartitionStores.USER_DAYS, stored::userDay);
            }
        }

        private void read(int partition, String store, BiConsumer<byte[], byte[]> visitor) {
            LocalRead<Long> read = aggregator.entries().all(partition, store, visitor);
            if (read instanceof LocalRead.Found<Long>) return;
            throw new IllegalStateException(store + " of partition " + partition + " cannot be read: " + read);
        }

        private void row(byte[] key, byte[] row) {
            String repository = text(StoreKey.repositoryOf(key));
            int day = StoreKey.epochDayOf(key);
            var hours = new Projected.HourSums();
            List<HourlyCounts.Hour> all = Hours.of(row).hours();
            for (int hour = 0; hour < all.size(); hour++) {
                HourlyCounts.Hour counts = all.get(hour);
                hours.add(hour, counts.files(), counts.downloads(), counts.bytes());
            }
            if (!hours.isEmpty()) values.accept(Projected.ofDay(Projected.Kind.HOURS, repository, day, hours));
            var clients = Clients.of(row).downloads();
            if (!clients.isEmpty()) values.accept(Projected.ofDay(Projected.Kind.CLIENTS, repository, day, clients));
            var classes = Classes.of(row).downloads();
            if (!classes.isEmpty()) values.accept(Projected.ofDay(Projected.Kind.CLASSES, repository, day, classes));
            DailyCounts counts = RowFormat.decode(row).counts();
            boolean hasWays = counts.git() != 0 || counts.lfs() != 0;
            if (hasWays) values.accept(Projected.ofDay(Projected.Kind.WAYS, repository, day, ways(counts)));
        }

        static String ways(DailyCounts counts) {
            return "git " + counts.git() + ", lfs " + counts.lfs();
        }

        private void totals(byte[] repository, byte[] totals) {
            List<SourceFiles> sources = Sources.of(totals);
            if (sources.isEmpty()) return;
            values.accept(Projected.ofAllDays(Projected.Kind.SOURCES, text(repository), byName(sources)));
        }

        static List<SourceFiles> byName(List<SourceFiles> sources) {
            return sources.stream()
                    .sorted(Comparator.comparing(SourceFiles::source))
                    .toList();
        }

        private void userDay(byte[] key, byte[] value) {
            var hours = new Projected.HourSums();
            Users.forEachHour(value, hours::add);
            String repository = UserDayKey.repositoryOf(key);
            values.accept(
                    Projected.ofUser(repository, UserDayKey.epochDayOf(key), text(UserDayKey.userOf(key)), hours));
        }

        private static String text(byte[] key) {
            return new String(key, StandardCharsets.UTF_8);
        }
    }
}
