package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list in an answer.
 *
 * @param rows its rows
 * @param name the field that tells them apart
 */
record ListedRows(JsonNode rows, String name) {
    /** The rows by their names. One that is asked for and not there is missing, and has zeros. */
    Map<String, JsonNode> byName() {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode row : rows) byName.put(row.path(name).asText(), row);
        return byName;
    }

    /** The row of that name among these; a missing node when there is none. */
    static JsonNode row(Map<String, JsonNode> rows, String name) {
        return Optional.ofNullable(rows.get(name)).orElse(MissingNode.getInstance());
    }

    /** A row that is there twice, or is not in the order of this number, which is at least one and descends; in words. */
    List<String> disorder(String number) {
        var names = new HashSet<String>();
        long previous = Long.MAX_VALUE;
        for (JsonNode row : rows) {
            long value = row.path(number).asLong();
            boolean isInOrder = value >= 1 && value <= previous;
            if (!names.add(row.path(name).asText())) return List.of(row + " is there twice");
            if (!isInOrder) return List.of("not in order: " + row);
            previous = value;
        }
        return List.of();
    }

    /** The rows whose names are none of these, in words. */
    List<String> strangers(Set<String> names) {
        return byName().entrySet().stream()
                .filter(row -> !names.contains(row.getKey()))
                .map(row -> "nobody sent " + row.getValue())
                .toList();
    }
}
