package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of {@code clients/} against a running product. Skipped without python3; without node, npm and its registry. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClientsIT {
    private static final Path CLIENTS = Path.of("../clients").toAbsolutePath().normalize();
    private static final Pattern PYTHON = Pattern.compile("(?ms)^```python\n(.*?)^```$");
    private static final int MOST_LINES = 400;

    @TempDir
    private static Path directory;

    private static Standalone house;

    @BeforeAll
    static void start() {
        Settings settings = Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "query.rate-limit", "0",
                        "topics.partitions", "2"));
        house = Standalone.start(settings, ConfiguredExtras.all(settings), reason -> fail(reason));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void readsAndSendsInPython() throws Exception {
        assumeTrue(run(directory, "python3", "--version").startsWith("0 "), "python3 is not here");

        assertEquals("0 ok\n", python(CLIENTS.resolve("python/tests/walkthrough.py"), query(), ingest()));
    }

    @Test
    void runsWhatTheReadmeOfPythonShows() throws Exception {
        assumeTrue(run(directory, "python3", "--version").startsWith("0 "), "python3 is not here");
        List<String> blocks = PYTHON.matcher(Files.readString(CLIENTS.resolve("python/README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("```(python)?", "")
                        .replace("http://127.0.0.1:28080", query())
                        .replace("http://127.0.0.1:28081", ingest())
                        .replace(", key=\"…\"", ""))
                .toList();
        String counted = "import time\nfrom footfall import Footfall\nhub = Footfall('" + query() + "')\n"
                + "for type in ('model', 'dataset'): # in two partitions\n"
                + "    while not list(hub.repositories(namespace='myorg', type=type)): time.sleep(0.2)\n";
        Path script = directory.resolve("readme.py");
        Files.writeString(script, blocks.get(1) + counted + blocks.get(0));

        String printed = python(script);

        assertTrue(printed.startsWith("0 {'downloads': "), printed);
        assertTrue(printed.contains("dataset myorg/tool 1\nmodel myorg/mymodel 1\n"), printed);
    }

    @Test
    void compilesReadsAndSendsInTypeScript() throws Exception {
        Path copy = copy(CLIENTS.resolve("typescript"), directory.resolve("typescript"));
        boolean isInstalled =
                run(copy, "npm", "install", "--no-audit", "--no-fund").startsWith("0 ");
        assumeTrue(isInstalled, "node, npm or its registry is not here");

        assertEquals("0 ", run(copy, "npx", "--no", "tsc"));
        assertEquals("0 ok\n", run(copy, "node", "test/walkthrough.mjs", query(), ingest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"python/src/footfall/__init__.py", "typescript/src/index.ts"})
    void isReadInOneSitting(String client) throws IOException {
        assertTrue(Files.readAllLines(CLIENTS.resolve(client)).size() <= MOST_LINES, client);
    }

    private static String query() {
        return "http://127.0.0.1:" + house.query().port();
    }

    private static String ingest() {
        return "http://127.0.0.1:" + house.ingest().port();
    }

    private static String python(Path script, String... arguments) throws Exception {
        String sources = CLIENTS.resolve("python/src").toString();
        Stream<String> command = Stream.of("env", "PYTHONPATH=" + sources, "PYTHONDONTWRITEBYTECODE=1", "python3");
        return run(
                directory,
                Stream.of(command, Stream.of(script.toString()), Stream.of(arguments))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    /** The files beside each other and one directory below, without what a build has left. */
    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                if (relative.startsWith("node_modules") || relative.startsWith("dist")) continue;
                Path copied = to.resolve(relative.toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
        return to;
    }

    /** The exit status and what was printed. */
    private static String run(Path place, String... command) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(place.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return process.waitFor() + " " + Files.readString(output);
        } catch (IOException e) {
            return "127 " + e.getMessage();
        }
    }
}
