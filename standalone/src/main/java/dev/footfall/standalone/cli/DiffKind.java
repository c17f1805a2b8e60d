package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The ways to sum up what two states count differently, as the API names them. */
enum DiffKind {
    TYPE("downloads by type", "type"),
    DAY("downloads by day", "date"),
    REPOSITORY("downloads by repository", "id"),
    REASON("requests by reason", "reason"),
    CLASS("downloads by class", "class"),
    ROW("downloads by repository and day", "id");

    private final String heading;
    private final String key;

    /**
     * A way.
     *
     * @param heading of the tables
     * @param key the field that the rows are about
     */
    DiffKind(String heading, String key) {
        this.heading = heading;
        this.key = key;
    }

    /**
     * The kind of this label.
     *
     * @throws UsageError if there is none
     */
    static DiffKind of(String label) {
        return Stream.of(values())
                .filter(kind -> kind.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new UsageError(
                        "--by is '" + label + "': allowed is type, day, repository, reason, class, agent or row"));
    }

    /** The API's word for it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A table of these rows: downloads, or requests. */
    String table(Iterable<JsonNode> rows) {
        var table = new ArrayList<List<String>>();
        table.add(line(heading, this == ROW ? List.of("") : List.of(), ChangedNumber.HEADING));
        for (JsonNode row : rows) {
            ChangedNumber downloads = ChangedNumber.of(row, "downloads");
            List<String> day = this == ROW ? List.of(row.path("date").asText()) : List.of();
            table.add(line(thing(row), day, downloads.cells()));
        }
        return TextTable.aligned(table);
    }

    private String thing(JsonNode row) {
        String type = this == REPOSITORY || this == ROW ? row.path("type").asText() + " " : "";
        return type + row.path(key).asText();
    }

    private static List<String> line(String thing, List<String> day, List<String> cells) {
        return Stream.of(List.of(thing), day, cells).flatMap(List::stream).toList();
    }
}
