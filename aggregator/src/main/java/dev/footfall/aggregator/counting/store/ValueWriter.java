package dev.footfall.aggregator.counting.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the value of a store: a version, then numbers of variable length. It grows as it is written. */
public final class ValueWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes of the largest number, seven bits in each. */
    private static final int LONGEST_NUMBER = 9;

    private byte[] out = new byte[128];
    private int size;

    /** Writes a part of a value, which has no version of its own. */
    public ValueWriter() {}

    public ValueWriter(int version) {
        out[size++] = (byte) version;
    }

    /** A number ≥ 0, seven bits a byte, low ones first. */
    public ValueWriter number(long number) {
        if (number < 0) throw new IllegalArgumentException("negative: " + number);
        reserve(LONGEST_NUMBER);
        long rest = number;
        while (rest > 0x7f) {
            out[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out[size++] = (byte) rest;
        return this;
    }

    public ValueWriter fixed(long number) {
        reserve(Long.BYTES);
        LONGS.set(out, size, number);
        size += Long.BYTES;
        return this;
    }

    public ValueWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public ValueWriter bytes(byte[] bytes) {
        return number(bytes.length).raw(bytes);
    }

    /** Writes a section as {@link ValueReader#section} finds it. */
    public ValueWriter section(int number, ValueWriter section) {
        return number(number).bytes(section.toByteArray());
    }

    public ValueWriter raw(byte[] parts) {
        reserve(parts.length);
        System.arraycopy(parts, 0, out, size, parts.length);
        size += parts.length;
        return this;
    }

    private void reserve(int bytes) {
        if (size + bytes > out.length) out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
    }

    public int size() {
        return size;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }
}
