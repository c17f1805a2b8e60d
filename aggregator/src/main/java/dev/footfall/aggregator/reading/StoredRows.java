package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.projections.SourceDayFormat;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.live.HistoryNotRead;
import dev.footfall.aggregator.live.RankingHistory.RowVisitor;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The daily rows of a period in a store, one by one: all rows are looked at, or sought by repository. */
final class StoredRows implements CountedDays {
    /** The rows that are read one after another in the time in which a repository's first row is sought, about. */
    private static final long ROWS_PER_SEEK = 16;

    /** The same for a row whose key is known. */
    private static final long ROWS_PER_GET = 6;

    private static final long FEW_DAYS = 3;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final Iterator<KeyRange> ranges;
    private final long firstDay;
    private final long lastDay;
    private final boolean isOfEvery;
    private Optional<Entries> open = Optional.empty();
    private Optional<StoredDay> ahead = Optional.empty();
    private byte[] repository = {};
    private Optional<RepoId> repo = Optional.empty();

    private record KeyRange(Bytes first, Bytes last) {
        static KeyRange of(RepoType type) {
            return new KeyRange(bound(type.label() + '/'), bound(type.label() + (char) ('/' + 1)));
        }

        private static Bytes bound(String text) {
            return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** The days of a repository; none before 1970, whose keys would sort after all others. */
        static Stream<KeyRange> of(byte[] repository, LocalDate from, LocalDate to) {
            LocalDate first = from.isBefore(LocalDate.EPOCH) ? LocalDate.EPOCH : from;
            return to.isBefore(first)
                    ? Stream.empty()
                    : Stream.of(new KeyRange(row(repository, first), row(repository, to)));
        }

        private static Bytes row(byte[] repository, LocalDate date) {
            return Bytes.wrap(StoreKey.ofRow(repository, Math.toIntExact(date.toEpochDay()))
                    .bytes());
        }

        Entries in(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
            if (!first.equals(last)) {
                KeyValueIterator<Bytes, byte[]> range = store.range(first, last);
                return new Entries(range, range::close);
            }
            byte[] value = store.get(first);
            return new Entries(
                    value == null
                            ? Collections.emptyIterator()
                            : List.of(KeyValue.pair(first, value)).iterator(),
                    () -> {});
        }
    }

