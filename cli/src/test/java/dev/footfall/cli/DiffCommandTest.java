package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {
    private static final String DIFF = "GET /v1/whatif/robots/diff?by=";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal = new Terminal();
    private ScriptedApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new ScriptedApi();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void showsAllOnOneScreen() {
        api.on(DIFF + "all&limit=10", 200, diff(allSums(days(2)), 2_000, 1_500, 0));

        assertEquals(0, ask("diff robots"), terminal::err);

        assertEquals("""
                before  default@0123456789ab       which answers
                after   robots-apart@ba9876543210  the state robots

                in all         before  after  change
                downloads       2,000  1,500    -500       -25.0 %
                authenticated       3      3       0
                files           4,000  3,000  -1,000       -25.0 %
                bytes               0     10     +10
                excluded            1  1,001  +1,000  +100,000.0 %

                downloads by type  before  after  change
                model               2,000  1,500    -500  -25.0 %

                requests by reason  before  after  change
                counted              4,000  3,000  -1,000  -25.0 %
                class:robot              0  1,000  +1,000

                downloads by class  before  after  change
                robot                  500      0    -500  -100.0 %

                downloads by day  before  after  change
                      2026-11-01     100     99      -1  -1.0 %
                      2026-11-02     100     98      -2  -2.0 %

                downloads by repository  before  after  change
                model acme/rocket         2,000  1,500    -500  -25.0 %
                1,234 repositories changed, 2 appeared, 1 gone
                """, terminal.out());
        assertEquals("", terminal.err());
    }

    @Test
    void showsTheDaysThatChangedMostInTheirOrderAndTheNumberOfTheOthers() {
        api.on(DIFF + "all&limit=10", 200, diff(allSums(days(20)), 2_000, 1_500, 0));

        assertEquals(0, ask("diff robots"), terminal::err);

        List<String> days =
                terminal.out().lines().filter(line -> line.contains("2026-11-")).toList();
        assertEquals(14, days.size(), terminal::out);
        assertEquals(
                IntStream.rangeClosed(7, 20)
                        .mapToObj(day -> "2026-11-%02d".formatted(day))
                        .toList(),
                days.stream().map(line -> line.strip().substring(0, 10)).toList());
        assertTrue(terminal.out().contains("\nand 6 more days, with --by day\n"), terminal::out);
    }

    @Test
    void saysThatNothingDiffers() {
        api.on(DIFF + "all&limit=10", 200, diff("", 5, 5, 0).replace("\"changed_days\":9", "\"changed_days\":0"));

        assertEquals(0, ask("diff robots"), terminal::err);

        assertTrue(terminal.out().endsWith("\nnothing differs\n"), terminal::out);
    }

    @Test
    void warnsOfRecordsThatAreLeftToCount() {
        api.on(DIFF + "type&limit=50", 200, diff("\"rows\":[],", 5, 5, 1_234));

        assertEquals(0, ask("diff robots --by type"), terminal::err);

        assertEquals(
                "footfall: not level with the log yet, records left to count: 1,234",
                terminal.err().strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | 105 | 5% | 0",
                "100 | 95 | 5% | 0",
                "100 | 106 | 5% | 1",
                "100 | 94 | 5 % | 1",
                "1000 | 994 | 0.5 | 1",
                "1000 | 995 | 0.5 | 0",
                "0 | 0 | 0% | 0",
                "0 | 1 | 1000% | 1",
                "1 | 0 | 100% | 0",
                "9000000000000000 | 1 | 99.999999% | 1",
            })
    void endsWithCode1WhenDownloadsChangeByMoreThanTheyMay(long before, long after, String most, int code) {
        api.on(DIFF + "type&limit=50", 200, diff("\"rows\":[],", before, after, 0));

        assertEquals(code, terminal.ask(api, "diff", "robots", "--by", "type", "--max-change", most), terminal::err);

        assertEquals(code == 1, terminal.err().startsWith("footfall: downloads change from "), terminal::err);
        assertTrue(terminal.out().startsWith("downloads by type"), terminal::out);
    }

    @Test
    void showsRepositoriesAndDays() {
        String row = "{\"type\":\"space\",\"id\":\"a/b\",\"date\":\"2026-11-20\",\"before\":{\"downloads\":0},"
                + "\"after\":{\"downloads\":1500}}";
        api.on(DIFF + "row&limit=50&repo_type=space", 200, diff("\"rows\":[" + row + "],", 0, 1_500, 0));

        assertEquals(0, ask("diff robots --by row --type space"), terminal::err);

        assertEquals("""
                downloads by repository and day              before  after  change
                space a/b                        2026-11-20       0  1,500  +1,500
                """, terminal.out());
    }

    @Test
    void writesTheJsonAndTheCsvOfTheApi() throws IOException {
        String json = diff("\"by_type\":[],", 5, 5, 0);
        api.on(DIFF + "all&limit=50", 200, json)
                .on(DIFF + "row&limit=50&from=2026-11-01&to=2026-11-02&format=csv", 200, "type,id\r\nmodel,a/b\r\n")
                .on(DIFF + "class&limit=7&format=csv", 200, "class,before,after\r\n");

        assertEquals(0, ask("diff robots --format json"), terminal::err);
        assertEquals(JSON.readTree(json), JSON.readTree(terminal.out()));
        terminal.clear();

        assertEquals(0, ask("diff robots --format csv --from 2026-11-01 --to 2026-11-02"), terminal::err);
        assertEquals(0, ask("diff robots --format csv --by class --top 7"), terminal::err);
        assertEquals("type,id\r\nmodel,a/b\r\nclass,before,after\r\n", terminal.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff",
                "diff Robots",
                "diff robots --by any",
                "diff robots --top x",
                "diff robots --from 2026-11-01",
                "diff robots --to 2026-11-01",
                "diff robots --from yesterday --to today",
                "diff robots --type any",
                "diff robots --format xml",
                "diff robots --max-change",
                "diff robots --max-change -5%",
                "diff robots --max-change five",
                "diff robots --max-change 1e9",
                "diff robots --max-change 5% --format csv",
            })
    void refusesWhatThereIsNotWithTheUsageCodeAndAsksNobody(String commandLine) {
        assertEquals(2, ask(commandLine), commandLine);

        assertTrue(terminal.err().startsWith("footfall: "), terminal::err);
        assertEquals(List.of(), api.requests());
    }

    @Test
    void showsControlCharactersAndSendsThemNot() {
        api.on(
                DIFF + "all&limit=10",
                200,
                diff(allSums(days(2)), 5, 4, 0).replace("acme/rocket", "a\\u001b[31m/b\\u202e"));

        assertEquals(0, ask("diff robots"), terminal::err);

        assertTrue(terminal.out().contains("model a\\u001b[31m/b\\u202e"), terminal::out);
        assertTrue(terminal.out().chars().noneMatch(c -> c == '\u001b' || c == '\u202e'), terminal::out);
    }

    @Test
    void saysThatThereIsNoSuchState() {
        assertEquals(1, ask("diff robots"));

        assertEquals(
                "footfall: there is no state robots at " + api.endpoint(),
                terminal.err().strip());
    }

    /** Days from 2026-11-01 on, each of which lost one download more than the one before, and one that lost none. */
    private static String days(int number) {
        return IntStream.rangeClosed(0, number)
                .mapToObj(day -> "{\"date\":\"%s\",\"before\":{\"downloads\":100},\"after\":{\"downloads\":%d}}"
                        .formatted(LocalDate.parse("2026-10-31").plusDays(day), 100 - day))
                .collect(Collectors.joining(","));
    }

    private static String allSums(String days) {
        return """
                "by_type":[{"type":"model","before":{"downloads":2000},"after":{"downloads":1500}}],\
                "by_day":[%s],\
                "by_repository":[{"type":"model","id":"acme/rocket","before":{"downloads":2000},"after":{"downloads":1500}}],\
                "by_reason":[{"reason":"counted","before":4000,"after":3000},{"reason":"class:robot","before":0,"after":1000}],\
                "by_class":[{"class":"robot","before":500,"after":0}],""".formatted(days);
    }

    private static String diff(String rows, long before, long after, long left) {
        return """
                {"state":"robots","rules_before":"default@0123456789ab","rules":"robots-apart@ba9876543210",%s\
                "before":{"downloads":%d,"authenticated":3,"files":4000,"bytes":0,"excluded":1},\
                "after":{"downloads":%d,"authenticated":3,"files":3000,"bytes":10,"excluded":1001},"changed_days":9,\
                "repositories":{"changed":1234,"appeared":2,"gone":1},"left":%d}""".formatted(rows, before, after, left);
    }

    private int ask(String commandLine) {
        return terminal.ask(api, commandLine.split(" "));
    }
}
