package dev.footfall.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that are paid for as they come: a share grows by no more than is there. The first step is free. */
final class BodyIntake {
    private static final int STEP = InFlightBytes.LEAST;

    private final InFlightBytes.Share share;
    private final int most;
    private final int expected;
    private byte[] bytes = new byte[0];
    private int length;

    /** A negative {@code announced} is an unknown length. */
    BodyIntake(InFlightBytes.Share share, int most, long announced) {
        this.share = share;
        this.most = most;
        this.expected = announced < 0 ? most : (int) Math.min(announced, most);
    }

    /** Makes room for at least one byte more, also for the one that is too much, unless no memory is free for it. */
    boolean makeRoom() {
        if (length < bytes.length) return true;
        int capacity = Math.min(Math.max(STEP, 2 * length), expected + 1);
        if (!share.grow(price(capacity) - price(bytes.length))) return false;
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private int price(int capacity) {
        return Math.max(0, Math.min(capacity, most) - STEP);
    }

    int readFrom(InputStream in) throws IOException {
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, read);
        return read;
    }

    void take(ByteBuffer from) {
        int taken = Math.min(from.remaining(), bytes.length - length);
        from.get(bytes, length, taken);
        length += taken;
    }

    int most() {
        return most;
    }

    boolean isTooLarge() {
        return length > most;
    }

    byte[] bytes() {
        share.shrinkTo(Math.max(InFlightBytes.LEAST, length));
        return Arrays.copyOf(bytes, length);
    }

    void drop() {
        bytes = new byte[0];
        length = 0;
        share.shrinkTo(InFlightBytes.LEAST);
    }
}
