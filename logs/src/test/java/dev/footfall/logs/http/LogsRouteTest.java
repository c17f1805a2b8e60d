package dev.footfall.logs.http;

import static dev.footfall.ingest.http.TestIngest.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.InMemoryPublisher;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.logs.accesslog.AccessLogImport;
import dev.footfall.logs.accesslog.ImportListener;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.logs.client.ProxyTrust;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class LogsRouteTest {
    private static final String COMBINED = "format=combined&source=edge-1";
    private static final String AGENTLESS = "192.0.2.7 - - [20/Nov/2026:04:59:%02d +0000] "
            + "\"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 1200 \"-\" \"-\"\n";

    private final TestIngest ingest = TestLogs.ingest();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void givesTheEventsThatAnImportOfTheSameLinesGives() throws Exception {
        String log = log(2_500, 7);
        List<String> imported = imported(log);

        HttpResponse<String> answer = post(COMBINED, log);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "{\"lines\":2500,\"accepted\":2500,\"not_routed\":0,\"bad_name\":0,\"skipped\":0,\"blank\":0,\"unreadable\":0,\"rejected\":[],\"warnings\":[]}",
                answer.body());
        assertEquals(imported, ids(ingest.publisher.events()));
        assertEquals("edge-1", ingest.publisher.events().get(0).details().source());
    }

    @Test
    void givesTheSameIdsPackedInAnyWayAndSentAgain() throws Exception {
        byte[] log = log(40, 3).getBytes(StandardCharsets.UTF_8);
        post(COMBINED, new String(log, StandardCharsets.UTF_8));
        var first = new HashSet<>(ids(ingest.publisher.events()));

        HttpResponse<String> gzip = ingest.send(request(COMBINED, gzip(log)).header("Content-Encoding", "gzip"));
        HttpResponse<String> zstd =
                ingest.send(request(COMBINED, Zstd.compress(log)).header("Content-Encoding", "zstd"));

        assertEquals(200, gzip.statusCode(), gzip.body());
        assertEquals(200, zstd.statusCode(), zstd.body());
        assertEquals(120, ingest.publisher.events().size());
        assertEquals(first, new HashSet<>(ids(ingest.publisher.events())));
    }

    @Test
    void tellsEqualLinesOfOneRequestApart() throws Exception {
        post(COMBINED, line(1) + line(1));

        assertEquals(2, new HashSet<>(ids(ingest.publisher.events())).size());
    }

    @Test
    void keepsWhatCannotBeReadAndSaysWhereItIs() throws Exception {
        HttpResponse<String> answer = post(COMBINED, line(1) + "192.0.2.7 - - [20/Nov/2026:04:59 +0000] \"GET\n\n");

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"lines\":3,\"accepted\":1,"), answer.body());
        assertTrue(answer.body().contains("\"blank\":1,\"unreadable\":1,\"rejected\":[{\"line\":2,"), answer.body());
        RejectedEvent.FromLine origin =
                (RejectedEvent.FromLine) ingest.publisher.rejected().get(0).origin();
        assertEquals("edge-1", origin.source());
        assertEquals(2, origin.number());
    }

    @Test
    void keepsAThousandUnreadableLinesOfABodyAndCountsAll() throws Exception {
        HttpResponse<String> answer = post(COMBINED, line(1) + "x\n".repeat(20_000));

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"lines\":20001,\"accepted\":1,"), answer.body());
        assertTrue(answer.body().contains("\"unreadable\":20000,"), answer.body());
        assertEquals(1_000, ingest.publisher.rejected().size());
    }

    @Test
    void unpacksAGzipOfManyEmptyMembers() throws Exception {
        var packed = new ByteArrayOutputStream();
        byte[] empty = gzip(new byte[0]);
        for (int i = 0; i < 20_000; i++) packed.write(empty);
        packed.write(gzip(line(1).getBytes(StandardCharsets.UTF_8)));

        HttpResponse<String> answer =
                ingest.send(request(COMBINED, packed.toByteArray()).header("Content-Encoding", "gzip"));

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(1, ingest.publisher.events().size());
    }

    @Test
    void refusesALogInAnotherFormatAndWritesNothing() throws Exception {
        HttpResponse<String> answer = post("format=s3&source=edge-1", log(30, 1));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("none of the first lines can be read: line 1: "), answer.body());
        assertEquals(List.of(), ingest.publisher.events());
        assertEquals(List.of(), ingest.publisher.rejected());
        assertEquals(
                1,
                ingest.metrics
                        .get("footfall.ingest.logs")
                        .tag("source", "edge-1")
                        .tag("outcome", "refused")
                        .counter()
                        .count());
    }

    @Test
    void refusesALogThatLostItsAgentsUnlessThatIsSaid() throws Exception {
        String log = IntStream.range(0, 20).mapToObj(AGENTLESS::formatted).collect(Collectors.joining());

        HttpResponse<String> refused = post(COMBINED, log);
        HttpResponse<String> taken = post(COMBINED + "&allow-no-agent=true", log);
        HttpResponse<String> few = post(COMBINED, AGENTLESS.formatted(30));

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("none of the first 20 requests has an agent"), refused.body());
        assertEquals(200, taken.statusCode());
        assertEquals(200, few.statusCode());
        assertEquals(
                21,
                ingest.metrics
                        .get("footfall.ingest.log.lines.without.agent")
                        .counter()
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source=a                                | format | is not one of combined, ndjson",
                "format=combined                         | source | 1 to 256 characters, not 0",
                "format=nope&source=a                    | format | is not one of",
                "format=file:/etc/passwd&source=a        | format | declarations in files are allowed only in the commands",
                "format=haproxy&source=a                 | zone   | have no offset",
                "format=haproxy&source=a&zone=Mars       | zone   | must be a zone, such as Europe/Berlin",
                "format=combined&source=a%0Ab            | source | must not have control characters",
                "format=combined&source=a%00b            | source | must not have control characters",
                "format=combined&source=a&source=b       | source | occurs more than once",
                "format=combined&source=a&route=x        | route  | ''",
                "format=combined&source=a&route=/%7Bname:a%7D=model:x/%7Bname%7D | route | so they are allowed only in the setting routes",
                "format=combined&source=a&allow-no-agent=1 | allow-no-agent | must be true or false",
                "format=combined&source=a&fromat=x       | fromat | no such parameter"
            })
    void namesAParameterThatCannotBe(String query, String field, String error) throws Exception {
        HttpResponse<String> answer = post(query, line(1));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"BadField\""), answer.body());
        assertTrue(answer.body().contains("\"field\":\"" + field + "\""), answer.body());
        assertTrue(answer.body().contains(error), answer.body());
        assertEquals(List.of(), ingest.publisher.events());
    }

    @Test
    void refusesAPatternThatWouldTakeLongToLookFor() throws Exception {
        String literal = "-".repeat(257);
        HttpResponse<String> one = post("source=a&format=nginx:$remote_addr" + literal + "b$request", line(1));
        HttpResponse<String> many = post("source=a&format=nginx:" + "$remote_addr%20-----------".repeat(200), line(1));
        HttpResponse<String> blank =
                post("source=a&format=nginx:log_format+x+$msec" + "+".repeat(3_000) + "y", line(1));

        assertEquals(400, one.statusCode());
        assertTrue(one.body().contains("has 258 characters in a row without a field"), one.body());
        assertEquals(400, many.statusCode());
        assertTrue(many.body().contains("a pattern has at most 4096 characters, not 4"), many.body());
        assertEquals(400, blank.statusCode());
        assertTrue(blank.body().contains("has 3001 characters in a row"), blank.body());
    }

    @Test
    void takesRoutesAndTheServersOwnStringAsTheCommandDoes() throws Exception {
        String format = URLEncoder.encode(
                "nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent \"$http_user_agent\"",
                StandardCharsets.UTF_8);
        String route = URLEncoder.encode("/downloads/{name}=dataset:elastic/{name}", StandardCharsets.UTF_8);

        HttpResponse<String> answer = post(
                "format=" + format + "&source=a&route=" + route,
                "192.0.2.7 [2026-11-20T04:59:54+00:00] \"GET /downloads/beats HTTP/1.1\" 200 7 \"curl/8\"\n");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "dataset/elastic/beats", ingest.publisher.events().get(0).repo().toString());
    }

    @Test
    void knowsTheConfiguredRoutes() throws Exception {
        var config = new LogFeedConfig(
                RouteSettings.of(List.of("/get/{name:[a-z]+}=dataset:elastic/{name}")),
                List.of(),
                ProxyTrust.UNSET,
                Optional.empty());
        String log = line(1).replaceFirst("/org.*main", "/get/beats").replace("/f.bin", "")
                + line(1).replaceFirst("/org.*main", "/get/BEATS").replace("/f.bin", "");
        try (var configured = TestIngest.with(wiring -> TestLogs.feed(config, wiring))) {
            var request = HttpRequest.newBuilder(configured.uri("/v1/logs?" + COMBINED))
                    .POST(BodyPublishers.ofString(log));

            String answer = configured.send(request).body();

            assertTrue(answer.startsWith("{\"lines\":2,\"accepted\":1,\"not_routed\":1,\"bad_name\":0,"), answer);
            assertEquals(
                    "dataset/elastic/beats",
                    configured.publisher.events().get(0).repo().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"``, \\n", "``, \\r\\n", "``, ``", "` `, \\n", "` `, ``"})
    void takesLinesOutOfTheObjectsOfAShipper(String rest, String end) throws Exception {
        String line = line(1).strip() + rest;

        HttpResponse<String> answer = post(
                COMBINED + "&line=log",
                "{\"date\":1795150794.1,\"meta\":{\"log\":\"not this\"},\"log\":\"" + line.replace("\"", "\\\"") + end
                        + "\"}\n{\"message\":\"x\"}\n");

        assertEquals(200, answer.statusCode());
        post(COMBINED, line + "\n");
        assertEquals(1, new HashSet<>(ids(ingest.publisher.events())).size());
        assertTrue(answer.body().contains("must be an object with the text \\\"log\\\""), answer.body());
    }

    /** As Fluent Bit's {@code json_stream} and {@code json}, and some scripts, send them. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, ``, ``",
                "``, ` `, ``",
                "``, `,`, ``",
                "``, \\t, ``",
                "``, \\r, ``",
                "``, \\r\\n, ``",
                "``, \\36, ``",
                "[, `,`, ]",
                "`[\\n`, `,\\n`, `\\n]\\n`",
                "`[ `, ` , `, ` ],`"
            })
    void takesLinesOutOfObjectsHoweverTheyAreJoined(String open, String between, String close) throws Exception {
        List<String> objects =
                IntStream.range(1, 4).mapToObj(i -> object(line(i).strip())).toList();

        String body =
                open.translateEscapes() + String.join(between.translateEscapes(), objects) + close.translateEscapes();

        HttpResponse<String> answer = post(COMBINED + "&line=log", body);

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("{\"lines\":3,\"accepted\":3,"), answer.body());
        assertEquals(imported(line(1) + line(2) + line(3)), ids(ingest.publisher.events()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r\\n"})
    void takesEachLineOutOfATextThatHasSeveral(String end) throws Exception {
        HttpResponse<String> answer = post(
                COMBINED + "&line=log",
                object(line(1).strip() + end + line(1).strip() + end) + object(line(2).strip()));

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("{\"lines\":3,\"accepted\":3,"), answer.body());
        assertEquals(imported(line(1) + line(1) + line(2)), ids(ingest.publisher.events()));
    }

    @Test
    void takesALineOutOfAnObjectOfSeveralLinesAndOfMoreObjectsThanALineHasRoomFor() throws Exception {
        String spread = object(line(1).strip()).replace(", ", ",\n  ");
        String rest =
                IntStream.range(0, 9_000).mapToObj(i -> object(line(i).strip())).collect(Collectors.joining());

        HttpResponse<String> answer = post(COMBINED + "&line=log", spread + "\n" + rest);

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("{\"lines\":9001,\"accepted\":9001,"), answer.body());
    }

    /** Else one of the two would be lost, and the sender told that all is well. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "` garbage`| must be an object with the text",
                "`7`| must be an object with the text",
                "`{\"date\": 1, \"log\": \"x\"`| the object has no end",
                "`{\"date\": 1, \"log\": \"x`| the object has no end",
                "`{\"log\": x}`| must continue as JSON",
                "`, {\"log\": \"x\", \"log\": \"y\"}`| the text \\\"log\\\" is repeated",
            })
    void refusesABodyInWhichSomethingFollowsAnObject(String rest, String reason) throws Exception {
        HttpResponse<String> answer = post(COMBINED + "&line=log", object(line(1).strip()) + rest + "\n" + object("x"));

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("line 1: json: column "), answer.body());
        assertTrue(answer.body().contains(reason), answer.body());
        assertTrue(answer.body().contains("Nothing was written."), answer.body());
        assertEquals(List.of(), ingest.publisher.events());
        assertEquals(List.of(), ingest.publisher.rejected());
    }

    @Test
    void refusesAnArrayThatIsCutOff() throws Exception {
        HttpResponse<String> answer = post(COMBINED + "&line=log", "[" + object(line(1).strip()) + ",\n");

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("line 2: json: column 1: the array has no end"), answer.body());
    }

    /** Each has a line of its own, and is a dead letter: the others are none. */
    @Test
    void takesTheObjectsBetweenLinesThatAreNone() throws Exception {
        String cut = object(line(2).strip());

        HttpResponse<String> answer = post(
                COMBINED + "&line=log",
                cut.substring(0, cut.length() - 1) + "\n" + object(line(1).strip()) + "\n\n{}{\"message\":\"x\"}\nx\n");

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"accepted\":1,"), answer.body());
        assertTrue(answer.body().contains("\"blank\":1,\"unreadable\":4,"), answer.body());
        assertTrue(
                answer.body().contains("{\"line\":1,\"field\":\"json\",\"error\":\"column 1: the object"),
                answer.body());
        assertTrue(
                answer.body().contains("{\"line\":5,\"field\":\"json\",\"error\":\"column 1: must be"), answer.body());
    }

    private static String object(String line) {
        return "{\"date\": 1795150794.1, \"log\": \"" + line.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void takesEventsAsNdjson() throws Exception {
        HttpResponse<String> answer =
                post("format=ndjson&source=a", TestIngest.event("a") + "\n" + TestIngest.event("b") + "\n");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("a", "b"), ids(ingest.publisher.events()));
    }

    @Test
    void passesTheTestOfCloudflaresLogpush() throws Exception {
        HttpResponse<String> answer = ingest.send(request(
                        "format=cloudflare&source=cdn",
                        gzip("{\"content\":\"tests\"}".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip"));

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"skipped\":1"), answer.body());
    }

    @Test
    void keepsNoTextOfALineThatNobodyCanReadWhereUsersHaveIds() throws Exception {
        String log = """
                192.0.2.7 - ann [20/Nov/2026:04:59:54 +0000] "GET /org/m/resolve/main/f HTTP/1.1" 200 7 "-" "x"
                192.0.2.7 - ann [20/Nov/2026:04:59:54 +0000] "GET /u/ann HTTP/1.1" zzz
                """;
        var ids = new UserIds(new InMemorySharedLog<>(UserRegistry.TOPIC, () -> NOW), () -> NOW);
        try (ids;
                var pseudonymous = new TestIngest(ids, TestLogs::feed)) {
            HttpResponse<String> answer =
                    pseudonymous.send(HttpRequest.newBuilder(pseudonymous.uri("/v1/logs?format=combined&source=a"))
                            .POST(BodyPublishers.ofString(log)));

            assertEquals(200, answer.statusCode(), answer.body());
            RejectedEvent rejected = pseudonymous.publisher.rejected().get(0);
            assertEquals(new RejectedEvent.FromLine("a", 2, ""), rejected.origin());
        }
    }

    /** A browser asks nobody before it sends these for a page from anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/logs?format=ndjson&source=page", "/v1/inbound/composer"})
    void takesNothingFromAWebPageWithoutKeys(String path) throws Exception {
        for (String type : new String[] {"text/plain", TestIngest.JSON}) {
            HttpResponse<String> answer = ingest.send(HttpRequest.newBuilder(ingest.uri(path))
                    .header("Origin", "https://example.org")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(TestIngest.event("page"))));

            assertEquals(403, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"code\":\"HostNotAllowed\""), answer.body());
        }
    }

    @Test
    void asksForTheWholeAgainWhenAPartOfItWasNotWritten() throws Exception {
        ingest.publisher.hold();
        var answer = ingest.sendAsync(request(COMBINED, log(1_500, 5).getBytes(StandardCharsets.UTF_8)));
        awaitHeld(1);
        ingest.publisher.decide(new Delivery.Acknowledged());
        awaitHeld(1);
        ingest.publisher.decide(new Delivery.Unacknowledged("no broker"));

        assertEquals(503, answer.get().statusCode());
        assertEquals("1", answer.get().headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void provesToFastlyThatItsServicesMaySend() throws Exception {
        HttpResponse<String> none = ingest.get("/.well-known/fastly/logging/challenge");
        var config = new LogFeedConfig(
                RouteSettings.NONE, List.of("SU1Z0isxPaozGVKXdv0eY", "*"), ProxyTrust.UNSET, Optional.empty());
        String said;
        try (var configured = TestIngest.with(wiring -> TestLogs.feed(config, wiring), "key")) {
            said = configured.get("/.well-known/fastly/logging/challenge").body();
        }

        assertEquals(404, none.statusCode());
        assertEquals("66b01d440c79400570c755aad9d589af5368719067c13fee58710a7198db2de8\n*\n", said);
    }

    private void awaitHeld(int batches) throws InterruptedException {
        while (ingest.publisher.waiting() < batches) Thread.onSpinWait();
    }

    private HttpResponse<String> post(String query, String log) throws Exception {
        return ingest.send(request(query, log.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String query, byte[] body) {
        return HttpRequest.newBuilder(ingest.uri("/v1/logs?" + query)).POST(BodyPublishers.ofByteArray(body));
    }

    private List<String> imported(String log) throws Exception {
        var publisher = new InMemoryPublisher();
        var settings = new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), "edge-1", TestIngest.SECRET);
        new AccessLogImport(settings, publisher, new ImportListener() {})
                .run(List.of(Files.writeString(directory.resolve("access.log"), log)));
        return ids(publisher.events());
    }

    private static List<String> ids(List<DownloadEvent> events) {
        return events.stream().map(DownloadEvent::id).toList();
    }

    /** Lines in any order, some of them twice. */
    private static String log(int lines, long seed) {
        var random = new Random(seed);
        var all = new ArrayList<String>();
        for (int i = 0; i < lines; i++) all.add(line(random.nextInt(lines)));
        Collections.shuffle(all, random);
        return String.join("", all);
    }

    private static String line(int number) {
        return "192.0.2." + number % 250 + " - - [20/Nov/2026:04:"
                + "%02d:%02d".formatted(number / 60 % 60, number % 60) + " +0000] \"GET /org/m" + number
                + "/resolve/main/f.bin HTTP/1.1\" 200 1200 \"-\" \"curl/8.5.0\"\n";
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(plain);
        }
        return packed.toByteArray();
    }
}
