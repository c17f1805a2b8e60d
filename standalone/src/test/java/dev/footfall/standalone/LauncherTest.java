package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of an unpacked release, with a program in Java's place that shows what it is started with. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.15"' && exit; }
            echo "$@"
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
        var builder = new ProcessBuilder("sh", "footfall/footfall", command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("FOOTFALL_JAVA", "footfall/runtime/bin/java");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it hangs");
        assertEquals("", Files.readString(directory.resolve("errors")));
        return output;
    }
}
