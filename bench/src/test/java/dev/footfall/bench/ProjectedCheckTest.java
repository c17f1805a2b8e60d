package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that finds nothing wrong is worth what it would have found. */
class ProjectedCheckTest {
    private static final int REPOSITORIES = 50;
    private static final Load LOAD =
            new Load(5_000, REPOSITORIES, 200, 10, 3, LocalDate.of(2026, 1, 31), Load.Manner.VISITS);

    @TempDir
    Path directory;

    private final Oracle oracle = new Oracle(LOAD, new Catalog(REPOSITORIES, 8), CountingRules.DEFAULT);
    private final List<Projected> values = new ArrayList<>();

    @BeforeEach
    void expect() {
        ExpectedProjections.forEach(oracle, 0, REPOSITORIES, values::add);
    }

    @Test
    void findsNothingWrongInRightValues() throws IOException {
        assertEquals(rightOnes(), check(values, 1));
    }

    @Test
    void comesToTheSameInManyPasses() throws IOException {
        assertEquals(rightOnes(), check(values, 7));
    }

    @ParameterizedTest
    @EnumSource
    void namesAValueThatIsMissing(Projected.Kind kind) throws IOException {
        Projected missing = first(kind);
        List<Projected> without = new ArrayList<>(values);
        without.remove(missing);

        assertWrong("missing: " + missing, kind, without);
    }

    @ParameterizedTest
    @EnumSource
    void namesAValueThatIsDifferent(Projected.Kind kind) throws IOException {
        Projected right = first(kind);
        List<Projected> different = new ArrayList<>(values);
        different.set(values.indexOf(right), new Projected(kind, right.repository(), right.of(), right.counts() + "9"));

        assertWrong("expected " + right + ", counted " + right.counts() + "9", kind, different);
    }

    @ParameterizedTest
    @EnumSource
    void namesAValueThatShouldNotBeThere(Projected.Kind kind) throws IOException {
        var surplus = new Projected(kind, "model/nobody/nothing", "2026-01-01", "1");
        List<Projected> more = new ArrayList<>(values);
        more.add(surplus);

        assertWrong("not expected: " + surplus, kind, more);
    }

    @Test
    void expectsNothingOfProjectionsThatAreOff() throws IOException {
        Path file = write(List.of());

        assertEquals(Map.of(), new ProjectedCheck(oracle, Projections.NONE).compare(file));
        assertTrue(new ProjectedCheck(oracle, Projections.NONE)
                .compare(write(values)).values().stream().allMatch(found -> found.wrong() > 0));
    }

    private Map<Projected.Kind, RowVerdict> rightOnes() {
        Map<Projected.Kind, RowVerdict> right = new EnumMap<>(Projected.Kind.class);
        for (Projected value : values) {
            right.merge(value.kind(), new RowVerdict(1, 0, ""), (all, one) -> all.and(1, 0, ""));
        }
        assertEquals(Projected.Kind.values().length, right.size(), "the load has something of each kind");
        return right;
    }

    private Projected first(Projected.Kind kind) {
        return values.stream().filter(value -> value.kind() == kind).findFirst().orElseThrow();
    }

    private void assertWrong(String fault, Projected.Kind kind, List<Projected> actual) throws IOException {
        Map<Projected.Kind, RowVerdict> expected = rightOnes();
        expected.computeIfPresent(kind, (same, right) -> right.and(0, 1, fault));

        assertEquals(expected, check(actual, 1));
    }

    private Map<Projected.Kind, RowVerdict> check(List<Projected> actual, int passes) throws IOException {
        return new ProjectedCheck(oracle, Projections.ALL).compare(write(actual), passes);
    }

    private Path write(List<Projected> actual) throws IOException {
        Path file = directory.resolve("projected");
        return Files.write(file, actual.stream().map(Projected::line).toList());
    }
}
