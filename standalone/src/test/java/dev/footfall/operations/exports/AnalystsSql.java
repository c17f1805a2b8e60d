package dev.footfall.operations.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of {@code docs/analysts.md} as it stands there, each statement by its first line, in a DuckDB of its own. */
final class AnalystsSql implements AutoCloseable {
    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\n-- ([^\n]+)\n(.*?)```");

    private final Path directory;
    private final Connection connection;

    /**
     * A database without tables.
     *
     * @param directory where the statements find the files that they name
     */
    AnalystsSql(Path directory) throws SQLException {
        this.directory = directory;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = 1");
        execute("SET memory_limit = '512MB'");
    }

    /** The statement that begins with this comment. */
    String statement(String name) throws IOException {
        Matcher statements = STATEMENT.matcher(Files.readString(Path.of("../docs/analysts.md")));
        while (statements.find()) {
            if (!statements.group(1).equals(name)) continue;
            return statements
                    .group(2)
                    .replaceAll(
                            "'(rows|events|archive)([/.])", Matcher.quoteReplacement("'" + directory + "/") + "$1$2");
        }
        throw new AssertionError("docs/analysts.md has no statement: -- " + name);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Each row as its values, in text, with a blank between them. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) values.add(result.getString(i));
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
