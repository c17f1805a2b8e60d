package dev.footfall.proofs.guarantees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.proofs.guarantees.ObservedAnswer.Completeness;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A guarantee that finds nothing wrong is worth what it would have found: each is told lies here. */
class GuaranteesTest {
    private static final int REPOSITORY = 4;
    private static final int DAY = 3;
    private static final long NOON = DAY * 86_400_000L + 43_200_000;
    private static final long MINUTE = 60_000;
    private static final long FILE_BYTES = 10;
    private static final Duration GAP = Duration.ofMinutes(30);

    private final Ledger ledger = new Ledger();
    private final LosesNothing losesNothing = new LosesNothing();
    private final CountsEachSessionOnce countsOnce = new CountsEachSessionOnce();
    private final CountsEachFileOnce filesOnce = new CountsEachFileOnce();
    private final AnswersWholeOrSaysSo answersWhole = new AnswersWholeOrSaysSo();

    @Test
    void believesAnAnswerThatIsRight() {
        acknowledged(file(1, NOON), file(2, NOON + 10 * MINUTE), file(3, NOON + 100 * MINUTE));

        assertTrue(isBelieved(row(2, 3)));
        assertTrue(isBelieved(downloads(2)));
    }

    @Test
    void findsALostEvent() {
        acknowledged(file(1, NOON), file(2, NOON + 10 * MINUTE));

        assertTrue(losesNothing.check(row(1, 1)).isPresent());
        assertFalse(losesNothing.check(row(1, 2)).isPresent());
    }

    @Test
    void findsALostSessionInTotals() {
        acknowledged(file(1, NOON), file(2, NOON + 100 * MINUTE));

        assertTrue(losesNothing.check(downloads(1)).isPresent());
    }

    @Test
    void findsADoubledSession() {
        acknowledged(file(1, NOON), file(2, NOON + 10 * MINUTE));

        assertTrue(countsOnce.check(row(2, 2)).isPresent());
        assertTrue(countsOnce.check(downloads(2)).isPresent());
    }

    @Test
    void findsADuplicateThatWasCounted() {
        acknowledged(file(1, NOON), file(1, NOON));

        assertTrue(countsOnce.check(row(1, 2)).isPresent());
        assertTrue(isBelieved(row(1, 1)));
    }

    @Test
    void findsASessionOfTheWrongKind() {
        acknowledged(file(1, NOON));

        Claim signedIn = Claim.ofRow("it", new DailyCounts(1, 1, 1, FILE_BYTES), bounds());

        assertTrue(countsOnce.check(signedIn).isPresent());
    }

    @Test
    void leavesOpenWhatIsUnderWay() {
        acknowledged(file(1, NOON));
        ledger.sending(List.of(file(2, NOON + 100 * MINUTE)), 50);

        assertTrue(isBelieved(row(1, 1)));
        assertTrue(isBelieved(row(2, 2)));
        assertFalse(isBelieved(row(2, 1)));
        assertFalse(isBelieved(row(1, 2)));
    }

    @Test
    void knowsThatALateEventMakesTwoSessionsOne() {
        acknowledged(file(1, NOON), file(2, NOON + 40 * MINUTE));
        ledger.sending(List.of(file(3, NOON + 20 * MINUTE)), 50);

        assertTrue(isBelieved(row(2, 2)));
        assertTrue(isBelieved(row(1, 3)));
        assertFalse(isBelieved(row(2, 3)));
        assertTrue(isBelieved(downloads(1)));
    }

    @Test
    void doesNotAskForWhatWasAcknowledgedAfterwards() {
        ledger.sending(List.of(file(1, NOON)), 10);
        ledger.acknowledged(List.of(file(1, NOON)), 20);

        assertEquals(
                0,
                ledger.day(REPOSITORY, DAY, new Moments(20, 30, GAP, 0)).least().files());
        assertEquals(
                1,
                ledger.day(REPOSITORY, DAY, new Moments(21, 30, GAP, 0)).least().files());
        assertEquals(
                0, ledger.day(REPOSITORY, DAY, new Moments(5, 9, GAP, 0)).most().files());
    }

