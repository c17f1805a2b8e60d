package dev.footfall.aggregator.sealing;

import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * One sealing of a partition, whose rows are shown one by one: which of them can be sealed, and how much of the log may go
 * then. Only log times decide. Not thread-safe.
 *
 * <p>A day can be sealed when it is closed, or when nothing was counted of it yet: to count on, its visitors need not be known.
 * One that is open can not. Its events came after it had opened, and all that were excluded before that stand in the record of
 * an earlier sealing; so of the log there may go what an earlier sealing by the same rules had, if that was before any of these days opened.
 */
public final class PartitionSealing {
    /** Beyond the retention, because the log times of a partition can go back when another broker leads it. */
    private static final Duration SKEW = Duration.ofDays(1);

    /** An event's time is at most so far ahead of its log time. */
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final Terms terms;
    private final LogPosition position;
    private final List<SealMark.Sealing> earlier;
    private final LocalDate before;
    private long open;
    private long firstOpenedMillis = Long.MAX_VALUE;
    private long lastOpenedMillis;

    /** {@code retention} is the time of the log for which a day accepts events. */
    public record Terms(String rules, Duration retention, LocalDate before) {}

    public PartitionSealing(Terms terms, LogPosition position, Optional<SealMark> mark) {
        this.terms = terms;
        this.position = position;
        this.earlier = mark.map(SealMark::sealings).orElse(List.of());
        this.before = before(terms.before(), mark);
    }

    /** The first day to be left: an earlier sealing's, if that is later. */
    public static LocalDate before(LocalDate wanted, Optional<SealMark> mark) {
        return mark.map(last -> last.last().before()).filter(wanted::isBefore).orElse(wanted);
    }

    /** Fails if the newest record is ahead of this clock: by the broker's, days that are still open would be sealed. */
    public static void requirePast(int partition, LogPosition position, Instant now) {
        Instant newest = Instant.ofEpochMilli(position.newestLogTimeMillis());
        if (!newest.isAfter(now.plus(SKEW))) return;
        throw new IllegalStateException("partition " + partition + " has a record of " + newest
                + " by its broker's clock, which is ahead of this one: days that are still open would be sealed");
    }

    public Optional<SealedDay> seal(StoreKey key, byte[] value) {
        long epochDay = StoreKey.epochDayOf(key.bytes());
        if (epochDay >= before.toEpochDay()) return Optional.empty();
        DailyRow row = RowFormat.decode(value);
        boolean isClosed = row.openedMillis() < closedBefore() || SealedEnd.ofRow(value) != SealedEnd.NONE;
        if (row.counts().files() > 0 && !isClosed) {
            firstOpenedMillis = Math.min(firstOpenedMillis, row.openedMillis());
            if (epochDay >= terms.before().toEpochDay()) return Optional.empty(); // only an earlier sealing's
            open++;
            lastOpenedMillis = Math.max(lastOpenedMillis, row.openedMillis());
            return Optional.empty();
        }
        return Optional.of(SealedDay.of(key, value, terms.rules(), position.nextOffset()));
    }

    /** A day that opened before this log time is closed. */
    private long closedBefore() {
        return position.newestLogTimeMillis() - terms.retention().plus(SKEW).toMillis();
    }

    /**
     * After all rows were shown. {@code rejected} by the field at fault, up to the offset {@code rejectedEnd}; {@code offsetOf}: the
     * first with a log time in milliseconds, or later; {@code begin}: of the log.
     */
    public SealMark mark(Map<String, Long> rejected, long rejectedEnd, long begin, LongUnaryOperator offsetOf) {
        var sealings = new ArrayList<>(earlier);
        while (sealings.size() > 1 && sealings.get(1).logTimeMillis() < closedBefore()) sealings.remove(0);
        sealings.add(
                new SealMark.Sealing(terms.rules(), position.nextOffset(), position.newestLogTimeMillis(), before));
        return new SealMark(sealings, rejected, rejectedEnd, Math.max(begin, removableBefore(sealings, offsetOf)));
    }

    private long removableBefore(List<SealMark.Sealing> sealings, LongUnaryOperator offsetOf) {
        long removable = 0;
        for (SealMark.Sealing sealing : sealings) {
            if (!sealing.isBy(terms.rules()) || sealing.logTimeMillis() >= firstOpenedMillis) continue;
            Instant cut =
                    sealing.before().atStartOfDay(ZoneOffset.UTC).toInstant().minus(MOST_AHEAD);
            long old = offsetOf.applyAsLong(cut.toEpochMilli());
            removable = Math.max(removable, Math.min(sealing.end(), old));
        }
        return removable;
    }

    public long open() {
        return open;
    }

    public Instant closed() {
        return Instant.ofEpochMilli(lastOpenedMillis).plus(terms.retention()).plus(SKEW);
    }
}
