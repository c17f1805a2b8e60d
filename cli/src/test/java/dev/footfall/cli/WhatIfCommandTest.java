package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.rules.file.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WhatIfCommandTest {
    private static final String STATES = "GET /v1/whatif";
    private static final String COUNT = "POST /v1/whatif/mine/count";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

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
    void listsTheStatesAndHowFarEachIs() {
        api.on(STATES, 200, states(row("mine", 12_345, 67, "the stores are not open")));

        assertEquals(0, ask("whatif"), terminal::err);

        assertEquals("""
                state  rules                 answers  level    counted  left     done
                main   default@0123456789ab  yes      12/12  1,234,567     0  100.0 %
                mine   mine@ba9876543210     no       11/12     12,345    67   99.4 %  the stores are not open
                """, terminal.out());
    }

    @Test
    void listsThemByACommandOfItsOwnToo() {
        api.on(STATES, 200, states(row("mine", 0, 0, "the stores are not open")));

        assertEquals(0, ask("states"), terminal::err);

        assertTrue(
                terminal.out().contains("\nmine   mine@ba9876543210     no       11/12          0     0  -  "),
                terminal::out);
        assertEquals(0, ask("states --format json"), terminal::err);
        assertTrue(terminal.out().contains("\"level\" : 11"), terminal::out);
    }

    @Test
    void sendsRulesWithTheListsThatTheyNameAndTheSettingsOverThem() throws IOException {
        Files.writeString(directory.resolve("robots.json"), "[{\"pattern\":\"^evil\",\"tags\":[\"seo\"]}]");
        Path file = rules("name: mine\nclients:\n  - {list: robots, file: robots.json, class: robot}\n");
        api.on(COUNT, 200, "{}").on(STATES, 200, states(row("mine", 0, 9, "")));

        assertEquals(0, ask("whatif mine --no-wait --set session.gap=PT10M --rules " + file), terminal::err);

        ScriptedApi.Asked sent = api.asked().get(0);
        assertEquals(List.of(COUNT, STATES), api.requests());
        assertEquals("application/json", sent.contentType());
        JsonNode body = JSON.readTree(sent.body());
        Map<String, String> lists =
                Map.of("robots.json", body.at("/lists/robots.json").asText());
        assertEquals(Files.readString(file), body.path("rules").asText());
        assertEquals(
                RuleFile.read(file).digest(),
                RuleFile.of("sent", body.path("rules").asText(), lists).digest());
        assertEquals(JSON.readTree("{\"session.gap\":\"PT10M\"}"), body.path("set"));
        assertTrue(terminal.out().contains("\nmine   mine@ba9876543210  no "), terminal::out);
    }

    @Test
    void sendsNothingButWhatTheCommandLineChanges() throws IOException {
        api.on(COUNT, 200, "{}").on(STATES, 200, states(row("mine", 0, 9, "")));

        assertEquals(0, ask("whatif mine --no-wait --set projections=none"), terminal::err);

        assertEquals(
                JSON.readTree("{\"set\":{\"projections\":\"none\"}}"),
                JSON.readTree(api.asked().get(0).body()));

        assertEquals(0, ask("whatif mine --no-wait --set projections=none --accept-loss"), terminal::err);

        assertEquals(
                JSON.readTree("{\"set\":{\"projections\":\"none\"},\"accept_loss\":true}"),
                JSON.readTree(api.asked().get(2).body()));
    }

    @Test
    void dropsAState() {
        api.on("POST /v1/whatif/mine/drop", 204, "");

        assertEquals(0, ask("whatif mine --drop"), terminal::err);

        assertEquals("{}", api.asked().get(0).body());
        assertEquals("mine is no longer counted\n", terminal.out());
    }

    @Test
    void findsAMistakeInRulesAsCheckDoesAndAsksNobody() throws IOException {
        Path file = rules("name: mine\nredirects: maybe\n");
        assertEquals(1, terminal.execute("rules", "check", file.toString()));
        String refusal = terminal.err();
        terminal.clear();

        assertEquals(1, ask("whatif mine --rules " + file));

        assertEquals(refusal, terminal.err());
        assertEquals(List.of(), api.requests());
    }

    @Test
    void sendsNoMoreThanTheApiTakes() throws IOException {
        Path file = rules("name: mine\n" + "# a remark\n".repeat(30_000));

        assertEquals(1, ask("whatif mine --rules " + file));

        assertOneLine("the rules and their lists take 360,");
        assertEquals(List.of(), api.requests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whatif --rules default",
                "whatif --set session.gap=PT10M",
                "whatif --drop",
                "whatif mine --drop --rules default",
                "whatif Mine --rules default",
                "whatif a/b --drop",
                "whatif ..",
                "whatif mine yours",
                "whatif mine --set session.gap=PT1S",
                "whatif mine --set session.gab=PT10M",
            })
    void refusesWhatThereIsNotWithTheUsageCodeAndAsksNobody(String commandLine) {
        assertEquals(2, ask(commandLine), commandLine);

        assertTrue(terminal.err().startsWith("footfall: "), terminal::err);
        assertEquals(List.of(), api.requests());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | 2 | footfall: no good",
                "401 | 1 | answered 401: no good; 'footfall token --user op --admin' prints an administrator's token",
                "403 | 1 | answered 403: no good; 'footfall token --user op --admin' prints an administrator's token",
                "404 | 1 | footfall: there is no state mine at http://",
                "409 | 1 | footfall: no good",
                "500 | 1 | answered 500: no good",
            })
    void saysInTheWordsOfTheApiWhyNot(int status, int code, String sentence) {
        api.on(COUNT, status, "{\"code\":\"No\",\"detail\":\"no good\"}");

        assertEquals(code, ask("whatif mine --rules default"));

        assertTrue(terminal.err().contains(sentence), terminal::err);
        assertEquals("", terminal.out());
    }

    @Test
    void saysThatNoStateOfTheNameIsCounted() {
        api.on(STATES, 200, states(row("mine", 0, 0, "")));

        assertEquals(1, ask("whatif other"));

        assertOneLine("no state other is counted");
    }

    @Test
    void showsControlCharactersAndSendsThemNot() {
        api.on(STATES, 200, states(row("mi\\u001b[31mne", 1, 0, "\\u202egpj")));

        assertEquals(0, ask("whatif"), terminal::err);

        assertTrue(terminal.out().contains("mi\\u001b[31mne") && terminal.out().contains("\\u202egpj"), terminal::out);
        assertTrue(terminal.out().chars().noneMatch(c -> c == '\u001b' || c == '\u202e'), terminal::out);
    }

    private Path rules(String text) throws IOException {
        return Files.writeString(directory.resolve("mine.yaml"), text);
    }

    static String row(String state, long counted, long left, String detail) {
        return """
                {"state":"%s","rules":"mine@ba9876543210","answers":false,"partitions":12,"level":11,"counted":%d,"left":%d,"detail":"%s"}\
                """.formatted(state, counted, left, detail);
    }

    static String states(String row) {
        return """
                {"states":[{"state":"main","rules":"default@0123456789ab","answers":true,"partitions":12,"level":12,"counted":1234567,"left":0,\
                "detail":""},%s]}""".formatted(row);
    }

    private int ask(String commandLine) {
        return terminal.ask(api, commandLine.split(" "));
    }

    private void assertOneLine(String start) {
        assertTrue(terminal.err().startsWith("footfall: " + start), terminal::err);
        assertEquals(1, terminal.err().lines().count(), terminal::err);
    }
}
