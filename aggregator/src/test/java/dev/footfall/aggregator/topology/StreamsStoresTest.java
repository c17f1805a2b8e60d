package dev.footfall.aggregator.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsStoresTest {
    private static final String PART = PartitionStores.TOTALS;

    @TempDir
    Path directory;

    private KeyValueStore<Bytes, byte[]> kept;
    private StreamsStores stores;

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<byte[], byte[]>(new Properties(), new TaskId(0, 3), directory.toFile());
        kept = Stores.inMemoryKeyValueStore(PartitionStores.STORE).get();
        context.addStateStore(new FlushHook());
        kept.init(context.getStateStoreContext(), kept);
        context.addStateStore(kept);
        stores = new StreamsStores(context);
    }

    private static StoreKey key(int number) {
        return StoreKey.ofRepository(("model/acme/" + number).getBytes(UTF_8));
    }

    private static byte[] value(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    private int read(int number) {
        return stores.get(PART, key(number))
                .map(value -> Integer.parseInt(new String(value, UTF_8)))
                .orElse(-1);
    }

    @Test
    void keepsWhatManyChangesPutTogether() {
        var expected = new TreeMap<Integer, Integer>();
        stores.put(PART, key(7), value(1));
        stores.together(() -> IntStream.range(0, 3_000).forEach(step -> {
            int number = step * 31 % 700;
            stores.put(PART, key(number), value(step));
            expected.put(number, step);
            if (step % 5 == 0) {
                stores.delete(PART, key(number + 1));
                expected.remove(number + 1);
            }
        }));

        IntStream.range(0, 702).forEach(number -> assertEquals(expected.getOrDefault(number, -1), read(number)));
    }

    @Test
    void findsAmongThemWhatWasPutBefore() {
        stores.put(PART, key(1), value(1));
        stores.together(() -> {
            assertEquals(1, read(1));
            stores.put(PART, key(1), value(2));
            assertEquals(2, read(1));
            stores.delete(PART, key(1));
            assertEquals(-1, read(1));
            stores.put(PART, key(1), value(3));
        });

        assertEquals(3, read(1));
    }

    @Test
    void putsNothingMoreOfChangesThatFailed() {
        assertThrows(
                IllegalStateException.class,
                () -> stores.together(() -> {
                    stores.put(PART, key(1), value(1));
                    throw new IllegalStateException("full");
                }));
        assertEquals(Optional.empty(), stores.get(PART, key(1)));

        stores.put(PART, key(2), value(2));

        assertTrue(stores.get(PART, key(1)).isEmpty());
        assertArrayEquals(value(2), stores.get(PART, key(2)).orElseThrow());
    }
}
