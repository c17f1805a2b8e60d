package dev.footfall.queryapi;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.reading.StoredDay;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A state of four partitions with as many rows as anybody reads, which fails after so many of them. */
public final class EndlessRows {
    private static final int PARTITIONS = 4;
    private static final byte[] ROW =
            RowFormat.encode(new DailyRow(0, new DailyCounts(1, 0, 1, 0), new ExcludedCounts(Map.of()), 0));

    private final AtomicInteger open = new AtomicInteger();
    private final long rowsBeforeFailure;

    public EndlessRows(long rowsBeforeFailure) {
        this.rowsBeforeFailure = rowsBeforeFailure;
    }

    /** The number of cursors that are not closed. */
    public int open() {
        return open.get();
    }

    public LocalState state() {
        return ProxiedState.of((proxy, method, arguments) -> switch (method.getName()) {
            case "partitions" -> PARTITIONS;
            case "registration" -> Optional.empty();
            case "standing" -> Standing.UNREGISTERED;
            case "renames" -> Renames.NONE;
            case "all" -> new LocalRead.Found<>(new Endless((int) arguments[0]), new AsOf(Optional.empty(), 0));
            case "sourceDays" -> new LocalRead.Found<>(List.of(), new AsOf(Optional.empty(), 0));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private final class Endless implements CountedDays {
        private final int partition;
        private long read;

        Endless(int partition) {
            this.partition = partition;
            open.incrementAndGet();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public CountedDay next() {
            if (read == rowsBeforeFailure) throw new IllegalArgumentException("the store is gone");
            var repo = new RepoId(RepoType.MODEL, "o", "r" + (1_000_000_000_000L + read * PARTITIONS + partition));
            read++;
            return new StoredDay(repo, LocalDate.parse("2026-11-20"), ROW);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
