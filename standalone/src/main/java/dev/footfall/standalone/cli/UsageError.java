package dev.footfall.standalone.cli;

import java.util.function.Supplier;

/** A command line that asks for what there is not. The message says what there is. Ends the process with code 2. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal that says in a sentence which values are allowed. */
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
