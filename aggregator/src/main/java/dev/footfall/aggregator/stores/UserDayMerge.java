package dev.footfall.aggregator.stores;

import dev.footfall.aggregator.store.UserDayKey;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The entries of several days in one order: by user, then by repository, then by day. Each day has them in that order
 * already, so one entry of each is read ahead. Used by one thread.
 */
final class UserDayMerge implements AutoCloseable {
    private final List<KeyValueIterator<Bytes, byte[]>> days = new ArrayList<>();
    private final PriorityQueue<Day> waiting =
            new PriorityQueue<>((one, other) -> UserDayKey.compareWithinDays(one.key(), other.key()));

    /** A day at its next entry. */
    private static final class Day {
        private final KeyValueIterator<Bytes, byte[]> entries;
        private KeyValue<Bytes, byte[]> entry;

        Day(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
            this.entry = entries.next();
        }

        byte[] key() {
            return entry.key.get();
        }

        boolean advance() {
            boolean isThere = entries.hasNext();
            if (isThere) entry = entries.next();
            return isThere;
        }
    }

    /**
     * The entries of these days.
     *
     * @param after a user in UTF-8 after whom they begin; of length 0 for all
     */
    UserDayMerge(ReadOnlyKeyValueStore<Bytes, byte[]> store, IntStream epochDays, byte[] after) {
        boolean isOpen = false;
        try {
            epochDays.forEach(day -> open(store, day, after));
            isOpen = true;
        } finally {
            if (!isOpen) close();
        }
    }

    private void open(ReadOnlyKeyValueStore<Bytes, byte[]> store, int day, byte[] after) {
        byte[] from = after.length == 0 ? UserDayKey.ofDay(day) : UserDayKey.after(UserDayKey.ofUser(day, after));
        KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(UserDayKey.ofDay(day + 1)));
        days.add(entries);
        if (entries.hasNext()) waiting.add(new Day(entries));
    }

    boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** The key of the next entry. */
    byte[] peek() {
        return waiting.element().key();
    }

    KeyValue<Bytes, byte[]> next() {
        Day day = waiting.remove();
        KeyValue<Bytes, byte[]> entry = day.entry;
        if (day.advance()) waiting.add(day);
        return entry;
    }

    @Override
    public void close() {
        days.forEach(KeyValueIterator::close);
    }
}
