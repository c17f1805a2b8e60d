package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        List<TextColumn> all = IntStream.range(0, columns)
                .mapToObj(i -> TextColumn.of(rows, i))
                .toList();
        return rows.stream().map(row -> line(row, all)).collect(Collectors.joining());
    }

    static <T> String of(List<String> heading, Iterable<T> items, Function<T, List<String>> cells) {
        var rows = new ArrayList<>(List.of(heading));
        items.forEach(item -> rows.add(cells.apply(item)));
        return aligned(rows);
    }

    static List<String> row(String name, long number, String remark) {
        return List.of(name, number(number), remark);
    }

    static String number(long value) {
        return "%,d".formatted(value);
    }

    static String csv(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(TableFormat::quoted).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static String line(List<String> row, List<TextColumn> columns) {
        return IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).padded(row.get(i)))
                        .collect(Collectors.joining(BETWEEN))
                        .stripTrailing()
                + "\n";
    }

    private record TextColumn(int width, boolean isNumeric) {
        private static final Pattern NUMBER = Pattern.compile("[+\\d,.-]*\\d( %)?|");

        static TextColumn of(List<List<String>> rows, int column) {
            List<String> cells = rows.stream().map(row -> row.get(column)).toList();
            boolean isNumeric = cells.size() > 1 && cells.stream().skip(1).allMatch(NUMBER.asMatchPredicate());
            return new TextColumn(cells.stream().mapToInt(String::length).max().orElse(0), isNumeric);
        }

        String padded(String cell) {
            String padding = " ".repeat(width - cell.length());
            return isNumeric ? padding + cell : cell + padding;
        }
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
        for (List<String> row : rows(list, columns)) {
            var withBar = new ArrayList<>(row);
            withBar.add(rows.isEmpty() ? "" : bar(Long.parseLong(row.get(columns.indexOf(DOWNLOADS))), most));
            rows.add(withBar);
        }
        return TextTable.aligned(rows);
    }

    static String cell(JsonNode value) {
        if (value.isNull()) return "-";
        if (!value.isArray()) return value.asText();
        return StreamSupport.stream(value.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }

    static List<String> cells(JsonNode node, List<String> columns) {
        return columns.stream().map(column -> TextTable.cell(node.path(column))).toList();
    }

    static List<List<String>> rows(JsonNode list, List<String> columns) {
        return Stream.concat(
                        Stream.of(columns),
                        StreamSupport.stream(list.spliterator(), false).map(node -> TextTable.cells(node, columns)))
                .toList();
    }
}
