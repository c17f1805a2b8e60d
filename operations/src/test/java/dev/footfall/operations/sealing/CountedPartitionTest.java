package dev.footfall.operations.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountedPartitionTest {
    private static final LocalDate BEFORE = LocalDate.parse("2026-03-02");

    @Test
    void hasNoRowThatTheStateHasDeleted() {
        var counted = new CountedPartition(BEFORE);

        counted.add(row("model/org/lost", 0), new byte[] {1});
        counted.add(row("model/org/kept", 0), new byte[] {1});
        counted.add(row("model/org/open", 1), new byte[] {1});
        counted.add(row("model/org/lost", 0), null);
        counted.add(row("model/org/kept", 0), null);
        counted.add(row("model/org/kept", 0), new byte[] {2});

        StoreKey kept = key("model/org/kept", 0);
        assertEquals(Set.of(kept), counted.rows().keySet());
        assertArrayEquals(new byte[] {2}, counted.rows().get(kept));
    }

    @Test
    void refusesMoreDaysThanTheHeapHolds() {
        CountedPartition.requireRoom(1_000_000, 1_000_000);

        var refused =
                assertThrows(IllegalStateException.class, () -> CountedPartition.requireRoom(1_000_001, 1_000_000));
        assertEquals(
                "a partition has more than 1,000,000 days of repositories, too many for this heap: run 'footfall seal'"
                        + " with more, such as FOOTFALL_JAVA_OPTS=-Xmx16g",
                refused.getMessage());
    }

    private static byte[] row(String repository, int daysAfter) {
        return PartKeys.of(PartitionStores.DAILY_ROWS, key(repository, daysAfter));
    }

    private static StoreKey key(String repository, int daysAfter) {
        int day = (int) BEFORE.toEpochDay() - 1 + daysAfter;
        return StoreKey.ofRow(repository.getBytes(StandardCharsets.US_ASCII), day);
    }
}
