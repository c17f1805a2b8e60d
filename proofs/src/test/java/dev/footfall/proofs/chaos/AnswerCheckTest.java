package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.events.RepoType;
import dev.footfall.proofs.chaos.TrendingQuestion.Way;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Published;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of a run, fed answers that are right, and such as are not. */
class AnswerCheckTest {
    private static final Instant SENT = Instant.parse("2026-01-03T10:00:00Z");
    private static final Instant ACKNOWLEDGED = SENT.plusSeconds(1);
    private static final String AFTER = "2026-01-03T10:00:02Z";
    private static final String BEFORE = "2026-01-03T09:59:59Z";
    private static final String FIRST = "{\"date\":\"2026-01-01\",\"downloads\":1,\"authenticated\":0,\"anonymous\":1,"
            + "\"files\":2,\"bytes\":20,\"excluded\":{}}";
    private static final String SECOND = "{\"date\":\"2026-01-02\",\"downloads\":0,\"authenticated\":0,\"anonymous\":0,"
            + "\"files\":0,\"bytes\":0,\"excluded\":{}}";

    private final Load load = new Load(10, 10, 10, 1, 1, LocalDate.of(2026, 1, 2), Load.Manner.VISITS);
    private final Known known = new Known(new Ledger(), new Catalog(10, 2), load, HandmadeLedger.RULES);
    private final AnswerCheck check = new AnswerCheck();
    private final Question stats = new RepositoryQuestion(known, 0, false);
    private final Question recent = new RepositoryQuestion(known, 0, true);

    @BeforeEach
    void publish() {
        published(file(1, "2026-01-01T08:00:00Z"), file(2, "2026-01-01T08:05:00Z"));
    }

    private void published(Published... events) {
        known.ledger().sending(List.of(events), SENT.toEpochMilli());
        known.ledger().acknowledged(List.of(events), ACKNOWLEDGED.toEpochMilli());
    }

    @Test
    void believesWhatIsRight() {
        assertEquals(List.of(), check.faults(stats, found(AFTER, "{\"downloads\":1,\"likes\":0}")));
        assertEquals(List.of(), check.faults(recent, found(AFTER, days(FIRST, SECOND))));
        assertEquals(
                List.of(), check.faults(stats, new ServerAnswer("it", 503, header("retry-after", "1"), "", now())));
    }

    @Test
    void findsTheNumberOfOneStateInAnAnswerOfTheOther() {
        published(file(3, "2026-01-01T08:20:00Z"));
        String one = "{\"downloads\":1,\"likes\":0}";
        String two = "{\"downloads\":2,\"likes\":0}";

        assertEquals(List.of(), check.faults(stats, found(AFTER, one)));
        assertEquals(
                List.of(),
                check.faults(stats, found(HandmadeLedger.RULES.other().id(), AFTER, two)));
        assertTrue(isWrong(stats, found(AFTER, two), "downloads that are none"));
        assertTrue(isWrong(stats, found(HandmadeLedger.RULES.other().id(), AFTER, one), "loses something"));
        assertTrue(isWrong(stats, found("others@1", AFTER, one), "but those are counted by"));
    }

    @Test
    void asksForNothingThatCameAfterTheAsOfTime() {
        assertEquals(List.of(), check.faults(stats, found(BEFORE, "{\"downloads\":0,\"likes\":0}")));
    }

    @Test
    void findsADownloadTooFewOrTooMany() {
        assertTrue(isWrong(stats, found(AFTER, "{\"downloads\":0,\"likes\":0}"), "loses something"));
        assertTrue(isWrong(stats, found(AFTER, "{\"downloads\":2,\"likes\":0}"), "downloads that are none"));
    }

    @Test
    void findsDaysThatAreMissingOrDoNotAddUp() {
        String crooked = FIRST.replace("\"anonymous\":1", "\"anonymous\":0");

        assertTrue(isWrong(recent, found(AFTER, days(FIRST)), "the days are not those asked"));
        assertTrue(isWrong(recent, found(AFTER, days(SECOND, FIRST)), "the days are not those asked"));
        assertTrue(isWrong(recent, found(AFTER, days(crooked, SECOND)), "authenticated + anonymous"));
    }

    @Test
    void findsARankingThatLacksARepository() {
        Question trending = new TrendingQuestion(known, known.catalog().id(0).type(), Way.WHOLE);
        String empty = "{\"trending\":[],\"period\":{\"start\":\"2026-01-01\"}}";

        assertTrue(isWrong(trending, found(AFTER, empty), "looks whole, but lacks"));
        assertTrue(isWrong(
                trending,
                found(AFTER, "{\"complete\":false,\"missing_partitions\":[1],\"trending\":[]," + empty.substring(15)),
                "nobody asked"));
    }

    @Test
    void takesAPartWhereItWasAllowed() {
        Question trending = new TrendingQuestion(known, RepoType.SPACE, Way.PART);
        String part = "{\"complete\":false,\"missing_partitions\":[1],\"trending\":[],"
                + "\"period\":{\"start\":\"2026-01-01\"}}";

        assertEquals(List.of(), check.faults(trending, found(AFTER, part)));
    }

