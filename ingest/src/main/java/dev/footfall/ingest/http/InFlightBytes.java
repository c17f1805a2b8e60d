package dev.footfall.ingest.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/** The bytes of all requests that are being read or wait for acknowledgements, bounded for the whole server. */
final class InFlightBytes {
    private final Semaphore free;

    InFlightBytes(int most) {
        this.free = new Semaphore(most);
    }

    /** A share of this size, or empty when that much is not free now. */
    Optional<Share> take(int bytes) {
        return free.tryAcquire(bytes) ? Optional.of(new Share(bytes)) : Optional.empty();
    }

    /** What one request holds. Used by one thread at a time. */
    final class Share {
        private int bytes;

        private Share(int bytes) {
            this.bytes = bytes;
        }

        /** Gives back what is beyond this size. */
        void shrinkTo(int wanted) {
            if (wanted >= bytes) return;
            free.release(bytes - wanted);
            bytes = wanted;
        }

        void release() {
            shrinkTo(0);
        }
    }
}
