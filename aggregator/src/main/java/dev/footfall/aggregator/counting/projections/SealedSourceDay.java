package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.rules.ProjectionNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A source's day up to an offset; {@code rules}: name and digest; {@code end}: after the last record it may have. */
record SealedSourceDay(SourceDay day, String rules, long end) implements SealRecord {
    private static final String HOURS = "source_hours";

    @Override
    public String key() {
        return ProjectionNames.SOURCE_HOURS + "/" + day.date() + "/" + day.source();
    }

    @Override
    public void write(ObjectNode json) {
        json.put("source", day.source()).put("date", day.date().toString());
        writeOrigin(json);
        json.put("first", day.first().toString()).put("last", day.last().toString());
        ArrayNode hours = json.putArray(HOURS);
        for (int hour = 0; hour < SourceDay.HOURS; hour++) {
            SourceHour counted = day.hours().get(hour);
            if (counted.isEmpty()) continue;
            hours.addObject()
                    .put("hour", hour)
                    .put("events", counted.events())
                    .put("without_agent", counted.withoutAgent());
        }
    }

    static Optional<SealRecord> unseal(JsonTree json) {
        if (!json.has(HOURS)) return Optional.empty();
        List<SourceHour> hours = new ArrayList<>(Collections.nCopies(SourceDay.HOURS, SourceHour.EMPTY));
        for (JsonTree hour : json.objects(HOURS)) {
            hours.set(
                    Math.toIntExact(hour.number("hour")),
                    new SourceHour(hour.number("events"), hour.number("without_agent")));
        }
        var day = new SourceDay(
                json.text("source"),
                LocalDate.parse(json.text("date")),
                hours,
                Instant.parse(json.text("first")),
                Instant.parse(json.text("last")));
        return Optional.of(new SealedSourceDay(day, SealRecord.rules(json), json.number("end")));
    }
}
