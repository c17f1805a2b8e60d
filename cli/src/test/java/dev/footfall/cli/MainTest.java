package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
class MainTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysInOneSentenceThatAKafkaHasNoSuchHost() {
        assertEquals(1, execute("topics", "--bootstrap-servers", "no-such-host.invalid:9092"));

        assertOneLine("Kafka at no-such-host.invalid:9092 cannot be reached: ");
    }

    @Test
    void saysInOneSentenceWhatKafkaDoesNotAllow() {
        @CommandLine.Command(name = "denied")
        final class Denied implements Runnable {
            @Override
            public void run() {
                throw new TopicAuthorizationException(Set.of("footfall.likes.v1"));
            }
        }

        var command = new CommandLine(new Denied()).setExecutionExceptionHandler(new CliErrorHandler());

        assertEquals(1, command.setErr(new PrintWriter(err)).execute());
        assertOneLine("Kafka does not allow it: Not authorized to access topics: [footfall.likes.v1]");
    }

    @Test
    void listsLinesOfFormatsWithTheirTabs() {
        assertEquals(0, execute("formats"));

        assertTrue(out.toString().contains("\n  2026-11-20\t04:59:54\tFRA56-P1\t"), out::toString);
    }

    @Test
    void saysInOneSentenceThatADataDirectoryIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertEquals(1, execute("run", "--data-dir", file.toString()));

        assertOneLine("the data directory " + file + " cannot be used: a file of this name exists");
    }

    @Test
    void saysHowToRebuildTheLogOfRunWhereAnotherKafkaIsNamed() throws IOException {
        Path data = directory.resolve("data");
        Files.createFile(Files.createDirectories(data.resolve("kafka")).resolve("meta.properties"));
        String[] rebuild = {"rebuild", "--data-dir", data.toString(), "--bootstrap-servers", "no-such-host.invalid:9092"
        };

        assertEquals(1, execute(rebuild));

        assertOneLine("Kafka at no-such-host.invalid:9092 cannot be reached: ");
        String hint = "; to rebuild the log of 'run' in " + data + ", do not set kafka.bootstrap-servers\n";
        assertTrue(err.toString().endsWith(hint), err::toString);
    }

    /** The Kafka at the default port may have another log: sealing would delete there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "seal --before 2020-01-01",
                "export events --out events.csv",
                "export-log events.log",
                "robots --sessions 9",
                "move",
                "rejected list"
            })
    void asksNoOtherKafkaWhereAGivenDirectoryHasNoLog(String command) {
        Path none = directory.resolve("none");
        String[] arguments = (command + " --set kafka.port=1 --data-dir " + none).split(" ");

        assertEquals(1, execute(arguments));

        assertOneLine(
                "no log exists in " + none + ", or it is not readable: name the directory of 'footfall run' with");
    }

    @Test
    void triesThePortsBeforeKafkaStarts() throws IOException {
        Path data = directory.resolve("data");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertEquals(1, execute("run", "--data-dir", data.toString(), "--port", port, "--set", "kafka.port=0"));

            assertOneLine(
                    "port " + port + " of 127.0.0.1 is in use: stop what listens there, or choose another with --set"
                            + " query.port=PORT");
        }
        assertFalse(Files.exists(data.resolve("kafka")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import x",
                "tail x",
                "serve",
                "ingest",
                "topics",
                "rebuild",
                "export events",
                "export-log x",
                "import-log x",
                "move",
                "balances check",
                "balances import x",
                "balances remove",
                "seal",
                "rejected list",
                "rejected show 0-0",
                "rejected repair",
                "rejected replay"
            })
    void takesTheSameConnectionOptionsForAllThatReadsKafka(String command) {
        CommandLine found = Main.commandLine();
        for (String word : command.split(" ", -1))
            found = found.getSubcommands().getOrDefault(word, found);

        assertTrue(
                found.getCommandSpec()
                        .optionsMap()
                        .keySet()
                        .containsAll(List.of("--bootstrap-servers", "--data-dir", "--config")),
                command);
    }

    @Test
    void refusesABadSettingBeforeAnythingStarts() {
        assertEquals(
                2, execute("run", "--data-dir", directory.resolve("data").toString(), "--set", "session.gap=PT1S"));

        assertTrue(err.toString().startsWith("footfall: session.gap on the command line is 'PT1S'"), err::toString);
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routes=nonsense | routes: route \"nonsense\": has no \"=\"; a route is PATH=TYPE:NS/NAME",
                "dialects.names={name}=dataset:cran | dialects.names: route \"/{name}=dataset:cran\": must end in TYPE:NS/NAME",
                "ingest.lines-format=nonsense | ingest.lines-format: format \"nonsense\" is not one of combined, ndjson",
                "aggregator.heap-budget=8MiB | aggregator.heap-budget is '8MiB': allowed is 64MiB to",
                "ingest.networks.file=no-such.txt | ingest.networks.file no-such.txt cannot be read: no such file",
                "ingest.networks.file=pom.xml | ingest.networks.file pom.xml, line 2: a line needs a network, such as",
                "countries.file=no-such.csv | countries.file no-such.csv cannot be read: no such file",
                "countries.file=pom.xml | countries.file pom.xml, line 2: a line needs the first and the last address of a range",
                "analytics.groups=/ | analytics.groups / cannot be read: Is a directory",
                "rules.file=no-such.yaml | no-such.yaml: allowed is a file that can be read"
            })
    void refusesASettingThatCannotBeUsedBeforeAnythingStarts(String setting, String refusal) {
        String data = directory.resolve("data").toString();
        String[] run = {"run", "--demo", "--data-dir", data, "--port", "0", "--set", "ingest.port=0"};
        Stream<String> more = Stream.of(
                "--set",
                "kafka.port=0",
                "--set",
                "topics.partitions=1024",
                "--set",
                "ingest.lines-topic=lines",
                "--set");

        assertEquals(
                1,
                execute(Stream.of(Stream.of(run), more, Stream.of(setting))
                        .flatMap(words -> words)
                        .toArray(String[]::new)));

        assertOneLine(refusal);
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @Test
    void refusesABadSettingOfServeBeforeItAsksKafka() {
        String[] serve = {"serve", "--bootstrap-servers", "no-such-host.invalid:9092", "--set", "analytics.groups=/"};

        assertEquals(1, execute(serve));

        assertOneLine("analytics.groups / cannot be read: Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.port=0", "kafka.bootstrap-servers=no-such-host.invalid:9092"})
    void makesNoDirectoryForARebuildThatIsRefused(String kafka) {
        Path data = directory.resolve("data");

        assertEquals(1, execute("rebuild", "--data-dir", data.toString(), "--set", kafka));

        assertFalse(Files.exists(data));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, http://127.0.0.1:28080/", "::1, http://[::1]:28080/", "hub, http://hub:28080/"})
    void namesAnAddressThatABrowserCanOpen(String host, String url) {
        assertEquals(url, NodeCommands.url(host, 28080));
    }

    @Test
    void mintsATokenThatTheServerOfTheSameSecretTakes() {
        String secret = "a secret of a test has 32 bytes!";
        assertEquals(
                0, execute("token", "--user", "alice", "--orgs", "acme,lab", "--set", "auth.jwt-secret=" + secret));

        assertTrue(out.toString().matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n"), out::toString);
        var config = new AuthConfig(Optional.of(secret), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(
                new Authentication.Authenticated(new Caller(Optional.of("alice"), Set.of("acme", "lab"), false)),
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
        assertEquals(2, execute("token", "--user", "alice", "--ttl", "PT0S"));

        assertTrue(err.toString().startsWith("footfall: --ttl is PT0S"), err::toString);
    }

    @Test
    void refusesAnUnknownOptionWithTheUsageCode() {
        assertEquals(2, execute("trending", "--dayz=3"));

        assertTrue(err.toString().startsWith("footfall: Unknown option: '--dayz=3'"), err::toString);
        assertTrue(err.toString().contains("--days"), err::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import no.log --format xml | format \"xml\" is not one of combined, ndjson",
                "tail no.log --format xml | format \"xml\" is not one of combined, ndjson",
                "import no.log --route nonsense | route \"nonsense\"",
                "stats get model acme/rocket --format xml | Invalid value for option '--format'",
                "serve --bootstrap-servers nonsense | kafka.bootstrap-servers on the command line is 'nonsense'",
                "token --user alice --orgs a,,b | --orgs has an empty name",
                "export rows --out rows.csv | the first day is missing: --from YYYY-MM-DD",
                "export rows --out rows.csv --from 2026-02-01 --to 2026-01-01 | the last day is 2026-01-01, before",
                "export events | Missing required option: '--out=FILE|DIR'",
                "export events --out a.csv --repo a/b | --repo is 'a/b': allowed is TYPE/NAMESPACE/NAME",
                "export events --out a.csv --type models | --type is 'models': allowed is model, dataset or space",
                "export events --out a.csv --repo model/a/b --type space | model/a/b is no space",
                "stats recent model a/b --from 2026-13-01 | Invalid value for option '--from': '2026-13-01' is not a day:",
                "seal --before nodate | Invalid value for option '--before': 'nodate' is not a day: the form is YYYY-MM-DD",
                "rejected list --since yesterday | Invalid value for option '--since': 'yesterday' is not a day: the form",
                "token --user a --ttl P999999999999D | --ttl is PT23999999999976H: allowed is PT1S to P1000000D",
                "move --from-prefix Hub | --from-prefix is 'Hub': allowed is words of a-z and 0-9",
                "move --from-client no.file | --from-client is 'no.file', which cannot be read: ",
                "token --user a --ttl 1h | Invalid value for option '--ttl': '1h' is not a duration: allowed is one such as PT10M",
                "export-log a.log --topic footfall.rejected.v1 | --topic is 'footfall.rejected.v1': allowed is footfall."
            })
    void refusesABadValueOfAnOptionWithTheUsageCode(String line, String refusal) {
        assertEquals(2, execute(line.split(" ")), err::toString);

        assertTrue(err.toString().startsWith("footfall: " + refusal), err::toString);
    }

    @Test
    void refusesABadSettingOfAFileWithTheCodeOfARefusedStart() throws IOException {
        Path file = Files.writeString(directory.resolve("footfall.properties"), "session.gap=PT1S\n");

        assertEquals(1, execute("run", "--config", file.toString()));

        assertOneLine("session.gap in " + file + ", line 1 is 'PT1S'");
    }

    @Test
    void refusesWhatIsNoExportedLogBeforeAnythingStarts() throws IOException {
        Path file = Files.writeString(directory.resolve("some.log"), "no log");
        String data = directory.resolve("data").toString();

        assertEquals(1, execute("import-log", file.toString(), "--data-dir", data));

        assertOneLine(file + " is not an exported log of version 1");
        assertFalse(Files.exists(directory.resolve("data")));
    }

    @Test
    void saysInOneSentenceWhereTheBenchmarksAre() {
        assertEquals(1, execute("bench", "replay", "--events", "5M"));

        assertOneLine("bench has its own jar: in a checkout, './footfall bench replay --events 5M'");
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        assertEquals(2, execute("stats", "get", "modell", "acme/rocket", "--debug"));

        assertTrue(err.toString().contains("\tat dev.footfall"), err::toString);
    }

    @Test
    void showsAStackTraceThatNoLineFollows() {
        var bytes = new ByteArrayOutputStream();
        String[] arguments = {"token", "--user", "alice", "--debug"};

        assertEquals(
                1,
                Main.commandLine(arguments)
                        .setErr(new PrintWriter(bytes, true, StandardCharsets.UTF_8))
                        .execute(arguments));

        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("\tat dev.footfall"), bytes::toString);
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

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpsWithACommandAsIfItKnewAll(List<String> command) {
        var arguments = Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);
        assertEquals(0, execute(arguments));
        String alone = out.toString();
        out.getBuffer().setLength(0);

        Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);

        assertEquals(out.toString(), alone);
    }

    private int execute(String... arguments) {
        return Main.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void assertOneLine(String start) {
        assertTrue(err.toString().startsWith("footfall: " + start), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
