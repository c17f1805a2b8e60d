package dev.footfall.events;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of version 1, in the order in which a fault is reported. */
enum EventField {
    ID,
    TIME,
    REPO_TYPE,
    REPO,
    METHOD,
    STATUS,
    USER,
    VISITOR,
    IP,
    PATH,
    REVISION,
    VIA,
    BYTES,
    RANGE_START,
    USER_AGENT,
    SOURCE;

    /** The fields' names, in that order. */
    static final List<String> LABELS =
            Stream.of(values()).map(field -> field.label).toList();

    private static final Map<String, EventField> BY_LABEL = new HashMap<>();

    static {
        for (EventField field : values()) BY_LABEL.put(field.label, field);
    }

    final String label = name().toLowerCase(Locale.ROOT);

    /** The field of this name; null where version 1 has none. */
    static @Nullable EventField ofLabel(String label) {
        return BY_LABEL.get(label);
    }
}
