package dev.footfall.standalone.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapShareTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"25%, 128", "60%, 307", "8MiB, 8", "256MiB, 256"})
    void isAShareOfTheHeapOrASize(String value, long mib) {
        assertEquals(mib, bytes(value, 8, 512 * MIB) / MIB);
    }

    @Test
    void knowsGibibytes() {
        assertEquals(2_048 * MIB, bytes("2GiB", 8, 4_096 * MIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1%", "7MiB", "61%", "308MiB", "100%", "999999GiB"})
    void refusesTooLittleAndTooMuchForThisHeapAndSaysHowMuchItMayBe(String value) {
        var refused = assertThrows(IllegalArgumentException.class, () -> bytes(value, 8, 512 * MIB));

        assertEquals(
                "aggregator.heap-budget is '" + value + "': allowed is 8MiB to 307MiB (60%) of a maximum heap of"
                        + " 512MiB, which FOOTFALL_JAVA_OPTS=-Xmx… sets",
                refused.getMessage());
    }

    @Test
    void needsSomeForEachPartition() {
        var refused = assertThrows(IllegalArgumentException.class, () -> bytes("32MiB", 1_024, 512 * MIB));

        assertEquals(
                "aggregator.heap-budget is '32MiB': allowed is 64MiB to 307MiB (60%) of a maximum heap of 512MiB,"
                        + " which FOOTFALL_JAVA_OPTS=-Xmx… sets",
                refused.getMessage());
    }

    @Test
    void saysThatNothingFitsIntoATinyHeap() {
        var refused = assertThrows(IllegalArgumentException.class, () -> bytes("25%", 8, 8 * MIB));

        assertEquals(
                "aggregator.heap-budget is '25%': at least 8MiB is needed for 8 partitions, and at most 60% may be"
                        + " used, of a maximum heap of 8MiB, which FOOTFALL_JAVA_OPTS=-Xmx… sets",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0%", "0MiB", "256", "256m", "256 MiB", "-1MiB", "1.5GiB", "25 %", "1TiB", "9999999MiB"})
    void refusesAnyOtherForm(String value) {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> Settings.read(null, Map.of(), Map.of("aggregator.heap-budget", value)));

        assertEquals(
                "aggregator.heap-budget on the command line is '" + value
                        + "': allowed is a percentage of the maximum heap (25%), or a size (256MiB, 2GiB)",
                refused.getMessage());
    }

    private static long bytes(String value, int partitions, long maxHeapBytes) {
        return HeapShare.bytes(Setting.AGGREGATOR_HEAP_BUDGET.key(), value, partitions, maxHeapBytes);
    }
}