    @Test
    void findsHoursThatAreMissingOrHaveWhatIsOfOthers() {
        Question hourly = new HourlyQuestion(known, 0);

        assertEquals(List.of(), check.faults(hourly, found(AFTER, hours(8, 1, 2))));
        assertTrue(isWrong(hourly, found(AFTER, hours(8, 1, 1)), "loses something"));
        assertTrue(isWrong(hourly, found(AFTER, hours(9, 1, 2)), "files that were not sent"));
        assertTrue(isWrong(hourly, found(AFTER, hours(8, 2, 2)), "downloads that are none"));
        assertTrue(isWrong(hourly, found(AFTER, "{\"stats\":[]}"), "looks whole, but lacks"));
        assertTrue(isWrong(hourly, found(AFTER, "{\"stats\":[]}"), "the hours are not those asked"));
    }

    @Test
    void findsPartsThatDoNotAddUp() {
        Question clients = new PartsQuestion(known, 0, PartsQuestion.Part.CLIENTS);
        Question classes = new PartsQuestion(known, 0, PartsQuestion.Part.CLASSES);
        Question sources = new PartsQuestion(known, 0, PartsQuestion.Part.SOURCES);
        String twice = "{\"source\":\"a\",\"files\":1}";

        assertEquals(
                List.of(), check.faults(clients, found(AFTER, "{\"clients\":[{\"client\":\"a\",\"downloads\":1}]}")));
        assertTrue(isWrong(clients, found(AFTER, "{\"clients\":[]}"), "loses something"));
        assertTrue(isWrong(clients, found(AFTER, "{}"), "looks whole, but lacks"));
        assertEquals(
                List.of(), check.faults(classes, found(AFTER, "{\"classes\":[{\"class\":\"ci\",\"downloads\":1}]}")));
        assertTrue(isWrong(classes, found(AFTER, "{\"classes\":[]}"), "loses something"));
        assertEquals(List.of(), check.faults(sources, found(AFTER, "{\"sources\":[{\"source\":\"a\",\"files\":2}]}")));
        assertTrue(isWrong(sources, found(AFTER, "{\"sources\":[" + twice + "]}"), "loses something"));
        assertTrue(isWrong(sources, found(AFTER, "{\"sources\":[" + twice + "," + twice + "]}"), "is there twice"));
        assertTrue(isWrong(
                sources, found(AFTER, "{\"sources\":[{\"source\":\"a\",\"files\":3}]}"), "files that were not sent"));
    }

    @Test
    void findsResultsThatWereNotAsked() {
        Question bulk = new BulkQuestion(known, List.of(0));

        assertTrue(isWrong(bulk, found(AFTER, "{\"results\":[]}"), "the results are not those asked"));
    }

    @Test
    void findsAnAnswerThatDoesNotSayHowFarBehindItIs() {
        var silent = new ServerAnswer("it", 200, header("x-footfall-as-of", AFTER), "{\"downloads\":1}", now());

        assertTrue(isWrong(stats, silent, "x-footfall-lag"));
    }

    private boolean isWrong(Question question, ServerAnswer answer, String because) {
        return check.faults(question, answer).stream().anyMatch(fault -> fault.contains(because));
    }

    private static ServerAnswer found(String asOf, String body) {
        return found(HandmadeLedger.RULES.main().id(), asOf, body);
    }

    private static ServerAnswer found(String rules, String asOf, String body) {
        var headers = Map.of(
                "x-footfall-rules", List.of(rules), "x-footfall-as-of", List.of(asOf), "x-footfall-lag", List.of("0"));
        return new ServerAnswer("it", 200, headers, body, now());
    }

    private static String days(String... days) {
        return "{\"stats\":[" + String.join(",", days) + "]}";
    }

    /** All hours of the load; only one of the first day has anything. */
    private static String hours(int hour, long downloads, long files) {
        return IntStream.range(0, 48)
                .mapToObj(number -> "{\"hour\":\""
                        + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3_600L * number)
                        + "\",\"downloads\":" + (number == hour ? downloads : 0) + ",\"files\":"
                        + (number == hour ? files : 0) + ",\"bytes\":" + (number == hour ? 10 * files : 0) + "}")
                .collect(Collectors.joining(",", "{\"stats\":[", "]}"));
    }

    private static Map<String, List<String>> header(String name, String value) {
        return Map.of(name, List.of(value));
    }

    /** Long after, so that everything has to be known to everybody. */
    private static long now() {
        return ACKNOWLEDGED.plus(Duration.ofHours(1)).toEpochMilli();
    }

    private static Published file(long id, String time) {
        long timeMillis = Instant.parse(time).toEpochMilli();
        return new Published(id, 0, new Published.Visitor(1, false), Optional.empty(), timeMillis, 10);
    }
}
