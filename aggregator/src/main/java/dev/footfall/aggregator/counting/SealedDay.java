package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.ClassCounts;
import dev.footfall.aggregator.session.ClientCounts;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.aggregator.session.ExcludedCounts;
import dev.footfall.aggregator.session.HourlyCounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * One repository's UTC day as it was counted up to an offset of its partition. No later event can change what was counted
 * of it: it accepts none any more, or nothing was counted of it yet, and then there are no visitors that would have to be
 * known.
 *
 * @param repository the repository's key, such as {@code model/ns/name}
 * @param rules name and digest of the rules by which it was counted
 * @param end the offset after the last record that it may have
 * @param row the counts, and when the day opened
 */
public record SealedDay(
        String repository,
        LocalDate date,
        String rules,
        long end,
        DailyRow row,
        HourlyCounts hours,
        ClientCounts clients,
        ClassCounts classes)
        implements SealRecord {

    /** A day as the store has it. */
    public static SealedDay of(StoreKey key, byte[] value, String rules, long end) {
        return new SealedDay(
                new String(StoreKey.repositoryOf(key.bytes()), StandardCharsets.US_ASCII),
                LocalDate.ofEpochDay(StoreKey.epochDayOf(key.bytes())),
                rules,
                end,
                RowFormat.decode(value),
                Hours.of(value),
                Clients.of(value),
                Classes.of(value));
    }

    /** The key of the day in the store. */
    public StoreKey storeKey() {
        return StoreKey.ofRow(repository.getBytes(StandardCharsets.US_ASCII), Math.toIntExact(date.toEpochDay()));
    }

    /** The day's value in the store. */
    public byte[] storeValue() {
        ValueWriter value = RowFormat.write(row);
        Hours.write(hours, value);
        Clients.write(clients, value);
        Classes.write(classes, value);
        SealedEnd.write(end, value);
        return value.toByteArray();
    }

    /** True if the same was counted of it; what was excluded may differ. */
    public boolean isCountedAs(SealedDay other) {
        return counted().equals(other.counted());
    }

    private SealedDay counted() {
        var counted = new DailyRow(row.openedMillis(), row.counts(), ExcludedCounts.NONE, row.merged());
        return new SealedDay(repository, date, "", 0, counted, hours, clients, classes);
    }

    @Override
    public SealedDay at(long otherEnd) {
        return new SealedDay(repository, date, rules, otherEnd, row, hours, clients, classes);
    }
}
