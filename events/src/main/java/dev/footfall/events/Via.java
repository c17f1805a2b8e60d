package dev.footfall.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

public enum Via {
    HTTP,
    /** A git clone or fetch: one POST git-upload-pack is one file. */
    GIT,
    LFS;

    private static final List<Via> ALL = List.of(values());

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    public static Optional<Via> ofLabel(String label) {
        for (Via via : ALL) {
            if (via.label.equals(label)) return Optional.of(via);
        }
        return Optional.empty();
    }

    static Optional<Via> ofLabel(byte[] text, int from, int length) {
        for (Via via : ALL) {
            if (Text.isAscii(via.label, text, from, length)) return Optional.of(via);
        }
        return Optional.empty();
    }
}
