package dev.footfall.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "/models/acme/rocket/stats",
            "{\"downloads\":12,\"likes\":3}",
            "/models/acme/rocket/stats/recent?days=2",
            "{\"stats\":[{\"date\":\"2026-01-01\",\"downloads\":5,\"authenticated\":2,\"anonymous\":3,\"files\":9},"
                    + "{\"date\":\"2026-01-02\",\"downloads\":70,\"authenticated\":0,\"anonymous\":70,\"files\":71}],"
                    + "\"period\":{\"start\":\"2026-01-01\",\"end\":\"2026-01-02\",\"days\":2}}");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer api;

    @BeforeEach
    void startApi() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            String answer = ANSWERS.get(exchange.getRequestURI().toString());
            byte[] body = (answer == null ? "{\"code\":\"RepoNotFound\"}" : answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
    }

    @AfterEach
    void stopApi() {
        api.stop(0);
    }

    @Test
    void showsTotalsAsATable() {
        assertEquals(0, ask("stats", "get", "model", "acme/rocket"));

        assertEquals("downloads  likes\n       12      3\n", out.toString());
    }

    @Test
    void exportsDaysAsCsvIntoAFile() throws IOException {
        Path file = directory.resolve("rocket.csv");

        assertEquals(0, ask("stats", "export", "model", "acme/rocket", "--days", "2", "--output", file.toString()));

        assertEquals(
                "date,downloads,authenticated,anonymous,files\n2026-01-01,5,2,3,9\n2026-01-02,70,0,70,71\n",
                Files.readString(file));
        assertEquals("", out.toString());
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

    @Test
    void saysInOneSentenceThatAKafkaHasNoSuchHost() {
        assertEquals(1, execute("topics", "--bootstrap-servers", "no-such-host.invalid:9092"));

        assertOneLine("Kafka at no-such-host.invalid:9092 cannot be asked: ");
    }

    @Test
    void saysInOneSentenceThatADataDirectoryIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertEquals(1, execute("run", "--data-dir", file.toString()));

        assertOneLine("the data directory " + file + " cannot be used: a file is in its place");
    }

    @Test
    void refusesABadSettingBeforeAnythingStarts() {
        assertEquals(
                1, execute("run", "--data-dir", directory.resolve("data").toString(), "--set", "session.gap=PT1S"));

        assertOneLine("session.gap on the command line is 'PT1S'");
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @Test
    void mintsATokenThatTheServerOfTheSameSecretTakes() {
        String secret = "a secret of a test has 32 bytes!";
        assertEquals(
                0, execute("token", "--user", "alice", "--orgs", "acme,lab", "--set", "auth.jwt-secret=" + secret));

        assertTrue(out.toString().matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n"), out::toString);
        var config = new AuthConfig(Optional.of(secret), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(
                new Authentication.Valid(new Caller(Optional.of("alice"), Set.of("acme", "lab"), false)),
                TokenVerifier.of(config, Clock.systemUTC())
                        .authenticate(List.of("Bearer " + out.toString().strip())));
    }

    @Test
    void saysInOneSentenceThatThereIsNoSecretForTokens() {
        assertEquals(1, execute("token", "--user", "alice"));

        assertOneLine("auth.jwt-secret is not set");
        assertEquals("", out.toString());
    }

    @Test
    void mintsNoTokenForNobodyAndNoneThatNeverWasValid() {
        assertEquals(2, execute("token"));
        err.getBuffer().setLength(0);
        assertEquals(1, execute("token", "--user", "alice", "--ttl", "PT0S"));

        assertOneLine("--ttl is PT0S");
    }

    @Test
    void refusesAnUnknownOptionWithTheUsageCode() {
        assertEquals(2, execute("trending", "--dayz=3"));

        assertTrue(err.toString().startsWith("footfall: Unknown option: '--dayz=3'"), err::toString);
        assertTrue(err.toString().contains("--days"), err::toString);
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        assertEquals(1, execute("stats", "get", "modell", "acme/rocket", "--debug"));

        assertTrue(err.toString().contains("\tat dev.footfall"), err::toString);
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void explainsItselfWithAnExample(List<String> command) {
        var arguments = Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);

        assertEquals(0, execute(arguments));

        assertTrue(out.toString().contains("Example"), out::toString);
        assertTrue(out.toString().contains("footfall " + String.join(" ", command)), out::toString);
    }

    static Stream<List<String>> everyCommand() {
        return commands(Main.commandLine(), List.of());
    }

    private static Stream<List<String>> commands(CommandLine line, List<String> path) {
        return line.getSubcommands().entrySet().stream().flatMap(entry -> {
            List<String> name =
                    Stream.concat(path.stream(), Stream.of(entry.getKey())).toList();
            return Stream.concat(Stream.of(name), commands(entry.getValue(), name));
        });
    }

    private int ask(String... arguments) {
        String endpoint = "http://127.0.0.1:" + api.getAddress().getPort();
        return execute(Stream.concat(Stream.of(arguments), Stream.of("--endpoint", endpoint))
                .toArray(String[]::new));
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
