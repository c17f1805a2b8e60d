package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StandardOutputTest {
    private static final String LINE =
            "192.0.2.7 - - [05/Jan/2026:10:00:00 +0000] \"GET /acme/rocket/resolve/main/a HTTP/1.1\" 200 1 \"-\" \"curl/8\"\n";
    private static final String ALL = "/v1/daily?format=csv&from=2026-01-01&to=2026-01-02";

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi(Map.of(ALL, "type,id,date\r\n".repeat(9_999)));
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "stats --help",
                "completion",
                "formats",
                "rules show robots-apart",
                "token --user alice --set auth.jwt-secret=a-secret-of-a-test-has-32-bytes!",
                "import access.log --dry-run",
                "stats export --all --from 2026-01-01 --to 2026-01-02 --endpoint API"
            })
    void failsIfTheDiskOfItsOutputIsFull(String command) throws IOException {
        try (var full = new FileOutputStream("/dev/full")) {
            assertEquals(1, execute(full, command), command);
        }

        assertEquals("footfall: the output could not be written: No space left on device\n", err.toString());
    }

    @Test
    void keepsTheCodeOfAnotherFailure() throws IOException {
        try (var full = new FileOutputStream("/dev/full")) {
            assertEquals(2, execute(full, "stats --nonsense"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "stats export --all --from 2026-01-01 --to 2026-01-02 --endpoint API"})
    void endsQuietlyIfItsReaderHasEnough(String command) throws IOException {
        var head = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertEquals(0, execute(head, command));

        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "method"})
    void saysInOneLineThatItMayStartNoMoreThreads(String command) {
        CommandLine line = new CommandLine(new Threads())
                .addSubcommand("type", new Threads())
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new CliErrorHandler());

        assertEquals(1, StandardOutput.execute(line, OutputStream.nullOutputStream(), command));

        assertTrue(err.toString().startsWith("footfall: unable to create native thread"), err::toString);
        assertTrue(err.toString().contains("ulimit -u"), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @CommandLine.Command
    private static final class Threads implements Runnable {
        @Override
        @CommandLine.Command(name = "method")
        public void run() {
            throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
        }
    }

    private int execute(OutputStream out, String command) throws IOException {
        Path log = Files.writeString(directory.resolve("access.log"), LINE);
        String[] arguments = command.replace("API", api.endpoint())
                .replace("access.log", log.toString())
                .split(" ");
        return StandardOutput.execute(Main.commandLine().setErr(new PrintWriter(err, true)), out, arguments);
    }
}
