package dev.footfall.ingest.accesslog;

/** Kafka did not take events although they were sent again and again; sending all of them once more is safe. */
public final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndeliveredException(String message) {
        super(message);
    }
}
