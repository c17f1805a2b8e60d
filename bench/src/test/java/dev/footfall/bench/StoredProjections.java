package dev.footfall.bench;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.UserDayKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.LocalRead;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The values of projections in the stores of a counting node. */
final class StoredProjections {
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
        List<HourCounts> all = RowCounts.hours(row).hours();
        for (int hour = 0; hour < all.size(); hour++) {
            HourCounts counts = all.get(hour);
            hours.add(hour, counts.files(), counts.downloads(), counts.bytes());
        }
        if (!hours.isEmpty()) values.accept(Projected.ofDay(Projected.Kind.HOURS, repository, day, hours));
        var clients = RowCounts.clients(row).downloads();
        if (!clients.isEmpty()) values.accept(Projected.ofDay(Projected.Kind.CLIENTS, repository, day, clients));
        var classes = RowCounts.classes(row).downloads();
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
        values.accept(Projected.ofUser(repository, UserDayKey.epochDayOf(key), text(UserDayKey.userOf(key)), hours));
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
