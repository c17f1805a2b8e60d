package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.session.ExclusionReason;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a day that are shown on request only, as {@code fields=bytes,excluded} says.
 *
 * @param names the names asked for
 */
record ExtraColumns(Set<String> names) {
    private static final String BYTES = "bytes";
    private static final String EXCLUDED = "excluded";
    private static final Set<String> ALL = Set.of(BYTES, EXCLUDED);

    ExtraColumns {
        names = Set.copyOf(names);
    }

    static ExtraColumns of(QueryParameters query) {
        Optional<String> fields = query.text("fields");
        if (fields.isEmpty()) return new ExtraColumns(Set.of());
        Set<String> names = new HashSet<>(List.of(fields.get().split(",", -1)));
        if (!ALL.containsAll(names)) {
            throw new BadParameter("fields", fields.get(), "a comma-separated list of bytes and excluded");
        }
        return new ExtraColumns(names);
    }

    void writeTo(JsonGenerator json, RepositoryDay day) throws IOException {
        if (names.contains(BYTES)) json.writeNumberField(BYTES, day.counts().bytes());
        if (!names.contains(EXCLUDED)) return;
        json.writeObjectFieldStart(EXCLUDED);
        for (ExclusionReason reason : ExclusionReason.values()) {
            long events = day.excluded().getOrDefault(reason, 0L);
            if (events > 0) json.writeNumberField(reason.label(), events);
        }
        json.writeEndObject();
    }
}
