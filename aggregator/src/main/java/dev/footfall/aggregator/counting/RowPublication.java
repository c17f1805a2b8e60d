package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
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
    private final Optional<Target> target;
    private byte[] stored;
    private byte[] mark;

    public interface Rows {
        /** {@code most}: the number of rows after which it ends. */
        void visit(byte[] from, int most, BiConsumer<byte[], byte[]> row);
    }

    /** {@code rules}: name and digest of the rules by which the rows are counted. */
    public record Target(String rules, Rows rows, Consumer<RowRecord> records) {}

    /** Continues at the mark; an empty target publishes nothing. */
    public RowPublication(PartitionStores stores, Optional<Target> target) {
        this.stores = stores;
        this.target = target;
        this.stored = stores.get(PARTITION, MARK).orElse(NONE);
        this.mark = target.map(this::start).orElse(NONE);
    }

    private byte[] start(Target to) {
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

    private static void publish(byte[] key, byte[] value, Target to) {
        to.records().accept(RowRecord.of(key, value, to.rules()));
    }

    /** True if no row has to be published that is not written again. */
    public boolean isComplete() {
        return target.isEmpty() || Arrays.equals(mark, ALL);
    }

    public void publishSome() {
        Target to = target.orElseThrow();
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

    /**
     * A daily row as a record, in JSON, with the field names of {@code /v1/daily}. {@code repository}: its key, such as
     * {@code model/ns/name}; {@code rules}: name and digest; {@code classes}: the downloads that are not 0; empty where
     * classes are not counted.
     */
    public record RowRecord(
            String repository, LocalDate date, String rules, DailyRow row, Map<ClientClass, Long> classes) {
        public RowRecord {
            classes = Map.copyOf(classes);
        }

        public static RowRecord of(byte[] key, byte[] value, String rules) {
            return new RowRecord(
                    new String(StoreKey.repositoryOf(key), StandardCharsets.US_ASCII),
                    LocalDate.ofEpochDay(StoreKey.epochDayOf(key)),
                    rules,
                    RowFormat.decode(value),
                    RowCounts.classes(value).downloads());
        }

        public byte[] key() {
            return (repository + "/" + date).getBytes(StandardCharsets.US_ASCII);
        }

        public static byte[] repositoryOf(byte[] key) {
            String text = new String(key, StandardCharsets.US_ASCII);
            return text.substring(0, text.lastIndexOf('/')).getBytes(StandardCharsets.US_ASCII);
        }

        public byte[] value() {
            return JsonTree.bytes(json -> {
                int name = repository.indexOf('/') + 1;
                json.put("type", repository.substring(0, name - 1)).put("id", repository.substring(name));
                json.put("date", date.toString()).put("rules", rules);
                writeCounts(row.counts(), json);
                json.put("merged", row.merged());
                JsonTree.write("excluded", row.excluded().byReason(), ExclusionReason::label, json);
                JsonTree.write("classes", classes, ClientClass::label, json);
            });
        }

        static void writeCounts(DailyCounts counts, ObjectNode json) {
            json.put("downloads", counts.downloads())
                    .put("authenticated", counts.authenticated())
                    .put("anonymous", counts.anonymous())
                    .put("files", counts.files())
                    .put("bytes", counts.bytes());
        }
    }
}
