package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Sealed days that a partition begins with, and how many are stored, so that a load continues. Not thread-safe. */
public final class SealedDays {
    private static final StoreKey KEY = StoreKey.ofRepository("sealed".getBytes(StandardCharsets.US_ASCII));
    private static final int VERSION = 1;

    private final PartitionStores stores;
    private final Tally tally;
    private final Consumer<SealRecord> records;
    private Loaded loaded;
    private boolean isChanged;

    /**
     * @param next the offset in the topic of sealed days from which on none is loaded
     * @param end the greatest offset, in the log, up to which a loaded record speaks
     * @param rejectedEnd the offset in the log up to which rejected records are known
     */
    private record Loaded(long next, long end, long rejectedEnd, boolean isComplete) {
        static final Loaded NOTHING = new Loaded(0, 0, 0, false);

        byte[] encode() {
            return new ValueWriter(VERSION)
                    .number(next)
                    .number(end)
                    .number(rejectedEnd)
                    .number(isComplete ? 1 : 0)
                    .toByteArray();
        }

        static Loaded decode(byte[] bytes) {
            var reader = new ValueReader(bytes, VERSION);
            return new Loaded(reader.number(), reader.number(), reader.number(), reader.number() == 1);
        }
    }

    SealedDays(PartitionStores stores, Tally tally, Consumer<SealRecord> records) {
        this.stores = stores;
        this.tally = tally;
        this.records = records;
        Optional<byte[]> stored = stores.get(PartitionStores.PARTITION, KEY);
        this.loaded = stored.map(Loaded::decode).orElse(Loaded.NOTHING);
    }

    /** True if some are loaded, or all that there are. */
    public boolean isBegun() {
        return !loaded.equals(Loaded.NOTHING);
    }

    public boolean isComplete() {
        return loaded.isComplete();
    }

    public long next() {
        return loaded.next();
    }

    /**
     * Before anything of the log is counted. Replaces an earlier record of the same day or sources; {@code offset} is
     * in the topic of sealed days.
     */
    public void load(SealRecord record, long offset) {
        records.accept(record);
        loaded = new Loaded(offset + 1, Math.max(loaded.end(), record.end()), 0, false);
        isChanged = true;
    }

    public void complete(SealMark mark, long logBegin) {
        mark.rejected().forEach(tally::reject);
        SealMark.Sealing last = mark.last();
        boolean isAllGone = logBegin >= last.end();
        tally.reach(logBegin - 1, isAllGone ? last.logTimeMillis() : 0);
        tally.seal(Math.toIntExact(last.before().toEpochDay()));
        loaded = new Loaded(loaded.next(), Math.max(loaded.end(), mark.end()), mark.rejectedEnd(), true);
        isChanged = true;
    }

    boolean mayHoldLast() {
        return tally.nextOffset() <= loaded.end();
    }

    boolean holdsLastRejected() {
        return tally.nextOffset() <= loaded.rejectedEnd();
    }

    boolean isChanged() {
        return isChanged;
    }

    void write() {
        if (!isChanged) return;
        stores.put(PartitionStores.PARTITION, KEY, loaded.encode());
        isChanged = false;
    }
}
