package dev.footfall.queryapi;

import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.lang.reflect.Proxy;
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
        return (LocalState) Proxy.newProxyInstance(
                LocalState.class.getClassLoader(),
                new Class<?>[] {LocalState.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "partitions" -> PARTITIONS;
                    case "registration" -> Optional.empty();
                    case "standing" -> Standing.UNREGISTERED;
                    case "renames" -> Renames.NONE;
                    case "rows" ->
                        new LocalRead.Found<>(
                                new Endless<>((int) arguments[0], (DayForm<?>) arguments[2]),
                                new AsOf(Optional.empty(), 0));
                    case "sourceDays" -> new LocalRead.Found<>(List.of(), new AsOf(Optional.empty(), 0));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private final class Endless<T> implements RowCursor<T> {
        private final int partition;
        private final DayForm<T> form;
        private long read;

        Endless(int partition, DayForm<T> form) {
            this.partition = partition;
            this.form = form;
            open.incrementAndGet();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public RepositoryRow<T> next() {
            if (read == rowsBeforeFailure) throw new IllegalArgumentException("the store is gone");
            var repo = new RepoId(RepoType.MODEL, "o", "r" + (1_000_000_000_000L + read * PARTITIONS + partition));
            read++;
            return new RepositoryRow<>(repo, form.of(LocalDate.parse("2026-11-20"), ROW));
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
