package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.events.RepoId;
import dev.footfall.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file has a line of JSON for each row, with the names of the recount in docs/analysts.md. */
public final class RowCheck {
    private static final int UNKNOWN = -1;

    private final Iterator<CheckedRow> actual;
    private @Nullable CheckedRow next;
    private RowVerdict verdict = RowVerdict.NOTHING;

    private RowCheck(Iterator<CheckedRow> actual) {
        this.actual = actual;
        advance();
    }

    /** Compares the rows of a file with the oracle's; {@code isSorted} if they are in its order. */
    static RowVerdict compare(Oracle oracle, Path file, boolean isSorted) {
        try (Stream<String> lines = Files.lines(file)) {
            Stream<CheckedRow> rows = lines.map(line -> row(line, oracle.catalog()));
            var check = new RowCheck((isSorted ? rows : rows.sorted(CheckedRow.ORDER)).iterator());
            oracle.forEachRow(check::expect);
            while (check.next != null) check.surplus(check.next);
            return check.verdict;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void advance() {
        next = actual.hasNext() ? actual.next() : null;
    }

    private void expect(CheckedRow expected) {
        while (next != null && CheckedRow.ORDER.compare(next, expected) < 0) surplus(next);
        if (next == null || CheckedRow.ORDER.compare(next, expected) != 0) {
            verdict = verdict.and(1, 1, "missing: " + expected);
            return;
        }
        boolean isRight = next.equals(expected);
        verdict = verdict.and(1, isRight ? 0 : 1, isRight ? "" : "expected " + expected + ", counted " + next);
        advance();
    }

    private void surplus(CheckedRow row) {
        verdict = verdict.and(0, 1, "not expected: " + row);
        advance();
    }

    static String line(byte[] repository, int epochDay, DailyRow row) {
        String[] key = new String(repository, StandardCharsets.UTF_8).split("/", 2);
        ObjectNode json = new ObjectNode(JsonNodeFactory.instance)
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

    private static CheckedRow row(String line, Catalog catalog) {
        JsonNode row;
        try {
            row = Json.MAPPER.readTree(line);
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
