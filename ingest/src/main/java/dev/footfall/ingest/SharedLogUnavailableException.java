package dev.footfall.ingest;

/** Kafka does not say now on what ingests have agreed; nothing was made of it, and trying again is safe. */
public final class SharedLogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SharedLogUnavailableException(String reason) {
        super(reason);
    }
}
