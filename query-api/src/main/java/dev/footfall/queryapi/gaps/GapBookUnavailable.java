package dev.footfall.queryapi.gaps;

/** A verdict about a gap could not be written, or it is not known if it was. */
public final class GapBookUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GapBookUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
