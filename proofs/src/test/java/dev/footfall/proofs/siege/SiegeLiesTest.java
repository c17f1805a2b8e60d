package dev.footfall.proofs.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.bench.Figures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The checks of a siege, which hear what is right, and lies. */
class SiegeLiesTest {
    private static final String QUESTION = "GET /models/siege/" + Hidden.PRIVATE + "-1/stats HTTP/1.1";

    @Test
    void believesAnswersThatAreRight() {
        assertEquals(Verdict.RIGHT, Verdict.of(answer(200, "yes"), 200, "yes"::equals));
        assertEquals(Verdict.REFUSED, Verdict.of(answer(503, "busy"), 200, "yes"::equals));
        assertEquals(Verdict.REFUSED, Verdict.of(answer(429, "busy"), 200, "yes"::equals));
        assertEquals(Verdict.REFUSED, Verdict.of(Optional.empty(), 200, "yes"::equals));
    }

    @Test
    void findsAnswersThatAreWrong() {
        assertEquals(Verdict.WRONG, Verdict.of(answer(200, "no"), 200, "yes"::equals));
        assertEquals(Verdict.WRONG, Verdict.of(answer(500, "yes"), 200, "yes"::equals));
        assertEquals(Verdict.WRONG, Verdict.of(answer(404, "yes"), 200, "yes"::equals));
    }

    @Test
    void findsDownloadsThatWereNeverSentOrAreGoneAgain() {
        var counted = new Counted();
        counted.sending();
        counted.sending();

        assertTrue(counted.isRight(totals(1)));
        assertFalse(counted.isWhole());
        assertTrue(counted.isRight(totals(2)));
        assertTrue(counted.isWhole());
        assertFalse(counted.isRight(totals(3)), "one that was never sent");
        assertFalse(counted.isRight(totals(1)), "one is gone again");
        assertFalse(counted.isRight("{\"downloads\":2}"), "not the answer that was promised");
    }

    @Test
    void findsEveryFigureThatIsBeyondItsBound() {
        assertEquals(List.of(), outcome(waits(1), 0, 0).faults());
        assertEquals(Wait.values().length, outcome(waits(6_000), 0, 0).faults().size());
        assertEquals(Wait.values().length, outcome(Map.of(), 0, 0).faults().size());
        assertEquals(List.of("3 500s"), outcome(waits(1), 3, 0).faults());
        assertEquals(List.of("2 wrong rows"), outcome(waits(1), 0, 2).faults());
    }

    @Test
    void findsADifferenceBetweenPrivateAndUnknown() {
        assertEquals(Twins.Finding.SAME, compare(text -> answer(404, "nothing")));
        assertEquals(Twins.Finding.SAME, compare(text -> answer(404, "no " + text)), "each name is repeated");
        assertEquals(Twins.Finding.DIFFERENT, compare(text -> answer(isPrivate(text) ? 403 : 404, "nothing")));
        assertEquals(Twins.Finding.DIFFERENT, compare(text -> answer(404, isPrivate(text) ? "no" : "nothing")));
        assertEquals(
                Twins.Finding.DIFFERENT,
                compare(text -> Optional.of(new Heard(404, List.of("X-Private: " + isPrivate(text)), ""))));
        assertEquals(Twins.Finding.DIFFERENT, compare(text -> isPrivate(text) ? Optional.empty() : answer(404, "")));
    }

    @Test
    void looksPastWhatDiffersBetweenAnyTwoAnswers() {
        var turn = new int[1];

        assertEquals(
                Twins.Finding.SAME,
                compare(text -> Optional.of(
                        new Heard(404, List.of("Date: " + turn[0], "X-Request-Id: " + turn[0]++), "nothing"))));
        assertEquals(Twins.Finding.UNDECIDED, compare(text -> answer(200, "number " + turn[0]++)));
    }

    @Test
    void takesAChangeThatComesOnceForNoDifference() {
        var turn = new int[1];

        assertEquals(
                Twins.Finding.UNDECIDED,
                compare(text -> answer(200, turn[0]++ < 57 ? "number " + turn[0] : "is it " + isPrivate(text))));
    }

    @Test
    void comparesRequestsAboutWhatIsPrivateAndNotAboutNamesLikeIt() {
        var hidden = new Hidden(8);

        assertTrue(hidden.isNamedIn("GET /models/" + hidden.name() + "/stats"));
        assertTrue(hidden.isNamedIn("GET /v1/users/" + Hidden.FAN + "/likes"));
        assertFalse(hidden.isNamedIn("GET /models/" + hidden.name() + "0/stats"));
        assertFalse(hidden.isNamedIn("GET /models/siege/x" + Hidden.PRIVATE + "/stats"));
        assertFalse(hidden.isNamedIn("GET /models/fill/r1/stats"));
    }

    private static Twins.Finding compare(Function<String, Optional<Heard>> server) {
        return Twins.compare(QUESTION, server);
    }

    private static boolean isPrivate(String request) {
        return request.contains(Hidden.PRIVATE);
    }

    private static Optional<Heard> answer(int status, String body) {
        return Optional.of(new Heard(status, List.of("ETag: \"" + body.hashCode() + "\""), body));
    }

    private static String totals(long downloads) {
        return "{\"downloads\":" + downloads + ",\"likes\":0}";
    }

    private static Map<Wait, Figures> waits(double millis) {
        var waits = new EnumMap<Wait, Figures>(Wait.class);
        for (Wait wait : Wait.values()) {
            var figures = new Figures();
            figures.add(millis);
            waits.put(wait, figures);
        }
        return waits;
    }

    private static SiegeOutcome outcome(Map<Wait, Figures> millis, long serverErrors, long wrongRows) {
        return new SiegeOutcome(millis, serverErrors, 0, 0, wrongRows, false);
    }
}
