package dev.footfall.events;

import java.util.Locale;
import java.util.Optional;

/** The three kinds of repositories. The label, lower case, is stored in keys and events: never rename one. */
public enum RepoType {
    MODEL,
    DATASET,
    SPACE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word used in events, keys, answers and, with an {@code s} after it, in paths. */
    public String label() {
        return label;
    }

    /** The type of a word in paths. */
    public static Optional<RepoType> ofPlural(String word) {
        return word.endsWith("s") ? ofLabel(word.substring(0, word.length() - 1)) : Optional.empty();
    }

    public static Optional<RepoType> ofLabel(String label) {
        for (RepoType type : values()) {
            if (type.label.equals(label)) return Optional.of(type);
        }
        return Optional.empty();
    }
}
