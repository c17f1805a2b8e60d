package dev.footfall.aggregator.sealing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.Via;
import dev.footfall.rules.ExclusionReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownSealsTest {
    private static final String MAIN = "default@91956d798fc5";
    private static final String OTHER = "norobots@0123456789ab";
    private static final String KEY = "model/org/name/2026-01-02";
    private static final String OWN_KEY = "0123456789ab/" + KEY;

    private final KnownSeals known = new KnownSeals(false);

    @Test
    void neverWritesADayAgainThatOtherRulesHaveCounted() {
        known.add(KEY, day(MAIN, 5, 0));

        assertEquals(Optional.empty(), known.keyFor(day(OTHER, 2, 0)));
        assertEquals(Optional.empty(), known.keyFor(day(OTHER, 5, 1)));
        assertEquals(2, known.others());
    }

    @Test
    void writesLateEventsOfADayThatAStateOfOtherRulesBeganWith() {
        known.add(KEY, day(MAIN, 5, 0));

        SealedDay late = known.byItsRules(day(OTHER, 5, 1));

        assertEquals(day(MAIN, 5, 1), late);
        assertEquals(Optional.of(KEY), known.keyFor(late));
        assertEquals(Optional.empty(), known.keyFor(known.byItsRules(day(OTHER, 5, 0))));
        assertEquals(2, known.others());
        assertEquals(day(OTHER, 2, 1), known.byItsRules(day(OTHER, 2, 1)));
        assertEquals(day(MAIN, 5, 1), known.byItsRules(day(MAIN, 5, 1)));
    }

    @Test
    void sealsADayThatNobodyHasSealed() {
        assertEquals(Optional.of(KEY), known.keyFor(day(OTHER, 2, 0)));
    }

    @Test
    void writesADayAgainThatHasAnotherLateEventByTheSameRules() {
        known.add(KEY, day(MAIN, 5, 0));

        assertEquals(Optional.of(KEY), known.keyFor(day(MAIN, 5, 1)));
        assertEquals(Optional.empty(), known.keyFor(day(MAIN, 5, 0)));
        assertEquals(Optional.of(KEY), known.keyFor(day("renamed@91956d798fc5", 5, 1)));
        assertEquals(Map.of(), known.altered());
    }

    @Test
    void sealsADayUnderAKeyOfItsOwnWhereOtherRulesHaveCountedNothing() {
        known.add(KEY, day(MAIN, 0, 3));

        assertEquals(Optional.of(OWN_KEY), known.keyFor(day(OTHER, 0, 3)));
        assertEquals(Optional.of(OWN_KEY), known.keyFor(day(OTHER, 2, 3)));
        assertEquals(1, known.days());
    }

    @Test
    void leavesADayToTheRulesThatHaveCountedItsFilesUnderAKeyOfTheirOwn() {
        known.add(KEY, day(MAIN, 0, 3));
        known.add(OWN_KEY, day(OTHER, 2, 3));

        assertEquals(Optional.empty(), known.keyFor(day(OTHER, 2, 3)));
        assertEquals(Optional.of(OWN_KEY), known.keyFor(day(OTHER, 2, 4)));
        assertEquals(Optional.empty(), known.keyFor(day(MAIN, 0, 4)));
        assertEquals(Optional.empty(), known.keyFor(day(MAIN, 5, 3)));
        assertEquals(1, known.days());
    }

    @Test
    void writesSourcesBesideThoseOfOtherRules() {
        known.add("model/org/name", sources(MAIN, 5));

        assertEquals(Optional.of("0123456789ab/model/org/name"), known.keyFor(sources(OTHER, 2)));
        assertEquals(Optional.of("model/org/name"), known.keyFor(sources(MAIN, 6)));
        assertEquals(Optional.empty(), known.keyFor(sources(MAIN, 5)));
    }

    @Test
    void writesSourcesAgainWhereThoseOfOtherRulesCameAfterThem() {
        known.add("model/org/name", sources(MAIN, 5));
        known.add("0123456789ab/model/org/name", sources(OTHER, 2));

        assertEquals(Optional.of("model/org/name"), known.keyFor(sources(MAIN, 5)));
        assertEquals(Optional.empty(), known.keyFor(sources(OTHER, 2)));
    }

    @Test
    void writesSourcesBesideThoseThatDoNotSayTheirRules() {
        known.add("model/org/name", sources("", 5));

        assertEquals(Optional.of("91956d798fc5/model/org/name"), known.keyFor(sources(MAIN, 6)));
    }

    @Test
    void findsADayWhoseRecordsOfTheSameRulesDiffer() {
        known.add(KEY, day(MAIN, 5, 0));
        known.add(KEY, day(MAIN, 2, 0));

        assertEquals(KEY + " (sealed with 2 downloads, counted 5)", altered());
        known.add(KEY, day(MAIN, 5, 1));
        assertEquals(Map.of(), known.altered());
    }

    @Test
    void findsADayThatTheSameRulesHaveCountedOtherwiseAndLeavesIt() {
        known.add(KEY, day(MAIN, 2, 0));

        assertEquals(Optional.empty(), known.keyFor(day(MAIN, 5, 0)));
        assertEquals(KEY + " (sealed with 2 downloads, counted 5)", altered());
    }

    @Test
    void writesSuchADayAgainWhenItIsToRepair() {
        var repairing = new KnownSeals(true);
        repairing.add(KEY, day(MAIN, 2, 0));

        assertEquals(Optional.of(KEY), repairing.keyFor(day(MAIN, 5, 0)));
        assertEquals(Set.of(KEY), repairing.altered().keySet());
    }

    @Test
    void findsNothingAboutADayThatWasRepairedOnceTheLogAgrees() {
        known.add(KEY, day(MAIN, 2, 0));
        known.add(KEY, day(MAIN, 5, 0));

        assertEquals(day(OTHER, 5, 0), known.byTheLog(day(OTHER, 5, 0)));
        assertEquals(KEY + " (sealed with 5 downloads, counted 2)", altered());
        assertEquals(day(MAIN, 5, 1), known.byTheLog(day(MAIN, 5, 1)));
        assertEquals(Map.of(), known.altered());
    }

    private String altered() {
        assertEquals(Set.of(KEY), known.altered().keySet());
        return known.altered().values().iterator().next().toString();
    }

    private static SealedDay day(String rules, int downloads, long excluded) {
        ExcludedCounts late =
                excluded == 0 ? ExcludedCounts.NONE : new ExcludedCounts(Map.of(ExclusionReason.LATE, excluded));
        return new SealedDay(
                "model/org/name",
                LocalDate.parse("2026-01-02"),
                rules,
                9,
                new DailyRow(downloads, new DailyCounts(downloads, 0, downloads, downloads), late, 0),
                StoreKey.ofRepository(new byte[0]));
    }

    private static SealedSources sources(String rules, long files) {
        var way = new SourceFiles.Way(files, Instant.EPOCH);
        return new SealedSources(
                "model/org/name", rules, 9, List.of(new SourceFiles("eu-1", Instant.EPOCH, Map.of(Via.HTTP, way))));
    }
}
