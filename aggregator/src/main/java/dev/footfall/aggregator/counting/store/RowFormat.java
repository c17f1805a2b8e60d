package dev.footfall.aggregator.counting.store;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Daily rows as bytes: when it opened, the counts, the numbers of reasons with their counts, and by how much the counts have fallen. An unknown
 * tail may follow.
 */
public final class RowFormat {
    private static final int VERSION = 3;

    private RowFormat() {}

    public static byte[] encode(DailyRow row) {
        return write(row).toByteArray();
    }

    public static ValueWriter write(DailyRow row) {
        var writer = new ValueWriter(VERSION);
        writer.number(row.openedMillis());
        writeCounts(row.counts(), writer);
        writeExcluded(row.excluded().byReason(), writer);
        writer.number(row.merged());
        return writer;
    }

    public static DailyRow decode(byte[] bytes) {
        return read(reader(bytes));
    }

    public static boolean hasFiles(byte[] bytes) {
        return counts(bytes).files() > 0;
    }

    public static DailyCounts counts(byte[] bytes) {
        ValueReader reader = reader(bytes);
        reader.number();
        return readCounts(reader);
    }

    public static ValueReader reader(byte[] bytes) {
        return new ValueReader(bytes, VERSION);
    }

    public static DailyRow read(ValueReader reader) {
        return new DailyRow(
                reader.number(), readCounts(reader), new ExcludedCounts(readExcluded(reader)), reader.number());
    }

    /** The section of this number in a row's tail. */
    public static Optional<ValueReader> section(byte[] row, int number) {
        ValueReader reader = reader(row);
        read(reader);
        return reader.section(number);
    }

    static void writeCounts(DailyCounts counts, ValueWriter writer) {
        writer.number(counts.downloads())
                .number(counts.authenticated())
                .number(counts.files())
                .number(counts.bytes())
                .number(counts.git())
                .number(counts.lfs());
    }

    static DailyCounts readCounts(ValueReader reader) {
        return new DailyCounts(
                reader.number(), reader.number(), reader.number(), reader.number(), reader.number(), reader.number());
    }

    public static void writeExcluded(Map<ExclusionReason, Long> excluded, ValueWriter writer) {
        writer.number(excluded.size());
        excluded.forEach((reason, events) -> writer.number(reason.number()).number(events));
    }

    public static Map<ExclusionReason, Long> readExcluded(ValueReader reader) {
        Map<ExclusionReason, Long> excluded = new EnumMap<>(ExclusionReason.class);
        int reasons = reader.integer();
        for (int i = 0; i < reasons; i++) excluded.put(ExclusionReason.ofNumber(reader.integer()), reader.number());
        return excluded;
    }
}
