package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.clients.ClientClass;
import java.util.Map;
import java.util.TreeMap;

/** Values of daily rows with downloads by class. */
final class RankedRows {
    private static final int CLASSES = 5;

    private RankedRows() {}

    static byte[] row(Map<ClientClass, Long> downloads) {
        long sum = downloads.values().stream().mapToLong(Long::longValue).sum();
        var section = new ValueWriter();
        new TreeMap<>(downloads)
                .forEach((type, number) -> section.number(type.number()).number(number));
        return RowFormat.write(new DailyRow(0, new DailyCounts(sum, 0, sum, 0), ExcludedCounts.NONE, 0))
                .number(CLASSES)
                .bytes(section.toByteArray())
                .toByteArray();
    }
}
