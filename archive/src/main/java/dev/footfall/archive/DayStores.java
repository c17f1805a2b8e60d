package dev.footfall.archive;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** The stores of a count of one day, in memory. */
final class DayStores implements PartitionStores {
    private final Map<Bytes, byte[]> values = new HashMap<>();
    private final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();

    @Override
    public Optional<byte[]> get(String part, StoreKey key) {
        return Optional.ofNullable(of(part).get(Bytes.wrap(PartKeys.of(part, key))));
    }

    @Override
    public void put(String part, StoreKey key, byte[] value) {
        of(part).put(Bytes.wrap(PartKeys.of(part, key)), value);
    }

    @Override
    public void delete(String part, StoreKey key) {
        of(part).remove(Bytes.wrap(PartKeys.of(part, key)));
    }

    /** By repository. */
    List<RecountedDay> rows() {
        return rows.entrySet().stream()
                .map(row -> RecountedDay.of(PartKeys.inPart(row.getKey().get()), RowFormat.decode(row.getValue())))
                .toList();
    }

    private Map<Bytes, byte[]> of(String part) {
        return part.equals(DAILY_ROWS) ? rows : values;
    }
}
