package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is turned on and off, and whenever it crashes: when a publication is complete, each row's last record is that row. */
@Tag("slow")
class RowPublicationPropertyTest {
    private static final String RULES = "default@0123456789ab";

    private Tables committed = new Tables(new TreeMap<>(), new TreeMap<>());
    private Tables now = committed.copy();

    /** The stores and the topic: what a transaction commits or takes back. */
    private record Tables(Map<String, byte[]> stores, Map<String, String> topic) {
        Tables copy() {
            return new Tables(new TreeMap<>(stores), new TreeMap<>(topic));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLastRecordOfEachRowIsTheRow(long seed) {
        var random = new Random(seed);
        for (int start = 0; start < 40; start++) {
            run(random, random.nextInt(3) > 0);
        }

        RowPublication last = publication(true);
        while (!last.isComplete()) last.publishSome();

        assertEquals(rows(), now.topic);
        assertTrue(now.topic.size() > 5_000, "more rows than are published at once");
    }

    private void run(Random random, boolean isOn) {
        RowPublication publication = publication(isOn);
        for (int commit = random.nextInt(4); commit > 0; commit--) {
            if (!publication.isComplete() && random.nextBoolean()) {
                publication.publishSome();
            } else {
                for (int row = random.nextInt(400); row >= 0; row--) put(publication, random);
            }
            publication.writeMark();
            committed = now.copy();
        }
        if (random.nextBoolean()) put(publication, random);
        if (!publication.isComplete() && random.nextBoolean()) publication.publishSome();
        now = committed.copy(); // a crash: what was not committed is gone
    }

    private RowPublication publication(boolean isOn) {
        var stores = new PartitionStores() {
            @Override
            public Optional<byte[]> get(String store, StoreKey key) {
                return Optional.ofNullable(now.stores.get(store + ":" + key));
            }

            @Override
            public void put(String store, StoreKey key, byte[] value) {
                now.stores.put(store + ":" + key, value);
            }

            @Override
            public void delete(String store, StoreKey key) {
                throw new UnsupportedOperationException("what is counted is not deleted");
            }
        };
        return new RowPublication(
                stores,
                isOn ? Optional.of(new RowPublication.RowTarget(RULES, this::visit, this::receive)) : Optional.empty());
    }

    private static void put(RowPublication publication, Random random) {
        byte[] repository = ("model/org/repo" + random.nextInt(300)).getBytes(StandardCharsets.US_ASCII);
        var counts = new DailyCounts(random.nextInt(9), 0, 9 + random.nextInt(9), random.nextInt(99), 0, 0);
        byte[] value = RowFormat.encode(new DailyRow(1, counts, ExcludedCounts.NONE, 0));
        publication.put(PartitionStores.DAILY_ROWS, StoreKey.ofRow(repository, random.nextInt(60)), value);
    }

    private void receive(RowRecord record) {
        now.topic.put(
                new String(record.key(), StandardCharsets.US_ASCII),
                new String(record.value(), StandardCharsets.UTF_8));
    }

    private void visit(byte[] from, int most, BiConsumer<byte[], byte[]> row) {
        String first = PartitionStores.DAILY_ROWS + ":" + new String(from, StandardCharsets.ISO_8859_1);
        now.stores.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PartitionStores.DAILY_ROWS + ":"))
                .filter(entry -> entry.getKey().compareTo(first) >= 0)
                .limit(most)
                .toList()
                .forEach(entry -> row.accept(keyOf(entry.getKey()), entry.getValue()));
    }

    private static byte[] keyOf(String entry) {
        return entry.substring(PartitionStores.DAILY_ROWS.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        visit(new byte[0], Integer.MAX_VALUE, (key, value) -> {
            RowRecord record = RowRecord.of(key, value, RULES);
            rows.put(
                    new String(record.key(), StandardCharsets.US_ASCII),
                    new String(record.value(), StandardCharsets.UTF_8));
        });
        return rows;
    }
}
