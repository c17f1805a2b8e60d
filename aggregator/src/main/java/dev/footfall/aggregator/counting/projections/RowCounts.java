package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.events.ClientProduct;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts of the {@linkplain Projections projections} in a daily row's value; none if it was counted without them. */
public final class RowCounts {
    private RowCounts() {}

    public static KindCounts<ClientProduct> clients(byte[] row) {
        return HeadProjection.CLIENTS.counts(row);
    }

    public static KindCounts<ClientClass> classes(byte[] row) {
        return HeadProjection.CLASSES.counts(row);
    }

    /** Downloads of these classes; of no class, all. */
    public static long downloads(byte[] row, Set<ClientClass> classes) {
        if (classes.isEmpty()) return RowFormat.counts(row).downloads();
        Optional<ValueReader> section = RowFormat.section(row, HeadProjection.CLASSES.section());
        return section.isPresent()
                ? RunningTallies.sum(section.get(), of -> classes.contains(ClientClass.ofNumber(of)))
                : 0;
    }

    public static HourlyCounts hours(byte[] row) {
        return RowFormat.section(row, Hours.HOURS.section())
                .map(section -> RunningHours.read(section).toCounts())
                .orElse(HourlyCounts.NONE);
    }

    /** The sum from hour {@code first} to {@code last}; of a whole day the row's own counts, which are the same. */
    public static HourCounts hours(byte[] row, int first, int last) {
        if (first > 0 || last < HourlyCounts.HOURS - 1) {
            return hours(row).hours().subList(first, last + 1).stream().reduce(HourCounts.ZERO, HourCounts::plus);
        }
        DailyCounts day = RowFormat.counts(row);
        return new HourCounts(day.downloads(), day.files(), day.bytes());
    }

    /** Visitors with a counted download, distinct within the day. */
    public static long visitors(byte[] row) {
        return RowFormat.section(row, DayVisitors.VISITORS.section())
                .map(ValueReader::number)
                .orElse(0L);
    }

    /** The day's visitors; not whole if it was counted without them. */
    public static Uniques uniques(byte[] row) {
        return RowFormat.section(row, UniqueVisitors.UNIQUES.section())
                .map(UniqueVisitors::counted)
                .orElseGet(() -> Uniques.none(RowFormat.counts(row).downloads() == 0));
    }

    /** Names with less than {@code fewest} visitors a day are with the others, where visitors are counted by name. */
    public static NamedCounts named(byte[] row, String projection, int fewest) {
        return projection.equals(ProjectionNames.FILES)
                ? files(row)
                : Projections.ofNames(projection).counts(row, fewest);
    }

    /** All files are others if the day was counted without them. */
    static NamedCounts files(byte[] row) {
        DailyCounts day = RowFormat.counts(row);
        return RowFormat.section(row, Files.ID.section())
                .map(section -> RunningFiles.read(section).toCounts(day))
                .orElseGet(() -> new NamedCounts(
                        Map.of(),
                        new DailyCounts(0, 0, day.files(), day.bytes()),
                        new DailyCounts(day.downloads(), 0, day.files(), day.bytes()),
                        day.files() > 0));
    }
}
