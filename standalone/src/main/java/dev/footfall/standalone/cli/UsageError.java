package dev.footfall.standalone.cli;

/** A command line that asks for what there is not. The message says what there is. Ends the process with code 2. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
