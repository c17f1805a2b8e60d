package dev.footfall.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.Unchecked;
import dev.footfall.standalone.settings.Settings;
import dev.footfall.web.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a running API. */
@Tag("slow")
class AskingTest {
    private static final String DAYS_AS_CSV =
            "date,downloads,authenticated,anonymous,files\r\n2026-01-01,5,2,3,9\r\n2026-01-02,70,0,70,71\r\n";
    private static final Map<String, String> ANSWERS = Map.of(
            "/models/acme/rocket/stats",
            "{\"downloads\":12,\"likes\":3}",
            "/models/acme/sounding-rocket/stats",
            "301 /models/acme/rocket/stats",
            "/models/acme/rocket/stats/recent?days=2",
            "{\"stats\":[{\"date\":\"2026-01-01\",\"downloads\":5,\"authenticated\":2,\"anonymous\":3,\"files\":9},"
                    + "{\"date\":\"2026-01-02\",\"downloads\":70,\"authenticated\":0,\"anonymous\":70,\"files\":71}],"
                    + "\"period\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\",\"days\":2}}",
            "/models/acme/rocket/stats/recent?days=2&format=csv",
            DAYS_AS_CSV,
            "/v1/daily?format=csv&from=2026-01-01&to=2026-01-02&repo_type=model",
            "type,id,date\r\nmodel,acme/rocket,2026-01-01\r\n",
            "/trending?repo_type=model&days=7&limit=20",
            "{\"trending\":[{\"id\":\"acme/rocket\",\"type\":\"model\",\"downloads\":75,\"likes\":3,"
                    + "\"recent_downloads\":70,\"private\":true}],\"period\":{}}",
            "/trending?repo_type=model&days=7&limit=20&classes=tool%2Cci",
            "{\"trending\":[],\"period\":{}}");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi(ANSWERS);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void showsTotalsAsATable() {
        assertEquals(0, ask("stats", "get", "model", "acme/rocket"));

        assertEquals("downloads  likes\n       12      3\n", out.toString());
    }

    @Test
    void followsARepositoryToItsNewNameAndSaysIt() {
        assertEquals(0, ask("stats", "get", "model", "acme/sounding-rocket", "--token", "secret"));

        assertEquals("downloads  likes\n       12      3\n", out.toString());
        assertEquals("footfall: the repository is called acme/rocket now\n", err.toString());
        assertEquals(List.of("Bearer secret", "Bearer secret"), api.tokens());
    }

