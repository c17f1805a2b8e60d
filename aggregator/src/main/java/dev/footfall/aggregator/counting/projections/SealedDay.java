package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One repository's UTC day as it was counted up to an offset of its partition. No later event can change what was counted
 * of it: it accepts none any more, or nothing was counted of it yet, and then there are no visitors that would need to be
 * known.
 *
 * @param rules name and digest of the rules by which it was counted
 * @param sections the counts of projections, as the tail of the row in the store
 */
public record SealedDay(String repository, LocalDate date, String rules, long end, DailyRow row, StoreKey sections)
        implements SealRecord {
    public static SealedDay of(StoreKey key, byte[] value, String rules, long end) {
        ValueReader reader = RowFormat.reader(value);
        DailyRow row = RowFormat.read(reader);
        return new SealedDay(
                new String(StoreKey.repositoryOf(key.bytes()), StandardCharsets.US_ASCII),
                LocalDate.ofEpochDay(StoreKey.epochDayOf(key.bytes())),
                rules,
                end,
                row,
                sections(Projections.ALL.read(reader)));
    }

    /** Bytes that are equal where the counts are, whatever the order of events. */
    private static StoreKey sections(DaySection[] counts) {
        for (DaySection section : counts) section.close();
        var tail = new ValueWriter();
        Projections.ALL.write(counts, tail);
        return StoreKey.ofRepository(tail.toByteArray());
    }

    public StoreKey storeKey() {
        return StoreKey.ofRow(repository.getBytes(StandardCharsets.US_ASCII), Math.toIntExact(date.toEpochDay()));
    }

    public byte[] storeValue() {
        ValueWriter value = writeCounts();
        SealedEnd.write(end, value);
        return value.toByteArray();
    }

    private ValueWriter writeCounts() {
        return RowFormat.write(row).raw(sections.bytes());
    }

    /** The value of a row that was not sealed. */
    @Override
    public byte[] counts() {
        return writeCounts().toByteArray();
    }

    @Override
    public String key() {
        return repository + "/" + date;
    }

    @Override
    public void write(ObjectNode json) {
        SealRecord.writeRepository(repository, json);
        json.put("date", date.toString());
        writeOrigin(json);
        DailyCounts counts = row.counts();
        if (counts.files() > 0)
            json.put("opened", Instant.ofEpochMilli(row.openedMillis()).toString());
        RowRecord.writeCounts(counts, json);
        json.put("git", counts.git()).put("lfs", counts.lfs());
        JsonTree.write("excluded", row.excluded().byReason(), ExclusionReason::label, json);
        json.put("merged", row.merged());
        Projections.ALL.seal(Projections.ALL.read(new ValueReader(sections.bytes())), json);
    }

    static SealedDay unseal(JsonTree json) {
        long opened = json.optional("opened")
                .map(time -> Instant.parse(time).toEpochMilli())
                .orElse(0L);
        var counts = new DailyCounts(
                json.number("downloads"),
                json.number("authenticated"),
                json.number("files"),
                json.number("bytes"),
                json.number("git"),
                json.number("lfs"));
        var excluded = new ExcludedCounts(json.numbers("excluded", ExclusionReason.values(), ExclusionReason::label));
        return new SealedDay(
                SealRecord.repository(json),
                LocalDate.parse(json.text("date")),
                json.text("rules"),
                json.number("end"),
                new DailyRow(opened, counts, excluded, json.number("merged")),
                sections(Projections.ALL.unsealDay(json)));
    }

    /** True if the same was counted of it; what was excluded may differ. */
    public boolean isCountedAs(SealedDay other) {
        return counted().equals(other.counted());
    }

    private SealedDay counted() {
        var counted = new DailyRow(row.openedMillis(), row.counts(), ExcludedCounts.NONE, row.merged());
        return new SealedDay(repository, date, "", 0, counted, sections);
    }
}