    private record Entries(Iterator<KeyValue<Bytes, byte[]>> left, Runnable onClose) implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
        }
    }

    private StoredRows(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, Iterator<KeyRange> ranges, RowRange wanted, boolean isOfEvery) {
        this.store = store;
        this.ranges = ranges;
        this.firstDay = wanted.from().toEpochDay();
        this.lastDay = wanted.to().toEpochDay();
        this.isOfEvery = isOfEvery;
    }

    /** Opens nothing before the first row is asked for; {@code ranking} is at least as new as the rows. */
    static StoredRows open(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            Optional<TrendingIndex> ranking,
            RowRange wanted,
            boolean isOfEvery) {
        Iterator<KeyRange> ranges = ranking.filter(index -> !isOfEvery)
                .flatMap(index -> index.downloaded(wanted))
                .filter(found -> found.size() * rowsPerRepository(wanted) < store.approximateNumEntries())
                .map(found -> found.stream()
                        .flatMap(repository -> ranges(repository, wanted))
                        .iterator())
                .orElseGet(() -> wanted.types().stream().map(KeyRange::of).iterator());
        return new StoredRows(store, ranges, wanted, isOfEvery);
    }

    static void forEach(StoreReader reader, int partition, RowRange range, RowVisitor visitor) {
        LocalRead<Boolean> read = reader.askBoth(partition, PartitionStores.DAILY_ROWS, (store, ranking) -> {
            try (StoredRows rows = open(store, ranking, range, false)) {
                while (rows.hasNext()) {
                    StoredDay day = rows.next();
                    visitor.row(day.repo(), day.date(), day.value());
                }
                return true;
            } catch (RowsLost e) {
                return false;
            }
        });
        if (!(read instanceof LocalRead.Found<Boolean> found) || !found.value()) throw new HistoryNotRead();
    }

    static List<SourceDay> sourceDays(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        Bytes lowest = Bytes.wrap(SourceDayKey.ofDay(0));
        Bytes highest = Bytes.wrap(SourceDayKey.ofDay(Integer.MAX_VALUE));
        List<SourceDay> days = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(lowest, highest)) {
            stored.forEachRemaining(day -> days.add(SourceDayFormat.day(day.key.get(), day.value)));
        }
        return days;
    }

    private static long rowsPerRepository(RowRange wanted) {
        return wanted.days() <= FEW_DAYS ? ROWS_PER_GET * wanted.days() : ROWS_PER_SEEK + wanted.days();
    }

    private static Stream<KeyRange> ranges(byte[] repository, RowRange wanted) {
        if (wanted.days() > FEW_DAYS) return KeyRange.of(repository, wanted.from(), wanted.to());
        return wanted.from().datesUntil(wanted.to().plusDays(1)).flatMap(day -> KeyRange.of(repository, day, day));
    }

    /** True if the repository of this key has a day, counted or not. */
    static boolean hasAny(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] repository) {
        Bytes first = Bytes.wrap(StoreKey.ofRow(repository, 0).bytes());
        Bytes last = Bytes.wrap(StoreKey.ofRow(repository, Integer.MAX_VALUE).bytes());
        try (KeyValueIterator<Bytes, byte[]> days = store.range(first, last)) {
            return days.hasNext();
        }
    }

    static <T> List<T> listOf(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            RepoId repo,
            LocalDate from,
            LocalDate to,
            Function<KeyValue<Bytes, byte[]>, T> read) {
        List<T> days = new ArrayList<>();
        KeyRange.of(repo.keyBytes(), from, to).forEach(range -> {
            try (Entries rows = range.in(store)) {
                rows.left().forEachRemaining(row -> days.add(read.apply(row)));
            }
        });
        return days;
    }

    @Override
    public boolean hasNext() {
        try {
            while (ahead.isEmpty() && (open.isPresent() || ranges.hasNext())) readOn();
            if (ahead.isEmpty() && store instanceof PartView part && part.mark().isRecount()) throw new RowsLost();
        } catch (InvalidStateStoreException e) {
            throw new RowsLost(e);
        }
        return ahead.isPresent();
    }

    private void readOn() {
        if (Thread.currentThread().isInterrupted()) throw new RowsLost();
        Entries rows = open.orElseGet(() -> ranges.next().in(store));
        open = Optional.of(rows);
        if (!rows.left().hasNext()) {
            close();
            return;
        }
        KeyValue<Bytes, byte[]> row = rows.left().next();
        int day = StoreKey.epochDayOf(row.key.get());
        boolean isIn = firstDay <= day && day <= lastDay;
        if (isIn && (isOfEvery || RowFormat.hasFiles(row.value))) {
            ahead = Optional.of(new StoredDay(repo(row.key.get()), LocalDate.ofEpochDay(day), row.value));
        }
    }

    private RepoId repo(byte[] key) {
        int length = StoreKey.repositoryLength(key);
        if (repo.isEmpty() || !Arrays.equals(key, 0, length, repository, 0, repository.length)) {
            repository = StoreKey.repositoryOf(key);
            repo = RepoId.ofKey(new String(repository, StandardCharsets.US_ASCII));
        }
        return repo.orElseThrow();
    }

    @Override
    public StoredDay next() {
        if (!hasNext()) throw new NoSuchElementException();
        StoredDay day = ahead.orElseThrow();
        ahead = Optional.empty();
        return day;
    }

    static StoredDay day(RepoId repo, KeyValue<Bytes, byte[]> entry) {
        return new StoredDay(repo, LocalDate.ofEpochDay(StoreKey.epochDayOf(entry.key.get())), entry.value);
    }

    @Override
    public void close() {
        open.ifPresent(Entries::close);
        open = Optional.empty();
    }
}
