package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an unpacked release, with a program in Java's place that shows what it is started with. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.15"' && exit; }
            echo "$@"
            printf '%s\n' "$@" >"${0%/*}/arguments"
            env >"${0%/*}/env"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void unpack() throws IOException {
        Path home = Files.createDirectories(directory.resolve("footfall"));
        Files.copy(Path.of("../footfall"), home.resolve("footfall"));
        Files.createFile(Files.createDirectory(home.resolve("lib")).resolve("footfall.jar"));
        Path java = Files.writeString(
                Files.createDirectories(home.resolve("runtime/bin")).resolve("java"), JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void findsItselfWhereverCdLooks() throws Exception {
        Files.createDirectories(directory.resolve("other/footfall"));
        String other = directory.resolve("other").toString();

        assertTrue(launched(Map.of("CDPATH", other), "run").endsWith("/footfall/lib/footfall.jar run\n"));
    }

    @Test
    void startsEveryServerWithTheSameOptions() throws Exception {
        String run = launched(Map.of(), "run");

        for (String command : List.of("serve", "ingest", "topics", "tail")) {
            assertEquals(run.replaceFirst("run\n$", command + "\n"), launched(Map.of(), command));
        }
    }

    @Test
    void addsOptionsToThoseOfServersForReadersOfAWholeLog() throws Exception {
        String server = launched(Map.of(), "run");

        for (String command : List.of("import", "rebuild")) {
            String reader = launched(Map.of(), command);
            List<String> options = List.of(reader.split(" "));
            assertTrue(
                    options.containsAll(
                            List.of(server.replaceFirst(" run\n$", "").split(" "))),
                    reader);
            assertTrue(options.contains("-XX:InlineSmallCode=500"), reader);
        }
    }

    @Test
    void namesItsArchiveAsOneWordWhereItsDirectoryHasASpace() throws Exception {
        Path home = Files.move(directory.resolve("footfall"), directory.resolve("foot fall"));
        Path archive = Files.createFile(home.resolve("lib/footfall-java17.jsa"));
        FileTime built = Files.getLastModifiedTime(home.resolve("lib/footfall.jar"));
        Files.setLastModifiedTime(archive, FileTime.fromMillis(built.toMillis() + 1_000));

        launched(home, Map.of(), "run");

        List<String> arguments = Files.readAllLines(home.resolve("runtime/bin/arguments"));
        assertTrue(arguments.contains("-XX:SharedArchiveFile=" + archive.toRealPath()), arguments::toString);
    }

    @Test
    void takesTheOptionsOfTheUserAfterItsOwn() throws Exception {
        String arguments = launched(Map.of("FOOTFALL_JAVA_OPTS", "-Xmx1g -XX:+UseSerialGC"), "run");

        assertTrue(arguments.contains(" -Xmx1g -XX:+UseSerialGC -jar "), arguments);
    }

    @Test
    void leavesTheCollectorToTheUser() throws Exception {
        assertEquals(List.of("-XX:+UseSerialGC"), collectors(Map.of(), "import"));
        assertEquals(List.of("-XX:+UseParallelGC"), collectors(Map.of(), "rebuild"));
        for (String command : List.of("import", "rebuild")) {
            assertEquals(
                    List.of("-XX:+UseG1GC"),
                    collectors(Map.of("FOOTFALL_JAVA_OPTS", "-XX:+UseG1GC"), command),
                    command);
        }
    }

    private List<String> collectors(Map<String, String> environment, String command) throws Exception {
        return Stream.of(launched(environment, command).split(" "))
                .filter(option -> option.matches("-XX:\\+Use\\w+GC"))
                .toList();
    }

    @Test
    void trainsWithoutTheSettingsOfTheUser() throws Exception {
        launched(
                Map.of("FOOTFALL_WEBHOOK_URL", "https://hub.example.org", "KAFKA_SECURITY_PROTOCOL", "SSL"), "--train");

        String environment = Files.readString(directory.resolve("footfall/runtime/bin/env"));
        assertFalse(environment.contains("FOOTFALL_") || environment.contains("KAFKA_"), environment);
    }

    @Test
    void namesFilesInUtf8WhereTheLocaleIsPosix() throws Exception {
        launched(Map.of("LC_ALL", "C"), "run");

        String environment = Files.readString(directory.resolve("footfall/runtime/bin/env"));
        assertTrue(environment.contains("LC_ALL=C.UTF-8\n"), environment);
    }

    @Test
    void buildsWithoutTheVariableHome() throws Exception {
        Path home = directory.resolve("footfall");
        Files.delete(home.resolve("lib/footfall.jar"));
        Path build = Files.writeString(home.resolve("mvnw"), "#!/bin/sh\nset -eu\necho \"$HOME\" >home\n");
        Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwxr-xr-x"));
        var builder = new ProcessBuilder("sh", "footfall/footfall", "run").directory(directory.toFile());
        builder.environment().remove("HOME");
        builder.environment().put("FOOTFALL_JAVA", "footfall/runtime/bin/java");
        Path output = directory.resolve("output");

        assertEquals(
                0,
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start()
                        .waitFor());

        assertEquals(System.getProperty("user.home") + "\n", Files.readString(home.resolve("home")), output::toString);
    }

    private String launched(Map<String, String> environment, String command) throws Exception {
        return launched(directory.resolve("footfall"), environment, command);
    }

    private String launched(Path home, Map<String, String> environment, String command) throws Exception {
        String name = directory.relativize(home).toString();
        var builder = new ProcessBuilder("sh", name + "/footfall", command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("FOOTFALL_JAVA", name + "/runtime/bin/java");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it hangs");
        assertEquals("", Files.readString(directory.resolve("errors")));
        return output;
    }
}
