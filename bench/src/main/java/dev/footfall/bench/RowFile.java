package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Rows that a process hands to another: a line of JSON each, with the names that the recount of docs/analysts.md has. */
final class RowFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rank of a repository that is not in the catalog. */
    private static final int UNKNOWN = -1;

    private RowFile() {}

    static String line(byte[] repository, int epochDay, DailyRow row) {
        String[] key = new String(repository, StandardCharsets.UTF_8).split("/", 2);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("repo_type", key[0])
                .put("repo", key[1])
                .put("day", LocalDate.ofEpochDay(epochDay).toString())
                .put("downloads", row.counts().downloads())
                .put("authenticated", row.counts().authenticated())
                .put("files", row.counts().files())
                .put("bytes", row.counts().bytes());
        ObjectNode excluded = json.putObject("excluded");
        row.excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
        return json.toString();
    }

    /** Compares the rows of a file with the oracle's; {@code isSorted} if they come by partition and key. */
    static Verdict compare(Oracle oracle, Path file, boolean isSorted) {
        try (Stream<String> lines = Files.lines(file)) {
            Stream<CheckedRow> all = lines.map(line -> row(line, oracle.catalog()));
            Iterator<CheckedRow> rows = (isSorted ? all : all.sorted(CheckedRow.ORDER)).iterator();
            return RowCheck.compare(oracle, () -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CheckedRow row(String line, Catalog catalog) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no row: " + line, e);
        }
        String key = row.path("repo_type").asText() + "/" + row.path("repo").asText();
        OptionalInt index = catalog.indexOf(RepoId.ofKey(key)
                .orElseThrow(() -> new IllegalStateException("no repository: " + line))
                .keyBytes());
        int rank = index.isPresent() ? catalog.rank(index.getAsInt()) : UNKNOWN;
        return CheckedRow.of(rank, LocalDate.parse(row.path("day").asText()), row);
    }
}
