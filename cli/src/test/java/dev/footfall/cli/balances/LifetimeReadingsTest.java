package dev.footfall.cli.balances;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.balances.OpeningBalances;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeReadingsTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "acme", "heron");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

    private final OpeningBalances known = new OpeningBalances();

    private static BalanceLine reading(int line, LocalDate day, long number) {
        var about = new BalanceDays("github-releases", day, false);
        return new BalanceLine(line, 30, new OpeningBalance(REPO, about, Optional.of(BalanceNumbers.of(number)), NOW));
    }

    private List<String> take(boolean mayFall, BalanceLine... lines) {
        LifetimeReadings.Differences all = new LifetimeReadings(List.of(lines), mayFall).since(known);
        all.balances().forEach(known::apply);
        return all.resets();
    }

    private List<String> balances() {
        return known.of(REPO)
                .map(one -> (one.days().isLump() ? "before " : "") + one.days().day() + " "
                        + one.numbers().orElseThrow().downloads())
                .toList();
    }

    @Test
    void theFirstReadingIsALumpAndOthersTheDownloadsSince() {
        assertEquals(List.of(), take(false, reading(2, FIRST, 100), reading(3, FIRST.plusDays(7), 130)));
        assertEquals(List.of("before 2026-11-02 100", "2026-11-08 30"), balances());

        take(false, reading(2, FIRST.plusDays(8), 131));
        take(false, reading(2, FIRST.plusDays(8), 131));
        assertEquals(List.of("before 2026-11-02 100", "2026-11-08 30", "2026-11-09 1"), balances());
        assertEquals(131, known.total(REPO).downloads());
    }

    @Test
    void aReadingBetweenOthersDividesTheirDownloads() {
        take(false, reading(2, FIRST, 100), reading(3, FIRST.plusDays(7), 130));
        take(false, reading(2, FIRST.plusDays(3), 110));

        assertEquals(List.of("before 2026-11-02 100", "2026-11-04 10", "2026-11-08 20"), balances());
    }

    @Test
    void aFallIsRefusedByItsPlaceUnlessCountersMayBeginAgain() {
        take(false, reading(2, FIRST, 100));
        BalanceLine fall = reading(5, FIRST.plusDays(1), 7);

        var refused = assertThrows(BadBalances.class, () -> take(false, fall));
        assertEquals(
                "line 5, column 30: downloads: the counter of model/acme/heron falls from 100 to 7; --allow-reset takes it "
                        + "as a counter that began again",
                refused.sentences().get(0));
        assertEquals(
                List.of("line 5, column 30: downloads: the counter of model/acme/heron falls from 100 to 7"),
                take(true, fall));
        assertEquals(List.of("before 2026-11-02 100", "2026-11-02 7"), balances());
    }

    @Test
    void balancesThatAreNoReadingsAreNotTakenForSome() {
        known.apply(new OpeningBalance(
                REPO, new BalanceDays("github-releases", FIRST, false), Optional.of(BalanceNumbers.of(3)), NOW));

        assertThrows(BadBalances.class, () -> take(false, reading(2, FIRST.plusDays(1), 7)));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfReadingsDoesNotMatter(long seed) {
        var random = new Random(seed);
        List<BalanceLine> readings = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> reading(i, FIRST.minusDays(30).plusDays(i), 10L * i * i))
                .toList());
        Collections.shuffle(readings, random);

        readings.forEach(one -> take(false, one));

        List<String> expected = new ArrayList<>(List.of("before " + FIRST.minusDays(29) + " 0"));
        for (int i = 1; i < 20; i++)
            expected.add(FIRST.minusDays(30).plusDays(i) + " " + (10L * i * i - 10L * (i - 1) * (i - 1)));
        assertEquals(expected, balances(), "seed " + seed);
    }
}
