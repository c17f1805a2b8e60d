package dev.footfall.aggregator.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One partition of a topic in memory, with the epochs of its leaders. Offsets may be of markers, which are no record. */
final class SimulatedLog {
    private final List<LogRecord> records = new ArrayList<>();
    private final TreeMap<Integer, Long> epochs = new TreeMap<>(Map.of(0, 0L));
    private long begin;
    private long end;
    private long silentUntilMillis;

    /** {@code fact}: what a naive count needs of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record LogRecord(long offset, int epoch, long timeMillis, byte[] key, byte[] value, Object fact) {}

    void append(byte[] key, byte[] value, long timeMillis, Object fact) {
        records.add(new LogRecord(end++, epoch(), timeMillis, key, value, fact));
    }

    /** Appends the end of a transaction. */
    void mark() {
        end++;
    }

    int epoch() {
        return epochs.lastKey();
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    void elect() {
        epochs.put(epoch() + 1, end);
    }

    /** Another leader has less of the log. */
    void cutAt(long offset) {
        records.removeIf(record -> record.offset() >= offset);
        end = offset;
        int next = epoch() + 1;
        epochs.values().removeIf(start -> start > offset);
        epochs.put(next, offset);
    }

    void makeAnew() {
        records.clear();
        epochs.clear();
        epochs.put(0, 0L);
        begin = 0;
        end = 0;
    }

    /** Drops all that is before this offset. */
    void beginAt(long offset) {
        begin = offset;
    }

    void silence(long untilMillis) {
        silentUntilMillis = untilMillis;
    }

    boolean isSilent(long nowMillis) {
        return nowMillis < silentUntilMillis;
    }

    /** The offset after the last of an epoch, as a leader tells it. */
    long endOf(int epoch) {
        Map.Entry<Integer, Long> later = epochs.higherEntry(epoch);
        return later == null ? end : later.getValue();
    }

    /** All that were ever there, before this offset. */
    List<LogRecord> before(long offset) {
        return records.subList(0, index(offset));
    }

    /** The offset of the first record at or after this time; the end if there is none. */
    long firstSince(long timeMillis) {
        for (LogRecord record : records.subList(index(begin), records.size())) {
            if (record.timeMillis() >= timeMillis) return record.offset();
        }
        return end;
    }

    @Nullable
    LogRecord next(long offset) {
        int index = index(offset);
        return index < records.size() ? records.get(index) : null;
    }

    private int index(long offset) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).offset() < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
