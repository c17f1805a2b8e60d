package dev.footfall.queryapi.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.web.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private record Row(String text, long number) {}

    private static final Schema FAULTS =
            Schema.object().maybe("late", Schema.count()).maybe("range", Schema.count());
    private static final Table<Row> TABLE = Table.<Row>of(
                    Column.text("text", Row::text), Column.count("number", Row::number))
            .andOnRequest(
                    Column.bool("big", row -> row.number() > 9),
                    new Column<>("faults", FAULTS, row -> Map.of("range", row.number())));

    @Test
    void writesTheSameColumnsInEveryFormat() {
        List<Row> rows = List.of(new Row("a", 1), new Row("b", 20));

        assertEquals("text,number\r\na,1\r\nb,20\r\n", written(TableFormat.CSV, TABLE.showing(Set.of()), rows));
        assertEquals(
                "{\"text\":\"a\",\"number\":1}\n{\"text\":\"b\",\"number\":20}\n",
                written(TableFormat.NDJSON, TABLE.showing(Set.of()), rows));
        assertEquals(List.of("text", "number"), TABLE.showing(Set.of()).schema().properties());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "big|{\"text\":\"a\",\"number\":1,\"big\":false}",
                "faults|{\"text\":\"a\",\"number\":1,\"faults\":{\"range\":1}}",
                "none|{\"text\":\"a\",\"number\":1}"
            })
    void showsAColumnOnRequest(String name, String expected) {
        assertEquals(
                expected + "\n", written(TableFormat.NDJSON, TABLE.showing(Set.of(name)), List.of(new Row("a", 1))));
    }

    @Test
    void describesTheColumnsOnRequestAsWell() {
        assertEquals(List.of("text", "number", "big", "faults"), TABLE.schema().properties());
    }

    @Test
    void givesEachPropertyOfAnObjectAColumnInCsv() {
        assertEquals(
                "text,number,faults_late,faults_range\r\na,1,0,1\r\n",
                written(TableFormat.CSV, TABLE.showing(Set.of("faults")), List.of(new Row("a", 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(1)", "\tx"})
    void keepsASpreadsheetFromRunningText(String text) {
        assertEquals("'" + text + "\r\n", line(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a,b|\"a,b\"", "say \"hi\"|\"say \"\"hi\"\"\"", "`\rx`|`\"'\rx\"`", "plain|plain", "``|``"})
    void quotesWhatWouldBreakALine(String text, String cell) {
        assertEquals(cell + "\r\n", line(text));
    }

    @Test
    void leavesNumbersAloneAndKeepsAnEmptyCell() {
        String csv = written(TableFormat.CSV, TABLE.showing(Set.of()), List.of(new Row("", -5)));

        assertEquals("text,number\r\n,-5\r\n", csv);
    }

    /** The line of a row with this text alone. */
    private static String line(String text) {
        Table<String> table = Table.of(Column.<String>text("heading", it -> it));
        return written(TableFormat.CSV, table, List.of(text)).substring("heading\r\n".length());
    }

    private static <R> String written(TableFormat format, Table<R> table, List<R> rows) {
        return new String(format.bytes(table, rows), StandardCharsets.UTF_8);
    }
}
