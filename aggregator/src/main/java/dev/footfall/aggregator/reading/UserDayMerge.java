package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.UserDayKey;
import dev.footfall.aggregator.live.Tournament;
import java.util.ArrayList;
import java.util.List;
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
    private final List<KeyValueIterator<Bytes, byte[]>> opened = new ArrayList<>();
    private final List<Day> days = new ArrayList<>();
    private final Tournament<Day> order;
    private int unread;

    private static final class Day implements Comparable<Day> {
        private final KeyValueIterator<Bytes, byte[]> entries;
        private KeyValue<Bytes, byte[]> entry;
        private byte[] key;
        private boolean isAtEnd;

        Day(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
            this.entry = entries.next();
            this.key = entry.key.get();
        }

        void advance() {
            isAtEnd = !entries.hasNext();
            if (isAtEnd) return;
            entry = entries.next();
            key = entry.key.get();
        }

        @Override
        public int compareTo(Day other) {
            boolean areBothThere = !isAtEnd && !other.isAtEnd;
            return areBothThere
                    ? UserDayKey.compareWithinDays(key, other.key)
                    : Boolean.compare(isAtEnd, other.isAtEnd);
        }
    }

    /** The users begin after this one, which is in UTF-8; of length 0 for all. */
    UserDayMerge(ReadOnlyKeyValueStore<Bytes, byte[]> store, IntStream epochDays, byte[] after) {
        boolean isOpen = false;
        try {
            epochDays.forEach(day -> open(store, day, after));
            isOpen = true;
        } finally {
            if (!isOpen) close();
        }
        this.order = new Tournament<>(days);
        this.unread = days.size();
    }

    private void open(ReadOnlyKeyValueStore<Bytes, byte[]> store, int day, byte[] after) {
        Bytes user = Bytes.wrap(UserDayKey.ofUser(day, after));
        Bytes from = after.length == 0 ? Bytes.wrap(UserDayKey.ofDay(day)) : Bytes.increment(user);
        KeyValueIterator<Bytes, byte[]> entries = store.range(from, Bytes.wrap(UserDayKey.ofDay(day + 1)));
        opened.add(entries);
        if (entries.hasNext()) days.add(new Day(entries));
    }

    boolean hasNext() {
        return unread > 0;
    }

    byte[] peek() {
        return order.first().key;
    }

    KeyValue<Bytes, byte[]> next() {
        Day day = order.first();
        KeyValue<Bytes, byte[]> entry = day.entry;
        day.advance();
        if (day.isAtEnd) unread--;
        order.replay();
        return entry;
    }

    @Override
    public void close() {
        opened.forEach(KeyValueIterator::close);
    }
}
