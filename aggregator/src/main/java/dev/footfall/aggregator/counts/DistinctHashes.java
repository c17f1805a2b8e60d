package dev.footfall.aggregator.counts;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The number of distinct hashes of 64 bits: exact while there are few, else by a sketch
 * (<a href="https://arxiv.org/abs/2308.16862">UltraLogLog</a>). Its bytes do not depend on the order of the hashes. Not thread-safe.
 */
public final class DistinctHashes {
    /** The relative standard error of a sketch. */
    public static final double ERROR = 0.0173;

    /** The most hashes that a union keeps. */
    public static final int MOST = 1 << 16;

    private static final int PRECISION = 11;

    /** One more than there are registers: no number of hashes takes as many. */
    private static final int SKETCH_BYTES = (1 << PRECISION) + 1;

    private static final long OBJECT_BYTES = 64;

    private final int most;
    private long[] hashes = {};
    private int number;
    private @Nullable UltraLogLog sketch;

    /** {@code most}: hashes up to which it is exact. */
    public DistinctHashes(int most) {
        this.most = most;
    }

    /** Those of {@link #toByteArray}. An IllegalArgumentException says that they are others. */
    public static DistinctHashes of(int most, byte[] bytes) {
        var set = new DistinctHashes(most);
        if (bytes.length == SKETCH_BYTES) {
            set.sketch = UltraLogLog.wrap(Arrays.copyOf(bytes, 1 << PRECISION));
            return set;
        }
        set.number = bytes.length / Long.BYTES;
        if (bytes.length % Long.BYTES != 0 || set.number > most) throw new IllegalArgumentException("no hashes");
        set.hashes = new long[set.number];
        ByteBuffer.wrap(bytes).asLongBuffer().get(set.hashes);
        for (int i = 1; i < set.number; i++) {
            if (set.hashes[i - 1] >= set.hashes[i]) throw new IllegalArgumentException("hashes out of order");
        }
        return set;
    }

    public void add(long hash) {
        if (sketch != null) {
            sketch.add(hash);
            return;
        }
        int at = Arrays.binarySearch(hashes, 0, number, hash);
        if (at >= 0) return;
        if (number == most) {
            sketch().add(hash);
            return;
        }
        if (number == hashes.length) hashes = Arrays.copyOf(hashes, Math.min(most, 2 * number + 4));
        System.arraycopy(hashes, ~at, hashes, ~at + 1, number - ~at);
        hashes[~at] = hash;
        number++;
    }

    private UltraLogLog sketch() {
        UltraLogLog known = sketch;
        if (known != null) return known;
        UltraLogLog made = UltraLogLog.create(PRECISION);
        for (int i = 0; i < number; i++) made.add(hashes[i]);
        sketch = made;
        hashes = new long[0];
        number = 0;
        return made;
    }

    public void add(DistinctHashes more) {
        if (more.sketch != null) sketch().add(more.sketch);
        for (int i = 0; i < more.number; i++) add(more.hashes[i]);
    }

    public boolean isEmpty() {
        return number == 0 && sketch == null;
    }

    public boolean isExact() {
        return sketch == null;
    }

    public long value() {
        return sketch == null ? number : Math.round(sketch.getDistinctCountEstimate());
    }

    public byte[] toByteArray() {
        if (sketch != null) return Arrays.copyOf(sketch.getState(), SKETCH_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(number * Long.BYTES);
        bytes.asLongBuffer().put(hashes, 0, number);
        return bytes.array();
    }

    public long heapBytes() {
        return OBJECT_BYTES + (sketch == null ? (long) hashes.length * Long.BYTES : 1 << PRECISION);
    }
}
