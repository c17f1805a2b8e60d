package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/incidents.md}, run as they stand there, each against a log in which the thing has happened.
 * Afterwards the rows are those of a log in which it has not.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class IncidentsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "a secret of a test has 32 bytes!";
    private static final String ALL_ROWS = "/v1/daily?from=2026-10-01&to=2026-10-31&format=csv";
    private static final Set<String> READS_KAFKA = Set.of("import", "robots");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final IncidentLog LOG = IncidentLog.of(120, 5);

    @TempDir
    private static Path directory;

    private static Standalone house;
    private static String token;
    private static long imported;

    @BeforeAll
    static void start() throws IOException {
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "query.rate-limit", "0",
                        "ingest.port", "0",
                        "auth.jwt-secret", SECRET,
                        "topics.partitions", "2"));
        house = Standalone.start(settings, ConfiguredExtras.all(settings), reason -> fail(reason));
        token = run("token", "--user", "op", "--admin", "--set", "auth.jwt-secret=" + SECRET)
                .strip();
        write("true.log", LOG.lines(path("truth/maps")));
        run(onKafka("import", "true.log", "--source", "truth"));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    /** Forgets the state of a drill, so that there is room for that of the next. */
    @AfterEach
    void forget() throws Exception {
        for (JsonNode state : states()) {
            String name = state.path("state").asText();
            if (name.equals("main")) continue;
            run(asAdministrator("demote", name, "--reason", "the drill is over"));
            run(asAdministrator("whatif", name, "--drop"));
        }
    }

    @Test
    void aLogIsFedTwiceUnderTwoNames() throws Exception {
        write("access.log", LOG.lines(path("acme/maps")));

        List<String> said = drill("A log is fed twice under two names");

        String sources = said.get(2);
        assertTrue(sources.contains("eu-1") && sources.contains("mirror"), sources);
        assertDiff(said.get(4), "withdrawn", LOG.size());
        assertMended("maps", "the log of eu-1 had been fed a second time, as mirror");
    }

    @Test
    @Tag("proof")
    void aRobotHasItsDay() throws Exception {
        IncidentLog crawled = LOG.withCrawler("harvester/0.3", 50, 4_000);
        write("access.log", crawled.lines(path("acme/scans")));

        List<String> said = drill("A robot has its day");

        assertDiff(said.get(3), "class:robot", 4_000);
        assertTrue(said.get(4).contains("harvester/0.3"), said.get(4));
        assertMended("scans", "harvester/0.3 is a crawler");
    }

    @Test
    void aRobotLiesAboutItsAgent() throws Exception {
        List<String> lines = new ArrayList<>(LOG.lines(path("acme/coast")));
        lines.addAll(crawl("203.0.113.9", "coast", 200));
        lines.addAll(crawl("203.0.113.10", "sheet-0", 199)); // 200 are not more than 200
        write("access.log", lines);

        List<String> said = drill("A robot lies about its agent");

        String found = said.get(1);
        assertEquals(
                2,
                found.lines()
                        .filter(line -> line.matches(".* 201 +1 +402  Mozilla/5.0 .*"))
                        .count(),
                found);
        assertEquals(4, found.lines().count(), found);
        assertEquals(2, Files.readAllLines(directory.resolve("robots.txt")).size());
        assertDiff(said.get(3), "class:robot", 2 * 402);
        assertMended("coast", "one visitor took files of over 200 repositories a day");
        assertEquals(2, rows("acme/sheet-7").size());
        String again = run(onKafka("robots", "--repositories", "200", "--list", "robots.txt"));
        assertTrue(again.contains("robots.txt: 0"), again);
        run(onKafka("robots", "--repositories", "1000", "--list", "nobody.txt"));
        assertEquals(0, Files.size(directory.resolve("nobody.txt")));
    }

    /** One visitor on both days: two files of this repository, and of so many sheets. */
    private static List<String> crawl(String address, String repository, int sheets) {
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < 2; day++) {
            for (int sheet = 0; sheet <= sheets; sheet++) {
                Instant time = IncidentLog.START.plus(Duration.ofDays(day)).plusSeconds(3L * sheet);
                String name = sheet == 0 ? repository : "sheet-" + sheet;
                for (int part = 1; part <= 2; part++) {
                    var request = new IncidentLog.Request(time, address, "-", "Mozilla/5.0 (X11; Linux x86_64)", part);
                    lines.add(request.line(path("acme/" + name)));
                }
            }
        }
        return lines;
    }

    @Test
    void aFileServerIsSilent() throws Exception {
        write("access.log", LOG.lines(path("acme/tides")));
        IncidentLog gap = LOG.only(request -> {
            Duration since = Duration.between(IncidentLog.START, request.time());
            return since.toHours() < 6 || since.toHours() >= 12;
        });
        write("gap.log", gap.lines(path("acme/tides")));

        List<String> said = drill("A file server is silent");

        assertNotEquals(said.get(1), said.get(3));
        assertEquals(rows("truth/maps"), rows("acme/tides"));
    }

    @Test
    @Tag("proof")
    void aClockIsAnHourAhead() throws Exception {
        write("ahead.log", LOG.ahead(Duration.ofHours(1)).lines(path("acme/winds")));

        List<String> said = drill("A clock is an hour ahead");

        assertDiff(said.get(4), "withdrawn", LOG.size());
        assertMended("winds", "the clock of eu-2 was an hour ahead on October 5 and 6");
    }

    @Test
    @Tag("proof")
    void aRoutePutsFilesUnderTheWrongRepository() throws Exception {
        write("files.log", LOG.lines("/files/roads"));

        List<String> said = drill("A route puts files under the wrong repository");

        assertDiff(said.get(4), "withdrawn", LOG.size());
        assertMended("roads", "files of acme/roads were counted for acme/tiles in October");
    }

    /** Runs the commands of a section; returns what each of them printed. */
    private static List<String> drill(String section) throws Exception {
        IncidentPage page = IncidentPage.section(section);
        write("mended.yaml", List.of(page.rules()));
        List<String> said = new ArrayList<>();
        for (List<String> command : page.commands()) {
            awaitCounted();
            String[] arguments = command.toArray(String[]::new);
            said.add(run(READS_KAFKA.contains(arguments[0]) ? onKafka(arguments) : asAdministrator(arguments)));
        }
        awaitCounted();
        return said;
    }

    /** Waits until every state has counted all that was imported. */
    private static void awaitCounted() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            for (JsonNode state : states())
                assertEquals(imported, state.path("counted").asLong(), state::toString);
        });
    }

    private static JsonNode states() throws Exception {
        return JSON.readTree(ask("/v1/whatif")).path("states");
    }

    private static void assertDiff(String diff, String reason, int events) {
        String number = "%,d".formatted(events);
        assertTrue(
                diff.lines().anyMatch(line -> line.startsWith(reason) && line.contains(number)),
                () -> reason + " " + number + " is not in " + diff);
    }

    /** Asserts that the rows are the true ones, and that everybody can read why they are others than before. */
    private static void assertMended(String name, String reason) throws Exception {
        assertEquals(rows("truth/maps"), rows("acme/" + name));
        String corrections = run(asAdministrator("corrections"));
        assertTrue(corrections.contains(reason), corrections);
    }

    /** The days of a repository on which something was counted, without its name. */
    private static List<String> rows(String repository) throws Exception {
        List<String> lines = ask(ALL_ROWS).lines().toList();
        return lines.stream()
                .filter(line -> line.contains(repository + ","))
                .map(line -> line.replaceFirst("^.*/[a-z]+,", ""))
                .filter(line -> !line.matches(".*,0,0,0,0"))
                .toList();
    }

    private static String ask(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> response = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return response.body();
    }

    private static String[] onKafka(String... command) {
        return with(command, "--data-dir", house.data().root().toString(), "--bootstrap-servers", bootstrap());
    }

    private static String bootstrap() {
        return house.broker().bootstrapServers();
    }

    private static String[] asAdministrator(String... command) {
        return with(command, "--endpoint", "http://127.0.0.1:" + house.query().port(), "--token", token);
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    /** Runs a command with its files in the directory of this test; returns what it printed. */
    private static String run(String... arguments) throws IOException {
        var terminal = new Terminal();
        String[] here = Stream.of(arguments)
                .map(word -> word.matches(".+\\.(log|yaml|txt)")
                        ? directory.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        assertEquals(0, terminal.execute(here), () -> List.of(arguments) + ": " + terminal.err());
        if (arguments[0].equals("import")) imported += lines(directory.resolve(arguments[1]));
        return terminal.out();
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static String path(String repository) {
        return "/datasets/" + repository + "/resolve/main";
    }

    private static void write(String file, List<String> lines) throws IOException {
        Files.write(directory.resolve(file), lines);
    }
}
