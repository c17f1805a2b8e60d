package dev.footfall.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Bytes that are paid for as they come: a share never grows by more than what is there already. The first step is free,
 * because a share begins with what the smallest request takes up.
 */
final class Intake {
    private static final int STEP = InFlightBytes.LEAST;

    private final InFlightBytes.Share share;
    private final int most;
    private final int expected;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * An intake of nothing yet.
     *
     * @param most the most bytes that are taken
     * @param announced the number of bytes to come; negative when it is not known
     */
    Intake(InFlightBytes.Share share, int most, long announced) {
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

    /** Reads some of what there is into the room that was made; −1 at the end. */
    int readFrom(InputStream in) throws IOException {
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, read);
        return read;
    }

    /** The number of bytes that there may be. */
    int most() {
        return most;
    }

    /** Tells if more came than may. */
    boolean isTooLarge() {
        return length > most;
    }

    /** The bytes that came; memory beyond them is given back. */
    byte[] bytes() {
        share.shrinkTo(Math.max(InFlightBytes.LEAST, length));
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets what came, and gives its memory back. */
    void drop() {
        bytes = new byte[0];
        length = 0;
        share.shrinkTo(InFlightBytes.LEAST);
    }
}
