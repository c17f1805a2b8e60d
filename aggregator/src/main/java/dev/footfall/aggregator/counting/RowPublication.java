package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The publication of a partition's daily rows: each row as it is written, and, of a state that was counted without it, once all rows
 * that are there. A mark in the store says how far that is. It is written in the same transaction as the records; when the
 * publication is turned off, with the first row that is not published. Not thread-safe.
 */
public final class RowPublication implements PartitionStores {
    private static final StoreKey MARK = StoreKey.ofRepository("published-rows".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] NONE = {0};
    private static final byte[] ALL = {1};

    /** The first byte of a mark after which the key of the last published row follows. */
    private static final byte UP_TO = 2;

    private static final int ROWS_AT_ONCE = 5_000;

    private final PartitionStores stores;
    private final Optional<RowTarget> target;
    private byte[] stored;
    private byte[] mark;

    public interface RowScan {
        /** {@code most}: the number of rows after which it ends. */
        void visit(byte[] from, int most, BiConsumer<byte[], byte[]> row);
    }

    /** {@code rules}: name and digest of the rules by which the rows are counted. */
    public record RowTarget(String rules, RowScan rows, Consumer<RowRecord> records) {}

    /** Continues at the mark; an empty target publishes nothing. */
    public RowPublication(PartitionStores stores, Optional<RowTarget> target) {
        this.stores = stores;
        this.target = target;
        this.stored = stores.get(PARTITION, MARK).orElse(NONE);
        this.mark = target.map(this::start).orElse(NONE);
    }

    private byte[] start(RowTarget to) {
        var hasRows = new boolean[1];
        to.rows().visit(new byte[0], 1, (key, value) -> hasRows[0] = true);
        return hasRows[0] ? stored : ALL;
    }

    @Override
    public Optional<byte[]> get(String store, StoreKey key) {
        return stores.get(store, key);
    }

    @Override
    public void put(String store, StoreKey key, byte[] value) {
        stores.put(store, key, value);
        if (store.equals(DAILY_ROWS)) target.ifPresent(to -> publish(key.bytes(), value, to));
    }

    @Override
    public void delete(String store, StoreKey key) {
        stores.delete(store, key);
    }

    private static void publish(byte[] key, byte[] value, RowTarget to) {
        to.records().accept(RowRecord.of(key, value, to.rules()));
    }

    /** True if no row must be published that is not written again. */
    public boolean isComplete() {
        return target.isEmpty() || Arrays.equals(mark, ALL);
    }

    public void publishSome() {
        RowTarget to = target.orElseThrow();
        // the key after the one in the mark is that with a zero more
        byte[] from = mark[0] == UP_TO ? Arrays.copyOfRange(mark, 1, mark.length + 1) : new byte[0];
        var rows = new int[1];
        to.rows().visit(from, ROWS_AT_ONCE, (key, value) -> {
            publish(key, value, to);
            mark = upTo(key);
            rows[0]++;
        });
        if (rows[0] < ROWS_AT_ONCE) mark = ALL;
    }

    private static byte[] upTo(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(UP_TO).put(key).array();
    }

    public void writeMark() {
        if (Arrays.equals(mark, stored)) return;
        stores.put(PARTITION, MARK, mark);
        stored = mark;
    }
}