    @Test
    void letsAnAnswerLackAsManyEventsAsItSaysToBeBehind() {
        acknowledged(file(1, NOON), file(2, NOON + 10), file(3, NOON + 20));
        Moments oneBehind = new Moments(100, 100, GAP, 0).behind(1);

        Bounds bounds = ledger.day(REPOSITORY, DAY, oneBehind);

        assertTrue(isBelieved(Claim.ofRow("it", new DailyCounts(1, 0, 2, 2 * FILE_BYTES), bounds)));
        assertFalse(isBelieved(Claim.ofRow("it", new DailyCounts(1, 0, 1, FILE_BYTES), bounds)));
        assertEquals(2, ledger.all(oneBehind).fewestFiles());
        assertEquals(new Span(0, 1), ledger.repositoriesWithFile(oneBehind));
    }

    @Test
    void countsHowOftenSomethingExcludedMayHaveArrived() {
        ledger.sending(List.of(probe(1)), 10);
        ledger.sending(List.of(probe(1)), 11);
        ledger.acknowledged(List.of(probe(1)), 12);

        assertEquals(Map.of(ExclusionReason.METHOD, new Span(1, 2)), ledger.exclusions(REPOSITORY, DAY));
    }

    @Test
    void findsASmallerAnswerThatLooksWhole() {
        Set<String> owed = Set.of("2026-01-01", "2026-01-02");

        assertTrue(answersWhole
                .check(found(Completeness.WHOLE, owed, Set.of("2026-01-01")))
                .isPresent());
        assertTrue(answersWhole
                .check(found(Completeness.PARTIAL_UNASKED, owed, Set.of()))
                .isPresent());
        assertTrue(answersWhole.check(found(Completeness.WHOLE, owed, owed)).isEmpty());
        assertTrue(
                answersWhole.check(found(Completeness.PARTIAL, owed, Set.of())).isEmpty());
    }

    @Test
    void findsAnErrorThatNobodyPromised() {
        assertTrue(
                answersWhole.check(error(500, Set.of("retry-after"), Set.of())).isPresent());
        assertTrue(answersWhole.check(error(503, Set.of(), Set.of())).isPresent());
        assertTrue(answersWhole
                .check(error(503, Set.of("retry-after"), Set.of("it")))
                .isEmpty());
        assertTrue(answersWhole.check(error(404, Set.of(), Set.of("it"))).isPresent());
        assertTrue(
                answersWhole.check(error(429, Set.of("retry-after"), Set.of())).isPresent());
        assertTrue(answersWhole.check(error(404, Set.of(), Set.of())).isEmpty());
    }

    @Test
    void findsAFileThatIsLostDoubledOrInAnotherHour() {
        acknowledged(file(1, NOON), file(2, NOON + 10 * MINUTE), file(3, NOON + 100 * MINUTE));

        assertTrue(areBelieved(12, 2, 2 * FILE_BYTES));
        assertTrue(areBelieved(13, 1, FILE_BYTES));
        assertFalse(areBelieved(12, 1, 2 * FILE_BYTES));
        assertFalse(areBelieved(12, 3, 2 * FILE_BYTES));
        assertFalse(areBelieved(12, 2, 3 * FILE_BYTES));
        assertFalse(areBelieved(13, 1, 0));
        assertFalse(areBelieved(14, 1, FILE_BYTES));
        assertTrue(areBelieved(14, 0, 0));
    }

    @Test
    void leavesFilesOpenThatAreUnderWay() {
        acknowledged(file(1, NOON));
        ledger.sending(List.of(file(2, NOON + MINUTE)), 50);

        assertTrue(areBelieved(12, 1, FILE_BYTES));
        assertTrue(areBelieved(12, 2, 2 * FILE_BYTES));
        assertFalse(areBelieved(12, 0, 0));
        assertFalse(areBelieved(13, 1, FILE_BYTES));
    }

