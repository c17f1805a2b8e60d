package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** One part of a partition's store, by its own keys. The key of the mark gets that of the whole store. */
public record PartView(ReadOnlyKeyValueStore<Bytes, byte[]> store, String part)
        implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    static final Bytes MARK = Bytes.wrap(PartKeys.mark());
    private static final Bytes RULES = Bytes.wrap(PartKeys.of(PartitionStores.PARTITION, RuleSet.KEY));

    /** The digest of the rules by which the partition is counted; empty if nothing of it is stored yet. */
    Optional<String> rules() {
        return Optional.ofNullable(store.get(RULES)).map(RuleSet::digest);
    }

    CommitMark mark() {
        return Optional.ofNullable(store.get(MARK)).map(CommitMark::decode).orElse(CommitMark.NONE);
    }

    @Override
    public byte[] get(Bytes key) {
        return store.get(key.equals(MARK) ? key : whole(key));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return new OfPart(store.range(first(from), last(to)));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return new OfPart(store.reverseRange(first(from), last(to)));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return range(null, null);
    }

    /** Of all parts: each entry of this one is among them. */
    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    private Bytes first(@Nullable Bytes from) {
        return from == null ? Bytes.wrap(PartKeys.firstOf(part)) : whole(from);
    }

    private Bytes last(@Nullable Bytes to) {
        return to == null ? Bytes.wrap(PartKeys.lastOf(part)) : whole(to);
    }

    private Bytes whole(Bytes key) {
        return Bytes.wrap(PartKeys.whole(part, key.get()));
    }

    private record OfPart(KeyValueIterator<Bytes, byte[]> entries) implements KeyValueIterator<Bytes, byte[]> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> entry = entries.next();
            return KeyValue.pair(inPart(entry.key), entry.value);
        }

        @Override
        public Bytes peekNextKey() {
            return inPart(entries.peekNextKey());
        }

        private static Bytes inPart(Bytes whole) {
            return Bytes.wrap(PartKeys.inPart(whole.get()));
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
