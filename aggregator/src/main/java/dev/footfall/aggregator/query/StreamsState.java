package dev.footfall.aggregator.query;

import dev.footfall.aggregator.partition.RowFormat;
import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.partition.Stores;
import dev.footfall.aggregator.partition.TotalsFormat;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The state of a running Kafka Streams instance, read by interactive queries. */
public final class StreamsState implements LocalState {
    private final KafkaStreams streams;
    private final LivePartitions live;
    private final LogEnds ends;
    private final int partitions;
    private final RowFormat rowFormat = new RowFormat();
    private final TotalsFormat totalsFormat = new TotalsFormat();

    /** Reads from these streams, whose topics have so many partitions. */
    public StreamsState(KafkaStreams streams, LivePartitions live, LogEnds ends, int partitions) {
        this.streams = streams;
        this.live = live;
        this.ends = ends;
        this.partitions = partitions;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public int partitionOf(RepoId repo) {
        return Utils.toPositive(Utils.murmur2(repo.keyBytes())) % partitions;
    }

    @Override
    public LocalRead<Optional<DailyCounts>> totals(RepoId repo) {
        Bytes key = Bytes.wrap(repo.keyBytes());
        return ask(
                partitionOf(repo),
                Stores.TOTALS,
                store -> Optional.ofNullable(store.get(key))
                        .map(totalsFormat::decode)
                        .map(totals -> totals.counts()));
    }

    @Override
    public LocalRead<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to) {
        byte[] key = repo.keyBytes();
        Bytes first = Bytes.wrap(StoreKey.ofRow(key, epochDay(from)).bytes());
        Bytes last = Bytes.wrap(StoreKey.ofRow(key, epochDay(to)).bytes());
        return ask(partitionOf(repo), Stores.DAILY_ROWS, store -> {
            List<RepositoryDay> days = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> rows = store.range(first, last)) {
                rows.forEachRemaining(row -> days.add(day(row)));
            }
            return days;
        });
    }

    private RepositoryDay day(KeyValue<Bytes, byte[]> entry) {
        DailyRow row = rowFormat.decode(entry.value);
        LocalDate date = LocalDate.ofEpochDay(StoreKey.epochDayOf(entry.key.get()));
        return new RepositoryDay(date, row.counts(), row.excluded().byReason());
    }

    @Override
    public LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible) {
        Optional<LivePartition> counted = live.get(partition);
        if (counted.isEmpty()) return absent(partition);
        TrendingIndex index = counted.get().trending();
        try {
            List<TrendingRow> rows = index.top(query, visible, new RowHistory(partition));
            return new LocalRead.Found<>(rows, asOf(partition, counted.get().tally()));
        } catch (NotAnswered e) {
            return absent(partition);
        }
    }

    /**
     * Shows every daily row of one partition, in the order of their keys: by repository, then by day.
     *
     * @return how many there are
     */
    public LocalRead<Long> rows(int partition, RowVisitor visitor) {
        return ask(partition, Stores.DAILY_ROWS, store -> {
            long number = 0;
            try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
                for (; rows.hasNext(); number++) {
                    KeyValue<Bytes, byte[]> row = rows.next();
                    byte[] key = row.key.get();
                    visitor.row(StoreKey.repositoryOf(key), StoreKey.epochDayOf(key), rowFormat.decode(row.value));
                }
            }
            return number;
        });
    }

    @Override
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return Optional.empty();
    }

    @Override
    public LocalRead<Long> likes(RepoId repo) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalRead<Boolean> isLiked(RepoId repo, String user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalRead<List<Like>> likers(RepoId repo, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalRead<List<Like>> likedBy(int partition, String user, Predicate<RepoId> visible, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalRead<RowCursor> rows(int partition, Optional<RepoType> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Readiness readiness() {
        KafkaStreams.State state = streams.state();
        return new Readiness(state == KafkaStreams.State.RUNNING, "counting is " + state);
    }

    /**
     * Reads from a store by its own interface. The queries of {@code KafkaStreams.query} take its two locks in the other
     * order than its writes do, and both then wait for ever (<a
     * href="https://issues.apache.org/jira/browse/KAFKA-19629">KAFKA-19629</a>).
     */
    private <R> LocalRead<R> ask(int partition, String store, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        Optional<LivePartition> counted = live.get(partition);
        if (counted.isEmpty()) return absent(partition);
        // how far the state is, read first: the answer is at least as new
        AsOf asOf = asOf(partition, counted.get().tally());
        try {
            ReadOnlyKeyValueStore<Bytes, byte[]> open = streams.store(
                    StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                            .withPartition(partition));
            return new LocalRead.Found<>(read.apply(open), asOf);
        } catch (InvalidStateStorePartitionException e) {
            return absent(partition);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new LocalRead.NotReady<>(partition, "the stores are not open");
        }
    }

    private <R> LocalRead<R> absent(int partition) {
        Readiness readiness = readiness();
        return readiness.ready()
                ? new LocalRead.NotOwned<>(partition)
                : new LocalRead.NotReady<>(partition, readiness.detail());
    }

    private AsOf asOf(int partition, Tally tally) {
        Optional<Instant> newest =
                tally.read() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(tally.newestLogTimeMillis()));
        return new AsOf(newest, ends.behind(partition, tally.nextOffset()));
    }

    private static int epochDay(LocalDate date) {
        return Math.toIntExact(Math.max(0, date.toEpochDay()));
    }

    /** The store could not be read in the middle of a ranking. */
    private static final class NotAnswered extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** All rows of one partition, read from the store in the order of their keys: by repository, then by day. */
    private final class RowHistory implements TrendingIndex.History {
        private final int partition;

        RowHistory(int partition) {
            this.partition = partition;
        }

        @Override
        public void forEach(int fromDay, int toDay, Visitor visitor) {
            LocalRead<Boolean> read = ask(partition, Stores.DAILY_ROWS, store -> {
                try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
                    var runs = new RepositoryRuns(fromDay, toDay, visitor);
                    rows.forEachRemaining(row -> runs.add(row.key.get(), rowFormat.decode(row.value)));
                    runs.end();
                }
                return true;
            });
            if (!(read instanceof LocalRead.Found<Boolean>)) throw new NotAnswered();
        }
    }
}
