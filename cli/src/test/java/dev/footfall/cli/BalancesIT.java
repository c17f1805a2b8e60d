package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports of what another system counted, by {@code balances}, into a process with a day that it counted itself. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BalancesIT {
    private static final LocalDate COUNTED = LocalDate.parse("2026-10-05");
    private static final String STATS = "/models/acme/heron/stats?fields=balances";
    private static final String ALONE = "{\"downloads\":1,\"likes\":0,\"balances\":[]}";

    @TempDir
    private Path directory;

    private Standalone house;
    private Terminal last = new Terminal();

    @BeforeEach
    void countADay() throws IOException {
        house = start();
        Path log = Files.writeString(
                directory.resolve("access.log"),
                "203.0.113.7 - - [05/Oct/2026:10:00:00 +0000] \"GET /acme/heron/resolve/main/w.safetensors HTTP/1.1\" 200 9"
                        + " \"-\" \"curl/8.11.0\"\n");
        assertEquals(0, execute("import", log.toString(), "--source", "files-1"), () -> last.err());
        awaitStats(ALONE);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    @Test
    void refusesTheFirstReadingOfACounterThatCoversACountedDay() throws IOException {
        Path file = readings("2026-10-08,40", "2026-10-15,52");
        String overlap = "model/acme/heron  2026-10-05        1  releases (before 2026-10-09)       40";

        assertEquals(1, execute("balances", "check", file.toString(), "--origin", "releases", "--lifetime"));
        assertTrue(last.out().contains(overlap), last::out);
        assertEquals(1, execute("balances", "import", file.toString(), "--origin", "releases", "--lifetime"));
        assertTrue(last.out().contains(overlap), last::out);
        assertTrue(last.err().contains("--replace-before DAY says from which day on"), last::err);
        awaitStats(ALONE);

        String[] before = {"--lifetime", "--replace-before", "2026-10-10"};
        assertEquals(0, execute(importing(file, before)), () -> last.err());
        awaitStats("{\"downloads\":40,\"likes\":0,\"balances\":[{\"origin\":\"releases\",\"downloads\":40,"
                + "\"until\":\"2026-10-08\"}]}");
    }

    @Test
    void takesReadingsOfDaysThatWereNotCountedAndRefusesOneThatWas() throws IOException {
        Path first = readings("2026-10-03,40");
        assertEquals(0, execute(importing(first, "--lifetime")), () -> last.err());
        assertEquals(0, execute(importing(readings("2026-10-03,40", "2026-10-04,45"), "--lifetime")), () -> last.err());

        assertEquals(1, execute(importing(readings("2026-10-04,45", "2026-10-05,47"), "--lifetime")));
        assertTrue(last.out().contains("2026-10-05        1  releases        2"), last::out);

        awaitStats("{\"downloads\":46,\"likes\":0,\"balances\":[{\"origin\":\"releases\",\"downloads\":45,"
                + "\"until\":\"2026-10-04\"}]}");
    }

    @Test
    void takesThousandsOfDaysInOneTransactionAndKeepsThem() throws IOException {
        LocalDate day = COUNTED.minusDays(3_001);
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "model,acme/heron," + day.plusDays(i) + "," + (i + 1))
                .collect(Collectors.joining("\n", "repo_type,repo,date,downloads\n", "\n"));
        Path file = Files.writeString(directory.resolve("days.csv"), rows);

        assertEquals(0, execute(importing(file)), () -> last.err());

        assertEquals("3,000 balances of 1 repository, 4,501,500 downloads from releases\n", last.out());
        String all = "{\"downloads\":4501501,\"likes\":0,\"balances\":[{\"origin\":\"releases\",\"downloads\":4501500,"
                + "\"until\":\"2026-10-03\"}]}";
        awaitStats(all);
        house.close();
        house = start();
        awaitStats(all);
        assertEquals(0, execute(importing(file)));
        assertEquals("all 3,000 balances are already known\n", last.out());
    }

    private Path readings(String... rows) throws IOException {
        return Files.writeString(
                directory.resolve("readings.csv"),
                "repo_type,repo,date,downloads\nmodel,acme/heron," + String.join("\nmodel,acme/heron,", rows) + "\n");
    }

    private static String[] importing(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("balances", "import", file.toString(), "--origin", "releases"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private int execute(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", house.broker().bootstrapServers()));
        all.addAll(List.of("--data-dir", directory.resolve("data").toString()));
        if (words[0].equals("balances")) all.addAll(List.of("--endpoint", endpoint()));
        last = new Terminal();
        return last.execute(all.toArray(String[]::new));
    }

    private String endpoint() {
        return "http://127.0.0.1:" + house.query().port();
    }

    private void awaitStats(String expected) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(endpoint() + STATS)).build();
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .untilAsserted(() -> assertEquals(
                        expected,
                        PatientHttp.send(request, HttpResponse.BodyHandlers.ofString())
                                .body()));
    }

    private Standalone start() {
        Map<String, String> values = Map.of(
                "data.dir",
                directory.resolve("data").toString(),
                "kafka.port",
                "0",
                "query.port",
                "0",
                "ingest.port",
                "0");
        return Standalone.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }
}
