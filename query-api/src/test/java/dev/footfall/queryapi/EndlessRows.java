package dev.footfall.queryapi;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A state of four partitions with as many rows as anybody reads, which fails after so many of them. */
public final class EndlessRows {
    private static final int PARTITIONS = 4;

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
                    case "rows" ->
                        new LocalRead.Found<>(new Endless((int) arguments[0]), new AsOf(Optional.empty(), 0));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private final class Endless implements RowCursor {
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
        public RepositoryRow next() {
            if (read == rowsBeforeFailure) throw new IllegalArgumentException("the store is gone");
            var repo = new RepoId(RepoType.MODEL, "o", "r" + (1_000_000_000_000L + read * PARTITIONS + partition));
            read++;
            var day = new RepositoryDay(LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 1, 0), Map.of());
            return new RepositoryRow(repo, day);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
