package dev.footfall.standalone.cli;

import java.util.function.Supplier;

/** An invalid command line. The message names what is allowed; the exit code is 2. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }

    /** Reads an option's value; its refusal by {@link IllegalArgumentException} is a usage error. */
    public static <T> T unless(Supplier<T> taken) {
        try {
            return taken.get();
        } catch (IllegalArgumentException e) {
            var mistake = new UsageError(String.valueOf(e.getMessage()));
            mistake.initCause(e);
            throw mistake;
        }
    }
}
