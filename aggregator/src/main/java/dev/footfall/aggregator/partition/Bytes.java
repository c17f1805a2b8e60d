package dev.footfall.aggregator.partition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writing and reading the values of stores: a version, then variable-length numbers. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    /** Grows as it is written. */
    static final class Writer {
        /** Bytes of the largest number, seven bits in each. */
        private static final int LONGEST_NUMBER = 9;

        private byte[] out = new byte[128];
        private int size;

        Writer(int version) {
            out[size++] = (byte) version;
        }

        /** A number ≥ 0, seven bits a byte, low ones first. */
        Writer number(long number) {
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

        Writer fixed(long number) {
            reserve(Long.BYTES);
            LONGS.set(out, size, number);
            size += Long.BYTES;
            return this;
        }

        Writer text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** So many bytes, and these. */
        Writer bytes(byte[] bytes) {
            number(bytes.length);
            reserve(bytes.length);
            System.arraycopy(bytes, 0, out, size, bytes.length);
            size += bytes.length;
            return this;
        }

        private void reserve(int bytes) {
            if (size + bytes > out.length) out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
        }

        byte[] toByteArray() {
            return Arrays.copyOf(out, size);
        }
    }

    /** Reads what a {@link Writer} wrote. */
    static final class Reader {
        private final ByteBuffer in;

        /** Reads a value of this version; another one is a bug or a state from another release. */
        Reader(byte[] bytes, int version) {
            this.in = ByteBuffer.wrap(bytes);
            int actual = in.get();
            if (actual != version) throw new IllegalStateException("value of version " + actual + ", not " + version);
        }

        long number() {
            long number = 0;
            int shift = 0;
            byte next = in.get();
            while (next < 0) {
                number |= (long) (next & 0x7f) << shift;
                shift += 7;
                next = in.get();
            }
            return number | (long) next << shift;
        }

        int integer() {
            return Math.toIntExact(number());
        }

        long fixed() {
            return in.getLong();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            byte[] bytes = new byte[integer()];
            in.get(bytes);
            return bytes;
        }
    }
}
