package dev.footfall.aggregator.counts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctHashesTest {
    private final Random random = new Random(17);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 3_000})
    void hasTheSameBytesInWhateverOrderAndAfterReading(int number) {
        List<Long> hashes = hashes(number);
        List<Long> shuffled = new ArrayList<>(hashes);
        shuffled.addAll(hashes);
        Collections.shuffle(shuffled, random);

        byte[] bytes = of(255, hashes).toByteArray();
        assertArrayEquals(bytes, of(255, shuffled).toByteArray());
        DistinctHashes read = DistinctHashes.of(255, bytes);
        assertEquals(number <= 255, read.isExact());
        assertEquals(of(255, hashes).value(), read.value());
        assertArrayEquals(bytes, read.toByteArray());
    }

    @Test
    void keepsAUnionExactWhileItsPartsAre() {
        List<Long> hashes = hashes(3_000);
        var union = new DistinctHashes(DistinctHashes.MOST);
        for (int from = 0; from + 200 <= hashes.size(); from += 100)
            union.add(of(255, hashes.subList(from, from + 200)));

        assertTrue(union.isExact());
        assertEquals(3_000, union.value());
        assertEquals(256, of(DistinctHashes.MOST, hashes.subList(0, 256)).value());
        DistinctHashes sent = DistinctHashes.of(
                DistinctHashes.MOST,
                of(DistinctHashes.MOST, hashes.subList(0, 256)).toByteArray());
        assertTrue(sent.isExact());
        assertEquals(256, sent.value());
    }

    @Test
    void isWithinItsErrorOfTheTruthWhereItIsNotExact() {
        double squares = 0;
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            List<Long> hashes = hashes(5_000);
            var union = new DistinctHashes(DistinctHashes.MOST);
            union.add(of(255, hashes.subList(0, 3_000)));
            union.add(of(255, hashes.subList(1_000, 5_000)));
            union.add(of(255, hashes.subList(0, 100)));
            assertFalse(union.isExact());
            double error = union.value() / 5_000.0 - 1;
            assertTrue(Math.abs(error) < 5 * DistinctHashes.ERROR, () -> "error " + error);
            squares += error * error;
        }
        assertEquals(DistinctHashes.ERROR, Math.sqrt(squares / rounds), DistinctHashes.ERROR / 2);
    }

    @Test
    void refusesBytesThatAreNoHashes() {
        byte[] descending = new byte[16];
        descending[7] = 2;
        descending[15] = 1;
        for (byte[] bytes : List.of(new byte[7], new byte[16], descending, new byte[8 * 256])) {
            assertThrows(IllegalArgumentException.class, () -> DistinctHashes.of(255, bytes));
        }
    }

    private List<Long> hashes(int number) {
        return random.longs(number).boxed().toList();
    }

    private static DistinctHashes of(int most, List<Long> hashes) {
        var set = new DistinctHashes(most);
        hashes.forEach(set::add);
        return set;
    }
}
