package dev.footfall.aggregator.counting.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

public final class ValueReader {
    private final ByteBuffer in;

    /** Reads a value of this version; another one is a bug or a state from another release. */
    public ValueReader(byte[] bytes, int version) {
        this.in = ByteBuffer.wrap(bytes);
        int actual = in.get();
        if (actual != version) throw new IllegalStateException("value of version " + actual + ", not " + version);
    }

    public ValueReader(byte[] parts) {
        this(ByteBuffer.wrap(parts));
    }

    private ValueReader(ByteBuffer in) {
        this.in = in;
    }

    /** A reader of the next bytes alone, which this one passes over. */
    public ValueReader part() {
        int length = integer();
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new ValueReader(part);
    }

    /** The next section of this number, which others may precede: each is a number and a {@link #part}. */
    public Optional<ValueReader> section(int number) {
        while (hasMore()) {
            int found = integer();
            ValueReader section = part();
            if (found == number) return Optional.of(section);
        }
        return Optional.empty();
    }

    public boolean hasMore() {
        return in.hasRemaining();
    }

    public long number() {
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

    public int integer() {
        return Math.toIntExact(number());
    }

    public long fixed() {
        return in.getLong();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        byte[] bytes = new byte[integer()];
        in.get(bytes);
        return bytes;
    }
}
