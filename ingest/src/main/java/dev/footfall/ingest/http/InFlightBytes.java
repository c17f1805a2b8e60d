package dev.footfall.ingest.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The memory for requests that are being read or wait for acknowledgements, bounded for the whole server. A publisher has
 * no more of it than is left free: one alone has a half at most, two have a third each, and some is left for the next.
 * A third of that is for requests that have begun: without it, many that grow side by side refuse each other and are
 * repeated, and none ends.
 */
final class InFlightBytes {
    /** The memory of the smallest request, its connection and buffers with it. */
    static final int LEAST = 16 << 10;

    private static final int FREE_TO_BEGIN = 2;

    private final int[] held;
    private int free;

    InFlightBytes(int most, int publishers) {
        this.free = most;
        this.held = new int[publishers];
    }

    Share of(int publisher) {
        return new Share(publisher);
    }

    final class Share {
        private final int publisher;
        private int bytes;
        private boolean isReleased;

        private Share(int publisher) {
            this.publisher = publisher;
        }

        /** Takes its first bytes, unless its publisher has as much as half of what is left free. */
        boolean begin(int first) {
            synchronized (InFlightBytes.this) {
                return held[publisher] + first <= (free - first) / FREE_TO_BEGIN && grow(first);
            }
        }

        /** Takes this many more bytes, unless they are not free now or the request is over. */
        boolean grow(int more) {
            synchronized (InFlightBytes.this) {
                if (isReleased || held[publisher] + more > free - more) return false;
                add(more);
                return true;
            }
        }

        void shrinkTo(int wanted) {
            synchronized (InFlightBytes.this) {
                if (wanted < bytes) add(wanted - bytes);
            }
        }

        void release() {
            synchronized (InFlightBytes.this) {
                shrinkTo(0);
                isReleased = true;
            }
        }

        private void add(int more) {
            held[publisher] += more;
            free -= more;
            bytes += more;
        }
    }

    /** Bytes that are paid for as they come: a share grows by no more than is there. The first step is free. */
    static final class Intake {
        private static final int STEP = InFlightBytes.LEAST;

        private final InFlightBytes.Share share;
        private final int most;
        private final int expected;
        private byte[] bytes = new byte[0];
        private int length;

        /** A negative {@code announced} is an unknown length. */
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
}
