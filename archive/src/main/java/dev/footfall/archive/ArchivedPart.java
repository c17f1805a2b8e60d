package dev.footfall.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.operations.exports.ExportDirectory;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Offsets of a partition whose events are archived up to a day.
 *
 * @param end exclusive
 * @param open offset of the first event that may be of a later day, which is left for a later run
 */
record ArchivedPart(int partition, long first, long end, LocalDate to, OptionalLong open) {
    private static final String OPEN = "open";

    static ArchivedPart read(JsonNode line) {
        return new ArchivedPart(
                line.path("partition").asInt(),
                line.path("first").asLong(),
                line.path("end").asLong(),
                LocalDate.parse(line.path("to").asText()),
                line.has(OPEN) ? OptionalLong.of(line.path(OPEN).asLong()) : OptionalLong.empty());
    }

    ObjectNode line() {
        ObjectNode line = ExportDirectory.line().put("partition", partition);
        line.put("first", first).put("end", end).put("to", to.toString());
        open.ifPresent(offset -> line.put(OPEN, offset));
        return line;
    }

    /** This part after a later run began at its open event: open is what the newest part did not reach. */
    ArchivedPart readAgain(ArchivedPart newest) {
        if (open.isEmpty() || !newest.covers(open.getAsLong())) return this;
        OptionalLong rest = newest.end < end ? OptionalLong.of(newest.end) : OptionalLong.empty();
        return new ArchivedPart(partition, first, end, to, rest);
    }

    boolean has(long offset, LocalDate day) {
        return covers(offset) && !day.isAfter(to);
    }

    private boolean covers(long offset) {
        return first <= offset && offset < end;
    }
}