    @Test
    void followsARepositoryBelowApi() throws IOException {
        Map<String, String> below = Map.of(
                "/api/models/acme/old/stats", "301 /api/models/acme/new/stats",
                "/api/models/acme/new/stats", "{\"downloads\":12,\"likes\":3}");
        try (var other = new FakeApi(below)) {
            assertEquals(0, execute("stats", "get", "model", "acme/old", "--endpoint", other.endpoint() + "/api"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/models/a/b/stats", "//example.org/models/a/b", "/a b", ""})
    void followsNobodyElsewhere(String location) throws IOException {
        try (var other = new FakeApi(Map.of("/models/acme/rocket/stats", "301 " + location))) {
            api.close();
            api = other;

            assertEquals(1, ask("stats", "get", "model", "acme/rocket", "--token", "secret"));

            assertEquals(1, other.tokens().size());
            assertOneLine(other.endpoint() + " answered 301 and names " + location + ": is --endpoint");
        }
    }

    @Test
    void takesNoPageForNumbers() throws IOException {
        Path file = Files.writeString(directory.resolve("rocket.csv"), "old");
        try (var other = new FakeApi(
                Map.of("/models/acme/rocket/stats/recent?days=2&format=csv", "<html>Please sign in</html>"))) {
            api.close();
            api = other;

            assertEquals(1, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", file.toString()));

            assertOneLine(other.endpoint() + " answered 200 with a page: is --endpoint the address of a Footfall API?");
            assertEquals("old", Files.readString(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats get model acme/rocket",
                "stats recent model acme/rocket",
                "stats recent model acme/rocket --format json",
                "stats sources model acme/rocket",
                "stats user alice",
                "trending",
                "unused --since 2026-01-01",
                "corrections",
                "gaps list",
                "whatif",
                "states",
                "diff robots --max-change 5%",
                "diff robots --by agent"
            })
    void takesNoOtherJsonForNumbers(String command) throws IOException {
        for (String answer : List.of("{\"error\":\"no such route\"}", "[]", "null")) {
            err.getBuffer().setLength(0);
            try (var other = new ScriptedApi().onAny(200, answer)) {
                assertEquals(1, execute(with(command.split(" "), "--endpoint", other.endpoint())), out::toString);

                assertOneLine(other.endpoint() + " answered without \"");
                assertTrue(err.toString().contains("\": " + answer + ": is --endpoint"), err::toString);
                assertEquals("", out.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stats export --all --format ndjson --output FILE",
                "stats export model acme/rocket --output FILE",
                "stats recent model acme/rocket --format csv",
                "export rows --from 2026-01-01 --to 2026-01-02 --out FILE"
            })
    void takesNoJsonForATable(String command) throws IOException {
        Path file = directory.resolve("table.csv");
        try (var other = new ScriptedApi().onAny(200, "{\"error\":\"no such route\"}")) {
            String[] words = command.replace("FILE", file.toString()).split(" ");
            assertEquals(1, execute(with(words, "--endpoint", other.endpoint())), out::toString);

            assertOneLine(other.endpoint() + " answered 200 with JSON instead of a table: is --endpoint");
            assertEquals("", out.toString());
            assertFalse(Files.exists(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"downloads\":"})
    void givesUpAnAnswerThatStalls(String part) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n";
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hurried = new ApiClient.Asker(false, Duration.ofMillis(500));
            var client =
                    new ApiClient("http://127.0.0.1:" + server.getLocalPort(), Optional.empty(), hurried, notice -> {});
            CompletableFuture<Socket> stalled = CompletableFuture.supplyAsync(() -> Unchecked.io(() -> {
                Socket asking = server.accept();
                asking.getOutputStream().write((head + part).getBytes(US_ASCII));
                return asking;
            }));

            IllegalStateException fault = assertThrows(
                    IllegalStateException.class,
                    () -> assertTimeoutPreemptively(Duration.ofMinutes(1), () -> client.text("/trending", "trending")));

            assertTrue(fault.toString().contains("was cut short"), fault::toString);
            stalled.join().close();
        }
    }

    @Test
    void exportsDaysAsCsvIntoAFile() throws IOException {
        Path file = directory.resolve("rocket.csv");

        assertEquals(0, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", file.toString()));

        assertEquals(DAYS_AS_CSV, Files.readString(file));
        assertEquals("wrote " + file + "\n", out.toString());
    }

    @Test
    void findsAnApiWhosePortWasMoved() throws IOException {
        String port = "query.port=" + api.endpoint().replaceFirst(".*:", "");
        Path config = Files.writeString(directory.resolve("footfall.properties"), port + "\n");

        assertEquals(0, execute("trending", "--set", port), err::toString);
        assertEquals(0, execute("stats", "get", "model", "acme/rocket", "--config", config.toString()), err::toString);
        assertEquals(
                0,
                execute("stats", "export", "model", "acme/rocket", "--days", "2", "--set", port, "--format", "csv"),
                err::toString);

        Path balances = Files.writeString(
                directory.resolve("old.csv"),
                "repo_type,repo,origin,date,downloads\nmodel,acme/rocket,oldhub,2020-01-01,7\n");
        execute("balances", "check", balances.toString(), "--set", port);
        assertTrue(err.toString().contains("no export of days at " + api.endpoint()), err::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "28080, 127.0.0.1, http://127.0.0.1:28080",
        "38180, 127.0.0.1, http://127.0.0.1:38180",
        "38180, 0.0.0.0, http://127.0.0.1:38180",
        "38180, ::, http://[::1]:38180",
        "38180, 10.0.0.7, http://10.0.0.7:38180",
        "38180, hub.example.org, http://hub.example.org:38180",
        "0, 127.0.0.1, http://127.0.0.1:28080"
    })
    void asksTheAddressOnWhichTheApiListens(String port, String host, String address) {
        Map<String, String> given = Map.of("query.port", port, "query.host", host);

        assertEquals(address, EndpointOptions.address(Settings.read(null, Map.of(), given)));
    }

    @Test
    void asksTheEndpointThatIsGivenWhateverThePort() {
        Map<String, String> given = Map.of("query.port", "38180", "endpoint", "http://127.0.0.1:28080");

        assertEquals("http://127.0.0.1:28080", EndpointOptions.address(Settings.read(null, Map.of(), given)));
    }

    @Test
    void showsDaysAsATableWithBars() {
        assertEquals(0, ask("stats", "recent", "model", "acme/rocket", "--days", "2"));

        assertEquals(
                "      date  downloads  authenticated  anonymous  files\n"
                        + "2026-01-01          5              2          3      9  ##\n"
                        + "2026-01-02         70              0         70     71  " + "#".repeat(30) + "\n",
                out.toString());
    }

    @Test
    void exportsEverythingIntoAFileOrToStandardOutput() throws IOException {
        Path file = directory.resolve("all.csv");
        String[] all = {"stats", "export", "--all", "--type", "model", "--from", "2026-01-01", "--to", "2026-01-02"};

        assertEquals(0, ask(with(all, "--output", file.toString())));
        assertEquals(0, ask(all));

        assertEquals("type,id,date\r\nmodel,acme/rocket,2026-01-01\r\n", Files.readString(file));
        assertEquals("wrote " + file + "\n" + Files.readString(file), out.toString());
    }

    @Test
    void leavesNoHalfFileWhenTheAnswerBreaksOff() throws IOException {
        Path file = directory.resolve("all.ndjson");

        assertEquals(1, ask("stats", "export", "--all", "--format", "ndjson", "--output", file.toString()));

        assertOneLine("the answer of http://127.0.0.1:");
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void keepsTheOldFileWhenTheAnswerBreaksOff() throws IOException {
        Path file = Files.writeString(directory.resolve("all.ndjson"), "old");

        assertEquals(1, ask("stats", "export", "--all", "--format", "ndjson", "--output", file.toString()));

        assertEquals("old", Files.readString(file));
    }

    @Test
    void keepsThePermissionsOfAFileThatItReplaces() throws IOException {
        Path file = Files.writeString(directory.resolve("rocket.csv"), "old");
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, permissions);

        assertEquals(0, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", file.toString()));

        assertEquals(DAYS_AS_CSV, Files.readString(file));
        assertEquals(permissions, Files.getPosixFilePermissions(file));
    }

    @Test
    void writesThroughALinkAndIntoADeviceButNotOverADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("rocket.csv"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path place = Files.createDirectory(directory.resolve("place"));
        Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/null"));

        assertEquals(0, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", link.toString()));
        assertEquals(0, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", device.toString()));
        assertEquals("", err.toString());
        assertEquals(1, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", place.toString()));

        assertEquals(DAYS_AS_CSV, Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.isSymbolicLink(device));
        assertTrue(Files.isDirectory(place));
        assertOneLine(place + " cannot be written: ");
    }

    @Test
    void writesTheNameOfAPublisherInAnyScript() throws IOException {
        String day = "{\"type\":\"dataset\",\"id\":\"a/b\",\"date\":\"2026-01-01\",\"downloads\":1,\"files\":1,"
                + "\"access_method\":\"regular\"}\n";
        String[] report = {
            "stats", "export", "--all", "--from", "2026-01-01", "--to", "2026-01-02", "--format", "sushi-rd1"
        };
        String path = "/v1/daily?format=ndjson&from=2026-01-01&to=2026-01-02&repo_type=dataset&by=access";
        try (var other = new FakeApi(Map.of("/ready", "{\"rules\":\"counter@1\"}", path, day))) {
            api.close();
            api = other;

            assertEquals(0, ask(with(report, "--publisher", "Université 東京")), err::toString);

            JsonNode dataset =
                    Json.MAPPER.readTree(out.toString()).path("report-datasets").path(0);
            assertEquals("Université 東京", dataset.path("publisher").asText());
        }
    }

    @Test
    void showsManyRowsWithoutComparingEachWithAll() {
        List<List<String>> rows = Collections.nCopies(100_000, List.of("acme/rocket", "2026-01-01", "5", "70", "-3"));

        String table = assertTimeoutPreemptively(Duration.ofMinutes(2), () -> TextTable.aligned(rows));

        assertEquals(rows.size(), table.lines().count());
    }

    @Test
    void sendsTheTokenThatItIsGiven() {
        assertEquals(0, ask("stats", "get", "model", "acme/rocket", "--token", "a.b.c"));
        assertEquals(0, ask("stats", "get", "model", "acme/rocket"));

        assertEquals(List.of("Bearer a.b.c", "null"), api.tokens());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trending --format xml",
                "stats get model acme/rocket --format ndjson",
                "stats recent model acme/rocket --days 3 --from 2026-01-01 --to 2026-01-02",
                "stats recent model acme/rocket --from 2026-01-01",
                "stats get modell acme/rocket",
                "stats clients acme/rocket",
                "stats clients model acme/rocket --days 3 --to 2026-01-02",
                "stats user",
                "unused --since 2147483647y",
                "unused --by {file}",
                "gaps list --from 2026-11-{01} --to 2026-11-30",
                "stats user alice --by month",
                "stats get model rocket",
                "stats get model",
                "stats export",
                "stats export model",
                "stats export model acme/rocket --format ndjson",
                "stats export model acme/rocket --type model",
                "stats export --all --format json",
                "stats export --all --format sushi-rd1",
                "stats export model acme/rocket --format sushi-rd1",
                "stats export --all --days 3",
                "stats export --all --type any",
                "stats export --all model acme/rocket",
                "trending --type any",
                "trending --limit 500"
            })
    void refusesWhatThereIsNotWithTheUsageCode(String commandLine) {
        assertEquals(2, ask(commandLine.split(" ")), commandLine);

        assertTrue(err.toString().startsWith("footfall: "), err::toString);
        assertTrue(err.toString().contains("--help"), err::toString);
    }

    @Test
    void showsARankingAsATableAsJsonAndAsCsv() {
        assertEquals(0, ask("trending"));
        assertEquals("""
                id           recent_downloads  downloads  likes  private
                acme/rocket                70         75      3  true
                """, out.toString());

        assertEquals(0, ask("trending", "--format", "json"));
        assertTrue(out.toString().contains("\"recent_downloads\" : 70"), out::toString);
    }

    @Test
    void ranksByTheDownloadsOfSomeClasses() {
        assertEquals(0, ask("trending", "--classes", "tool,ci"));

        assertEquals("id  recent_downloads  downloads  likes  private\n", out.toString());
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void saysInOneSentenceThatARepositoryIsUnknown() {
        assertEquals(1, ask("stats", "get", "model", "acme/submarine"));

        assertOneLine("there is no model acme/submarine");
    }

    @Test
    void saysInOneSentenceThatNoApiAnswers() {
        stopApi();

        assertEquals(1, ask("trending"));

        assertOneLine("no API answers at http://127.0.0.1:");
    }

    /** A certificate that this machine does not trust, for instance; here a server without TLS. */
    @Test
    void saysWhyTlsFailed() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerInPlainText(server)).start();
            String endpoint = "https://127.0.0.1:" + server.getLocalPort();

            assertEquals(1, execute("trending", "--endpoint", endpoint));

            assertOneLine("no API answers at " + endpoint + " (");
            assertTrue(err.toString().contains("SSL message"), err::toString);
        }
    }

    /** On each connection: if one fails in the moment in which it is made, Java's client tries a second. */
    private static void answerInPlainText(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // the client is gone, or the server closed
            }
        }
    }

    private int ask(String... arguments) {
        return execute(with(arguments, "--endpoint", api.endpoint()));
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void assertOneLine(String start) {
        assertTrue(err.toString().startsWith("footfall: " + start), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
