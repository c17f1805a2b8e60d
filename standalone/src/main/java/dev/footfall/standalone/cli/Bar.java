package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A number as a bar. */
final class Bar {
    private static final int LONGEST = 30;
    private static final String DOWNLOADS = "downloads";

    private Bar() {}

    /** The part of the longest bar that the number is of the most; a number above 0 has a bar. */
    static String of(long number, long most) {
        if (number <= 0 || most <= 0) return "";
        return "#".repeat((int) Math.max(1, Math.round((double) number / most * LONGEST)));
    }

    /** A row for each element of a list, with a bar as long as its downloads are many. */
    static String table(JsonNode list, List<String> columns) {
        long most = 0;
        for (JsonNode element : list)
            most = Math.max(most, element.path(DOWNLOADS).asLong());
        var rows = new ArrayList<List<String>>();
        for (List<String> row : QueryOptions.rows(list, columns)) {
            var withBar = new ArrayList<>(row);
            withBar.add(rows.isEmpty() ? "" : of(Long.parseLong(row.get(columns.indexOf(DOWNLOADS))), most));
            rows.add(withBar);
        }
        return TextTable.aligned(rows);
    }
}
