package dev.footfall.cli;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
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
            throw of(e);
        }
    }

    static UsageError of(IllegalArgumentException refusal) {
        var mistake = new UsageError(String.valueOf(refusal.getMessage()));
        mistake.initCause(refusal);
        return mistake;
    }

    static RepoType type(String label) {
        return RepoType.ofLabel(label)
                .orElseThrow(() -> new UsageError("--type is '" + label + "': allowed is model, dataset or space"));
    }

    static RepoId repository(String key) {
        return RepoId.ofKey(key)
                .orElseThrow(() -> new UsageError(
                        "--repo is '" + key + "': allowed is TYPE/NAMESPACE/NAME, such as model/myorg/mymodel"));
    }
}