    @Test
    void holdsAnAnswerToTheRulesThatItNames() {
        acknowledged(file(1, NOON), file(2, NOON + 20 * MINUTE), file(3, NOON + 100 * MINUTE));
        Bounds shorter = ledger.day(REPOSITORY, DAY, new Moments(100, 100, Duration.ofMinutes(10), 0));

        assertTrue(isBelieved(downloads(2)));
        assertFalse(isBelieved(downloads(3)));
        assertTrue(isBelieved(Claim.ofDownloads("it", 3, shorter)));
        assertFalse(isBelieved(Claim.ofDownloads("it", 2, shorter)));
    }

    @Test
    void findsAnAnswerByRulesThatNobodyCountsBy() {
        var mixesNoStates = new MixesNoStates();
        Set<String> counted = Set.of("a@1", "b@2");

        assertTrue(mixesNoStates.check("it", Optional.of("b@2"), counted).isEmpty());
        assertTrue(mixesNoStates.check("it", Optional.of("c@3"), counted).isPresent());
        assertTrue(mixesNoStates.check("it", Optional.empty(), counted).isPresent());
    }

    @Test
    void findsWhatAReplayCountsOtherwise() {
        var replay = new ReplayGivesTheSame();

        assertEquals(List.of(), replay.check(Map.of("a", 1, "b", 2), Map.of("a", 1, "b", 2)));
        assertEquals(List.of("b was 2, and is 3"), replay.check(Map.of("a", 1, "b", 2), Map.of("a", 1, "b", 3)));
        assertEquals(List.of("b was 2, and is null"), replay.check(Map.of("a", 1, "b", 2), Map.of("a", 1)));
        assertEquals(List.of("c was null, and is 1"), replay.check(Map.of(), Map.of("c", 1)));
    }

    private boolean isBelieved(Claim claim) {
        return losesNothing.check(claim).isEmpty() && countsOnce.check(claim).isEmpty();
    }

    private boolean areBelieved(int hour, long files, long bytes) {
        Bounds ofHour = ledger.hour(REPOSITORY, DAY, hour, new Moments(100, 100, GAP, 0));
        var claim = new FilesClaim("it", files, OptionalLong.of(bytes), ofHour);
        return filesOnce.check(claim).isEmpty();
    }

    private Claim row(long downloads, long files) {
        return Claim.ofRow("it", new DailyCounts(downloads, 0, files, files * FILE_BYTES), bounds());
    }

    private Claim downloads(long downloads) {
        return Claim.ofDownloads("it", downloads, bounds());
    }

    private Bounds bounds() {
        return ledger.day(REPOSITORY, DAY, new Moments(100, 100, GAP, 0));
    }

    private void acknowledged(Published... events) {
        for (Published event : events) ledger.sending(List.of(event), 10);
        for (Published event : events) ledger.acknowledged(List.of(event), 20);
    }

    private static Published file(long id, long timeMillis) {
        return new Published(id, REPOSITORY, new Published.Visitor(1, false), Optional.empty(), timeMillis, FILE_BYTES);
    }

    private static Published probe(long id) {
        return new Published(
                id, REPOSITORY, new Published.Visitor(1, false), Optional.of(ExclusionReason.METHOD), NOON, FILE_BYTES);
    }

    @Test
    void letsFewOfAKindBeAnsweredWhereThatIsPromised() {
        assertTrue(answersWhole.check(rationed(Set.of("retry-after"))).isEmpty());
        assertTrue(answersWhole.check(rationed(Set.of())).isPresent());
    }

    private static ObservedAnswer rationed(Set<String> headers) {
        return new ObservedAnswer("it", true, 429, headers, Completeness.WHOLE, Set.of(), Set.of());
    }

    private static ObservedAnswer found(Completeness completeness, Set<String> owed, Set<String> given) {
        return new ObservedAnswer("it", false, 200, Set.of("x-footfall-lag"), completeness, owed, given);
    }

    private static ObservedAnswer error(int status, Set<String> headers, Set<String> owed) {
        return new ObservedAnswer("it", false, status, headers, Completeness.WHOLE, owed, Set.of());
    }
}
