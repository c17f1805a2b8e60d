package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.session.ExclusionReason;
import dev.footfall.queryapi.openapi.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of a day that are shown on request only, as {@code fields=bytes,excluded} says.
 *
 * @param names the names asked for
 */
record ExtraColumns(Set<String> names) {
    private static final String BYTES = "bytes";
    private static final String EXCLUDED = "excluded";

    static final QueryParameter.Words PARAMETER =
            new QueryParameter.Words("fields", "Extra columns.", List.of(BYTES, EXCLUDED));

    ExtraColumns {
        names = Set.copyOf(names);
    }

    static ExtraColumns of(QueryParameters query) {
        return new ExtraColumns(PARAMETER.of(query));
    }

    /** Their names in CSV: a column for each reason. */
    List<Object> heading() {
        var cells = new ArrayList<Object>();
        if (names.contains(BYTES)) cells.add(BYTES);
        if (!names.contains(EXCLUDED)) return cells;
        for (ExclusionReason reason : ExclusionReason.values()) cells.add(EXCLUDED + "_" + reason.label());
        return cells;
    }

    /** The cells below the {@link #heading}. */
    List<Object> cells(RepositoryDay day) {
        var cells = new ArrayList<Object>();
        if (names.contains(BYTES)) cells.add(day.counts().bytes());
        if (!names.contains(EXCLUDED)) return cells;
        for (ExclusionReason reason : ExclusionReason.values())
            cells.add(day.excluded().getOrDefault(reason, 0L));
        return cells;
    }

    /** A day's shape with these columns as well. */
    static Schema describedIn(Schema day) {
        Schema reasons = Schema.object();
        for (ExclusionReason reason : ExclusionReason.values()) {
            reasons = reasons.maybe(reason.label(), Schema.count().with("minimum", 1));
        }
        return day.maybe(BYTES, Schema.count()).maybe(EXCLUDED, reasons);
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
