package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.Unchecked;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recount by <a href="https://github.com/duckdb/duckdb">DuckDB</a> with the SQL statements of {@code
 * docs/analysts.md}.
 */
final class Recount {
    private static final String DOCUMENT = "analysts.md";
    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\n-- ([^\n]+)\n(.*?)```");
    private static final int THREADS = 2;
    private static final int BUFFER_BYTES = 1 << 18;

    private Recount() {}

    /** Writes the rows as lines of JSON; reports the cost of the statement alone. */
    static ObjectNode run(Path events, Path rows) throws SQLException {
        String files = "'" + events + "/*.ndjson'";
        String view = statement("the events").replaceFirst("'events/[^']*'", Matcher.quoteReplacement(files));
        double cpuSeconds = ProcessUse.cpuNanos() / 1e9;
        long startNanos = System.nanoTime();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (String sql : List.of(
                    "SET threads = " + THREADS,
                    "SET temp_directory = '" + rows.resolveSibling("duckdb.tmp") + "'",
                    view,
                    "COPY (" + statement("the recount") + ") TO '" + rows + "' (FORMAT json)")) {
                statement.execute(sql);
            }
        }
        return new ObjectNode(JsonNodeFactory.instance)
                .put("seconds", (System.nanoTime() - startNanos) / 1e9)
                .put("cpu_seconds", ProcessUse.cpuNanos() / 1e9 - cpuSeconds);
    }

    static String statement(String name) {
        Matcher statements = STATEMENT.matcher(Unchecked.text(Recount.class, DOCUMENT));
        while (statements.find()) if (statements.group(1).equals(name)) return statements.group(2);
        throw new IllegalStateException(DOCUMENT + " has no statement: -- " + name);
    }

    static void writeEvents(Load load, Catalog catalog, int partitions, Path directory) {
        var text = new EventText(catalog, load.seed());
        long[] offsets = new long[partitions];
        List<OutputStream> files = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (int partition = 0; partition < partitions; partition++) {
                Path file = directory.resolve("partition-" + partition + ".ndjson");
                files.add(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
            }
            for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
                LoadEvent event = events.next();
                int partition = catalog.partition(event.repository());
                String place = "{\"log_time\":\"" + load.until() + "T00:00:00Z\",\"partition\":" + partition
                        + ",\"offset\":" + offsets[partition]++ + ",";
                byte[] json = text.of(event);
                OutputStream file = files.get(partition);
                file.write(place.getBytes(StandardCharsets.US_ASCII));
                file.write(json, 1, json.length - 1);
                file.write('\n');
            }
            for (OutputStream file : files) file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the events cannot be written as files", e);
        }
    }
}
