package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code footfall promote}, {@code demote} and {@code corrections}. */
@Tag("slow")
class DecisionCommandsTest {
    private static final String PROMOTE = "POST /v1/whatif/robots/promote";
    private static final String CORRECTIONS = "GET /v1/corrections";
    private static final String CORRECTION = """
            {"number":2,"at":"2026-11-20T12:00:00.060878973Z","reason":"crawlers are not counted","state_before":"main",\
            "rules_before":"default@0123456789ab","state":"robots","rules":"robots-apart@ba9876543210","changed_days":1234,\
            "first_day":"2026-10-01","last_day":"2026-11-20","before":{"downloads":48597},"after":{"downloads":46644}}""";
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

    @ParameterizedTest
    @ValueSource(strings = {"promote", "demote"})
    void decidesWithAReasonAndShowsWhatItChanged(String decision) throws IOException {
        api.on("POST /v1/whatif/robots/" + decision, 200, CORRECTION);

        assertEquals(0, terminal.ask(api, decision, "robots", "--reason", "say \"why\" – zoë"), terminal::err);

        assertEquals("""
                robots answers from now on, by robots-apart@ba9876543210
                correction 2: 1,234 days of repositories changed, 48,597 downloads before, 46,644 now
                """, terminal.out());
        assertEquals(
                JSON.createObjectNode().put("reason", "say \"why\" – zoë"),
                JSON.readTree(api.asked().get(0).body()));
        assertEquals("application/json", api.asked().get(0).contentType());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "promote robots",
                "demote robots",
                "promote --reason why",
                "promote Robots --reason why",
                "demote a/b --reason why",
                "promote robots mine --reason why",
                "corrections --format csv",
                "corrections mine"
            })
    void refusesWhatThereIsNotWithTheUsageCodeAndAsksNobody(String commandLine) {
        assertEquals(2, terminal.ask(api, commandLine.split(" ")), commandLine);

        assertTrue(terminal.err().startsWith("footfall: "), terminal::err);
        assertEquals(List.of(), api.requests());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | 2 | footfall: no good",
                "403 | 1 | answered 403: no good; 'footfall token --user op --admin' prints an administrator's token",
                "404 | 1 | footfall: there is no state robots at http://",
                "409 | 1 | footfall: no good",
                "503 | 1 | answered 503: no good",
            })
    void saysInTheWordsOfTheApiWhyNot(int status, int code, String sentence) {
        api.on(PROMOTE, status, "{\"detail\":\"no good\"}");

        assertEquals(code, terminal.ask(api, "promote", "robots", "--reason", "why"));

        assertTrue(terminal.err().contains(sentence), terminal::err);
        assertEquals("", terminal.out());
        assertEquals(1, api.requests().size()); // it may have been made
    }

    @Test
    void asksAgainWhatHasNoAnswerJustNow() {
        api.on(CORRECTIONS, 503, "{\"detail\":\"starting\"}").on(CORRECTIONS, 200, "{\"corrections\":[]}");

        assertEquals(0, terminal.ask(api, "corrections"), terminal::err);

        assertEquals(List.of(CORRECTIONS, CORRECTIONS), api.requests());
        assertTrue(terminal.err().contains(" answers 503: retrying for 10 seconds"), terminal::err);
    }

    @Test
    void showsTheCorrections() {
        api.on(CORRECTIONS, 200, "{\"corrections\":[" + CORRECTION + "]}");

        assertEquals(0, terminal.ask(api, "corrections"), terminal::err);

        assertEquals("""
                number  at                    rules                       first day    last day  before   after  reason
                     2  2026-11-20T12:00:00Z  robots-apart@ba9876543210  2026-10-01  2026-11-20  48,597  46,644  crawlers are not counted
                """, terminal.out());
    }

    @Test
    void showsTheCorrectionsOfTheApiAsJson() throws IOException {
        String json = "{\"corrections\":[" + CORRECTION + "]}";
        api.on(CORRECTIONS, 200, json);

        assertEquals(0, terminal.ask(api, "corrections", "--format", "json"), terminal::err);

        assertEquals(JSON.readTree(json), JSON.readTree(terminal.out()));
    }

    @Test
    void saysThatNothingWasCorrected() {
        api.on(CORRECTIONS, 200, "{\"corrections\":[]}");

        assertEquals(0, terminal.ask(api, "corrections"), terminal::err);

        assertEquals("no number was corrected\n", terminal.out());
    }

    @Test
    void showsControlCharactersOfReasonsAndSendsThemNot() {
        String evil = CORRECTION.replace("crawlers", "a\\u001b[31m\\u202e");
        api.on(CORRECTIONS, 200, "{\"corrections\":[" + evil + "]}");

        assertEquals(0, terminal.ask(api, "corrections"), terminal::err);

        assertTrue(terminal.out().contains("a\\u001b[31m\\u202e are not counted"), terminal::out);
        assertTrue(terminal.out().chars().noneMatch(c -> c == '\u001b' || c == '\u202e'), terminal::out);
    }
}
