package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of text with their columns aligned: numbers to the right, everything else to the left. */
final class TextTable {
    private static final String BETWEEN = "  ";
    private static final int LONGEST = 30;
    private static final String DOWNLOADS = "downloads";

    private TextTable() {}

    /** All rows have as many cells as the first one, which is the heading. */
    static String aligned(List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream().map(VisibleText::of).toList())
                .toList();
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                if (column > 0) line.append(BETWEEN);
                line.append(padded(row.get(column), width(rows, column), isNumeric(rows, column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    static <T> String of(List<String> heading, Iterable<T> items, Function<T, List<String>> cells) {
        var rows = new ArrayList<>(List.of(heading));
        items.forEach(item -> rows.add(cells.apply(item)));
        return aligned(rows);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String csv(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(TableFormat::quoted).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static String padded(String cell, int width, boolean isRight) {
        String padding = " ".repeat(width - cell.length());
        return isRight ? padding + cell : cell + padding;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static boolean isNumeric(List<List<String>> rows, int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[+\\d,.-]*\\d( %)?|"));
    }

    static String bar(long number, long most) {
        if (number <= 0 || most <= 0) return "";
        return "#".repeat((int) Math.max(1, Math.round((double) number / most * LONGEST)));
    }

    static String withBars(JsonNode list, List<String> columns) {
        long most = 0;
        for (JsonNode element : list)
            most = Math.max(most, element.path(DOWNLOADS).asLong());
        var rows = new ArrayList<List<String>>();
        for (List<String> row : QueryOptions.rows(list, columns)) {
            var withBar = new ArrayList<>(row);
            withBar.add(rows.isEmpty() ? "" : bar(Long.parseLong(row.get(columns.indexOf(DOWNLOADS))), most));
            rows.add(withBar);
        }
        return TextTable.aligned(rows);
    }
}
