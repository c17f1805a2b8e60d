package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The rows that a {@link Recount} has written. */
final class RecountedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecountedRows() {}

    /** Compares all of them with the oracle's. */
    static Verdict compare(Oracle oracle, Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            Iterator<CheckedRow> rows = lines.map(line -> row(line, oracle.catalog()))
                    .sorted(Comparator.comparingInt(CheckedRow::rank).thenComparingInt(CheckedRow::epochDay))
                    .iterator();
            return RowCheck.compare(oracle, () -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CheckedRow row(String line, Catalog catalog) {
        JsonNode row = parse(line);
        byte[] key = RepoId.ofKey(
                        row.path("repo_type").asText() + "/" + row.path("repo").asText())
                .orElseThrow(() -> new IllegalStateException("no repository: " + line))
                .keyBytes();
        OptionalInt index = catalog.indexOf(key);
        JsonNode excluded = row.path("excluded");
        return new CheckedRow(
                index.isPresent() ? catalog.rank(index.getAsInt()) : RowFile.Reader.UNKNOWN,
                (int) LocalDate.parse(row.path("day").asText()).toEpochDay(),
                new DailyCounts(
                        row.path("downloads").asLong(),
                        row.path("authenticated").asLong(),
                        row.path("files").asLong(),
                        row.path("bytes").asLong()),
                CheckedRow.excluded(reason -> excluded.path(reason.label()).asLong()));
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("no row: " + line, e);
        }
    }
}
