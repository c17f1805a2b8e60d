package dev.footfall.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads an archive as an analyst does. */
final class ArchivedDays implements AutoCloseable {
    private final Connection connection;

    ArchivedDays(Path archive) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW events AS FROM read_parquet('" + archive
                    + "/**/*.parquet', hive_partitioning = true, filename = true, file_row_number = true)");
        }
    }

    List<String> rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                    row.add(results.getString(column));
                }
                rows.add(String.join(", ", row));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
