package dev.footfall.aggregator.store;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.rollup.ExcludedCounts;
import dev.footfall.aggregator.session.ExclusionReason;
import java.util.EnumMap;
import java.util.Map;

/** Daily rows as bytes: when it opened, the counts, and the reasons with their numbers. */
public final class RowFormat {
    private static final int VERSION = 1;

    private RowFormat() {}

    /** The row as bytes. */
    public static byte[] encode(DailyRow row) {
        var writer = new ValueWriter(VERSION);
        writer.number(row.openedMillis());
        writeCounts(row.counts(), writer);
        writeExcluded(row.excluded().byReason(), writer);
        return writer.toByteArray();
    }

    /** The row that these bytes hold. */
    public static DailyRow decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        return new DailyRow(reader.number(), readCounts(reader), new ExcludedCounts(readExcluded(reader)));
    }

    static void writeCounts(DailyCounts counts, ValueWriter writer) {
        writer.number(counts.downloads())
                .number(counts.authenticated())
                .number(counts.files())
                .number(counts.bytes());
    }

    static DailyCounts readCounts(ValueReader reader) {
        return new DailyCounts(reader.number(), reader.number(), reader.number(), reader.number());
    }

    static void writeExcluded(Map<ExclusionReason, Long> excluded, ValueWriter writer) {
        writer.number(excluded.size());
        excluded.forEach((reason, events) -> writer.text(reason.label()).number(events));
    }

    static Map<ExclusionReason, Long> readExcluded(ValueReader reader) {
        Map<ExclusionReason, Long> excluded = new EnumMap<>(ExclusionReason.class);
        int reasons = reader.integer();
        for (int i = 0; i < reasons; i++) excluded.put(ExclusionReason.ofLabel(reader.text()), reader.number());
        return excluded;
    }
}
