package dev.footfall.bench;

import dev.footfall.aggregator.counting.projections.Projections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Compares every value of the projections with the expected one, in as many passes as fit the heap. */
final class ProjectedCheck {
    /** The heap of an event's share of the values and of its entry in the oracle, roughly. */
    private static final long BYTES_PER_EVENT = 128;

    private static final int HEAP_SHARE = 4;

    private final Oracle oracle;
    private final Catalog catalog;
    private final Projections projections;
    private final Map<String, Projected> actual = new HashMap<>();
    private final Map<Projected.Kind, RowVerdict> verdicts = new EnumMap<>(Projected.Kind.class);

    ProjectedCheck(Oracle oracle, Projections projections) {
        this.oracle = oracle;
        this.catalog = oracle.catalog();
        this.projections = projections;
        for (Projected.Kind kind : Projected.Kind.values()) {
            if (kind.isOf(projections)) verdicts.put(kind, RowVerdict.NOTHING);
        }
    }

    /** Returns a verdict for each kind that the projections have. */
    Map<Projected.Kind, RowVerdict> compare(Path file) {
        long bytes = BYTES_PER_EVENT * oracle.events();
        return compare(file, 1 + (int) (bytes / (Runtime.getRuntime().maxMemory() / HEAP_SHARE)));
    }

    Map<Projected.Kind, RowVerdict> compare(Path file, int passes) {
        try {
            for (int pass = 0; pass < passes; pass++) pass(pass, passes, file);
            return verdicts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(int pass, int passes, Path file) throws IOException {
        int from = oracle.firstRank(pass, passes);
        int to = oracle.firstRank(pass + 1, passes);
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(Projected::ofLine)
                    .filter(value -> from <= rank(value) && rank(value) < to)
                    .forEach(value -> actual.put(value.place(), value));
        }
        ExpectedProjections.forEach(oracle, from, to, this::expect);
        actual.values().forEach(value -> note(value.kind(), 0, "not expected: " + value));
        actual.clear();
    }

    /** Unknown repositories belong to the first pass. */
    private int rank(Projected value) {
        OptionalInt index = catalog.indexOf(value.repository().getBytes(StandardCharsets.UTF_8));
        return index.isPresent() ? catalog.rank(index.getAsInt()) : 0;
    }

    private void expect(Projected expected) {
        if (!expected.kind().isOf(projections)) return;
        Projected found = actual.remove(expected.place());
        if (expected.equals(found)) note(expected.kind(), 1, "");
        else if (found == null) note(expected.kind(), 1, "missing: " + expected);
        else note(expected.kind(), 1, "expected " + expected + ", counted " + found.counts());
    }

    private void note(Projected.Kind kind, long values, String fault) {
        RowVerdict before = verdicts.getOrDefault(kind, RowVerdict.NOTHING);
        verdicts.put(kind, before.and(values, fault.isEmpty() ? 0 : 1, fault));
    }
}
