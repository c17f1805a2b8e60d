package dev.footfall.ingest.http;

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
}
