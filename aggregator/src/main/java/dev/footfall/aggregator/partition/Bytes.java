package dev.footfall.aggregator.partition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writing and reading the values of stores: a version, then variable-length numbers. */
final class Bytes {
    private Bytes() {}

    /** Grows as it is written. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

        Writer(int version) {
            out.write(version);
        }

        /** A number ≥ 0, seven bits a byte, low ones first. */
        Writer number(long number) {
            if (number < 0) throw new IllegalArgumentException("negative: " + number);
            long rest = number;
            while (rest > 0x7f) {
                out.write((int) (rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        Writer fixed(long number) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return this;
        }

        Writer text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        byte[] toByteArray() {
            return out.toByteArray();
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
            byte[] utf8 = new byte[integer()];
            in.get(utf8);
            return new String(utf8, StandardCharsets.UTF_8);
        }
    }
}
