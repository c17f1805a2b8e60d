package dev.footfall.events;

import java.util.Locale;
import java.util.Optional;

public enum RepoType {
    MODEL,
    DATASET,
    SPACE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word used in events, keys, answers and, with an {@code s} after it, in paths. */
    public String label() {
        return label;
    }

    public static Optional<RepoType> ofLabel(String label) {
        for (RepoType type : values()) {
            if (type.label.equals(label)) return Optional.of(type);
        }
        return Optional.empty();
    }
}
