package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.ByteBudget.ExceededException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final int MIB = 1 << 20;

    @Test
    void givesAsManyBytesAsItHasAndNamesThemWhenTheyAreGone() {
        var budget = new ByteBudget(2 * MIB);
        budget.take(2 * MIB - 1);
        budget.take(1);

        var exceeded = assertThrows(ExceededException.class, () -> budget.take(1));
        assertEquals("takes more than 2 MiB of memory", exceeded.getMessage());
    }

    @Test
    void refusesSumsThatOverflow() {
        var budget = new ByteBudget(MIB);

        assertThrows(ExceededException.class, () -> budget.take(Long.MAX_VALUE, Long.MAX_VALUE));
        assertThrows(ExceededException.class, () -> budget.take(1L << 62, 4));
        assertThrows(ExceededException.class, () -> budget.take(-1));
        budget.take(MIB);
    }

    @Test
    void countsTwoBytesForEachCharacterOfATextThatHasAWideOne() {
        var budget = new ByteBudget(6 + 12);
        budget.takeText("caf\u00e9s!");
        budget.takeText("\u010dafes!");

        assertThrows(ExceededException.class, () -> budget.takeText("x"));
    }

    @Test
    void readsAStreamAsFarAsItReaches() throws Exception {
        byte[] bytes = new byte[MIB];

        assertArrayEquals(bytes, new ByteBudget(3 * MIB).readAll(new ByteArrayInputStream(bytes)));
        assertEquals(0, new ByteBudget(MIB).readAll(InputStream.nullInputStream()).length);
        assertThrows(ExceededException.class, () -> new ByteBudget(16 * MIB).readAll(new Zeros()));
    }

    /** An unpacked stream of any length. */
    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return length;
        }
    }
}
