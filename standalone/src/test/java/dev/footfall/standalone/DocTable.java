package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A generated table in a page of {@code docs}: compared with the page, or written to it with {@code -Ddocs.write=true}. */
public final class DocTable {
    private static final Path DOCS = Path.of("../docs");

    private DocTable() {}

    /** A row of Markdown; a vertical bar in a cell is escaped. */
    public static String row(String... cells) {
        return Stream.of(cells)
                .map(cell -> (" " + cell.replace("|", "\\|")).stripTrailing())
                .collect(Collectors.joining(" |", "|", " |"));
    }

    /** Holds the table below this heading row to these rows. */
    public static void assertTable(String page, String heading, List<String> rows) throws IOException {
        Path file = DOCS.resolve(page);
        String text = Files.readString(file);
        int start = text.indexOf(heading + "\n|---");
        assertTrue(start >= 0, () -> page + " has no table " + heading);
        int from = text.indexOf('\n', start + heading.length() + 1) + 1;
        int to = text.indexOf("\n\n", from - 1) + 1;
        String generated = rows.stream().map(row -> row + "\n").collect(Collectors.joining());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, text.substring(0, from) + generated + text.substring(to));
        } else {
            assertEquals(generated, text.substring(from, to), "generate it: -Ddocs.write=true");
        }
    }
}
