package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** The counted states as text: how far each is. */
final class StateTable {
    private StateTable() {}

    static String of(Iterable<JsonNode> states) {
        return TextTable.of(
                List.of("state", "rules", "answers", "level", "counted", "left", "done", ""), states, StateTable::row);
    }

    private static List<String> row(JsonNode state) {
        long counted = state.path("counted").asLong();
        long left = state.path("left").asLong();
        return List.of(
                state.path("state").asText(),
                state.path("rules").asText(),
                state.path("answers").asBoolean() ? "yes" : "no",
                state.path("level").asText() + "/" + state.path("partitions").asText(),
                TextTable.number(counted),
                TextTable.number(left),
                done(counted, left),
                state.path("detail").asText());
    }

    /** Rounded down: 100 % lacks nothing. */
    private static String done(long counted, long left) {
        if (counted + left == 0) return "-";
        double tenths = Math.floor(1_000.0 * counted / (counted + left));
        return String.format(Locale.ROOT, "%.1f %%", tenths / 10);
    }
}
