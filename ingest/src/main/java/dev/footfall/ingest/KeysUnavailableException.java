package dev.footfall.ingest;

/** Kafka gives no key of a day's visitors now; nothing was hashed, and trying again is safe. */
public final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a key, for this reason in words. */
    public KeysUnavailableException(String reason) {
        super(reason);
    }
}
