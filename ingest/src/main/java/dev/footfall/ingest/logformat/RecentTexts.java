package dev.footfall.ingest.logformat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.footfall.ingest.redaction.LogText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that many lines have, such as agents, each made once while it is remembered: at most 8,192, of up to 1,024 bytes.
 * Used by one thread.
 */
final class RecentTexts {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final int LEAST_SLOTS = 64;
    private static final int MOST_SLOTS = 8_192;
    private static final int LONGEST = 1_024;

    private @Nullable Known[] slots = new Known[LEAST_SLOTS];
    private int made;

    private static final class Known {
        private final byte[] bytes;
        private final String text;

        Known(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }

        boolean isOf(byte[] line, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, line, from, to);
        }
    }

    /** The text of these bytes, their escapes undone. */
    String unescaped(byte[] line, int from, int to) {
        if (to - from > LONGEST) return LogText.unescaped(line, from, to);
        int slot = hash(line, from, to) & slots.length - 1;
        Known known = slots[slot];
        return known != null && known.isOf(line, from, to) ? known.text : make(line, from, to, slot);
    }

    private String make(byte[] line, int from, int to, int slot) {
        String text = LogText.unescaped(line, from, to);
        slots[slot] = new Known(Arrays.copyOfRange(line, from, to), text);
        if (++made == slots.length && made < MOST_SLOTS) { // a log of a thousand lines needs few
            slots = new Known[2 * slots.length];
            made = 0;
        }
        return text;
    }

    private static int hash(byte[] line, int from, int to) {
        long hash = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) hash = mixed(hash ^ (long) LONGS.get(line, at));
        for (; at < to; at++) hash = mixed(hash ^ line[at]);
        return (int) (hash >>> 32);
    }

    private static long mixed(long hash) {
        long product = hash * FACTOR;
        return product ^ product >>> 32;
    }
}
