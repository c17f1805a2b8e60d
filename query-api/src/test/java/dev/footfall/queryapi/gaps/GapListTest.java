package dev.footfall.queryapi.gaps;

import static dev.footfall.queryapi.gaps.SourceDays.between;
import static dev.footfall.queryapi.gaps.SourceDays.regular;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.SourceDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class GapListTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-09-01");
    private static final LocalDate LAST = LocalDate.parse("2026-10-10");
    private static final Instant END = Instant.parse("2026-10-10T23:59:00Z");
    private static final Predicate<Instant> THREE_HOURS = between("2026-10-05T06:00:00Z", "2026-10-05T09:00:00Z");

    @Test
    void findsTheHoursOfASourceThatFellSilentAsOneGap() {
        assertEquals(
                List.of("files-1 2026-10-05T06:00:00Z 2026-10-05T09:00:00Z"),
                found(regular("files-1", FIRST, LAST, 50, THREE_HOURS)));
    }

    @Test
    void findsNoneWhereTheMissingLogArrived() {
        assertEquals(List.of(), found(regular("files-1", FIRST, LAST, 50, hour -> false)));
    }

    @Test
    void tellsTheSourcesApart() {
        var days = new ArrayList<>(regular("files-1", FIRST, LAST, 50, THREE_HOURS));
        days.addAll(regular("files-2", FIRST, LAST, 50, hour -> false));

        assertEquals(List.of("files-1 2026-10-05T06:00:00Z 2026-10-05T09:00:00Z"), found(days));
    }

    @Test
    void takesTheHourOfTheNewestEventForOneThatIsNotOver() {
        var days = new ArrayList<>(
                regular("files-1", FIRST, LAST, 50, between("2026-10-10T20:00:00Z", "2027-01-01T00:00:00Z")));
        days.addAll(regular("files-2", FIRST, LAST, 50, between("2026-10-10T23:00:00Z", "2027-01-01T00:00:00Z")));

        assertEquals(List.of("files-1 2026-10-10T20:00:00Z 2026-10-10T22:00:00Z"), found(days));
    }

    @Test
    void doesNotGoBeyondTheNewestLogTimeWhereAClockIsAhead() {
        var days = new ArrayList<>(
                regular("files-1", FIRST, LAST, 50, between("2026-10-10T20:00:00Z", "2027-01-01T00:00:00Z")));
        days.addAll(regular("ahead", FIRST, LAST.plusDays(1), 50, hour -> false));

        List<Gap> gaps = GapList.of(days, Instant.parse("2026-10-10T21:30:00Z"), List.of())
                .gaps();

        assertEquals(List.of("files-1 2026-10-10T20:00:00Z 2026-10-10T21:00:00Z"), told(gaps));
    }

    @Test
    void endsToMissASourceThatIsGoneForGood() {
        var days = new ArrayList<>(regular("gone", FIRST, FIRST.plusDays(13), 50, hour -> false));
        days.addAll(regular("files-1", FIRST, LAST.plusDays(60), 50, hour -> false));

        List<Gap> gaps = GapList.of(days, Instant.parse("2026-12-10T00:00:00Z"), List.of())
                .gaps();

        assertEquals(List.of("gone 2026-09-15T00:00:00Z 2026-10-07T00:00:00Z"), told(gaps));
    }

    @Test
    void missesNothingOfAQuietSource() {
        assertEquals(
                List.of(), found(regular("quiet", FIRST, LAST, 3, hour -> hour.getEpochSecond() / 3_600 % 5 != 0)));
        assertEquals(List.of(), found(regular("quiet", FIRST, LAST, 9, THREE_HOURS)));
    }

    @Test
    void missesNothingAtNightOfASourceThatSleepsThen() {
        Predicate<Instant> isNight = hour -> hour.atOffset(ZoneOffset.UTC).getHour() < 6;

        assertEquals(List.of(), found(regular("files-1", FIRST, LAST, 50, isNight)));
    }

    @Test
    void missesNothingAtWeekendsOfASourceThatWorksOnWeekdays() {
        Predicate<Instant> isWeekend =
                hour -> hour.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;

        assertEquals(List.of(), found(regular("office", FIRST, LAST, 50, isWeekend)));
    }

    @Test
    void missesNothingInTheFirstWeekOfASource() {
        var days = new ArrayList<>(regular("new", LocalDate.parse("2026-09-29"), LAST, 50, THREE_HOURS));
        days.addAll(regular("files-1", FIRST, LAST, 50, hour -> false));

        assertEquals(List.of(), found(days));
    }

    @Test
    void takesTheHoursAwayThatAnOperatorDismissed() {
        var dismissal = verdict("2026-10-05T07:00:00Z", "2026-10-05T08:00:00Z", false);
        List<SourceDay> days = regular("files-1", FIRST, LAST, 50, THREE_HOURS);

        assertEquals(
                List.of(
                        "files-1 2026-10-05T06:00:00Z 2026-10-05T07:00:00Z",
                        "files-1 2026-10-05T08:00:00Z 2026-10-05T09:00:00Z"),
                told(GapList.of(days, END, List.of(dismissal)).gaps()));
    }

    @Test
    void hasTheGapsThatAnOperatorDeclaredWhateverTheLogShows() {
        var declared = verdict("2026-10-05T05:00:00Z", "2026-10-05T10:00:00Z", true);
        List<SourceDay> days = regular("files-1", FIRST, LAST, 50, THREE_HOURS);

        List<Gap> gaps = GapList.of(days, END, List.of(declared)).gaps();

        assertEquals(List.of("files-1 2026-10-05T05:00:00Z 2026-10-05T10:00:00Z"), told(gaps));
        assertEquals(GapOrigin.DECLARED, gaps.get(0).origin());
        assertEquals("half of the log was lost", gaps.get(0).reason());
    }

    @Test
    void tellsTheHoursOfEachDay() {
        var list = new GapList(List.of(
                Gap.found("files-1", Instant.parse("2026-10-05T22:00:00Z"), Instant.parse("2026-10-07T03:00:00Z")),
                Gap.found("b", Instant.parse("2026-10-05T06:00:00Z"), Instant.parse("2026-10-05T07:00:00Z"))));

        assertEquals("06-07 b, 22-24 files-1", list.hoursOf(LocalDate.parse("2026-10-05")));
        assertEquals("00-24 files-1", list.hoursOf(LocalDate.parse("2026-10-06")));
        assertEquals("00-03 files-1", list.hoursOf(LocalDate.parse("2026-10-07")));
        assertEquals("", list.hoursOf(LocalDate.parse("2026-10-08")));
    }

    private static GapVerdict verdict(String from, String to, boolean isGap) {
        return new GapVerdict(
                "files-1", Instant.parse(from), Instant.parse(to), isGap, "half of the log was lost", "root", END);
    }

    private static List<String> found(List<SourceDay> days) {
        return told(GapList.of(days, END, List.of()).gaps());
    }

    private static List<String> told(List<Gap> gaps) {
        return gaps.stream()
                .map(gap -> gap.source() + " " + gap.from() + " " + gap.to())
                .toList();
    }
}
