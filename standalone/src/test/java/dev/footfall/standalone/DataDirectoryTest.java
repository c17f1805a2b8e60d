package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
    @TempDir
    Path root;

    @Test
    void keepsOneSecretThatOnlyItsOwnerCanRead() throws IOException {
        String visitor;
        try (DataDirectory data = DataDirectory.open(root)) {
            visitor = data.secret().visitor("192.0.2.1", "curl").value();
        }

        try (DataDirectory data = DataDirectory.open(root)) {
            assertEquals(visitor, data.secret().visitor("192.0.2.1", "curl").value());
        }
        assertEquals(
                visitor,
                DataDirectory.secretOf(root)
                        .orElseThrow()
                        .visitor("192.0.2.1", "curl")
                        .value());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("visitor-secret"))));
    }

    @Test
    void saysThatANewSecretMakesTheVisitorsOfALogNew() throws IOException {
        Path segment = root.resolve("kafka/footfall.download-events.v1-3/00000000000000000000.log");
        Files.createDirectories(segment.getParent());
        Files.createFile(segment);
        try (DataDirectory data = DataDirectory.open(root)) {
            assertEquals(Optional.empty(), data.lostSecret());

            Files.writeString(segment, "an event");

            assertTrue(data.lostSecret().orElseThrow().startsWith(root + " has events, but no visitor-secret: "));
        }
    }

    @Test
    void saysThatAnotherSecretIsConfigured() {
        var configured = new VisitorSecret("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        try (DataDirectory data = DataDirectory.open(root)) {
            assertEquals(Optional.empty(), data.otherSecret(configured));

            VisitorSecret own = data.secret();

            assertEquals(Optional.empty(), data.otherSecret(own));
            assertTrue(data.otherSecret(configured)
                    .orElseThrow()
                    .startsWith("ingest.visitor-secret differs from " + root.resolve("visitor-secret") + ": "));
        }
    }

    @Test
    void isStoppedAlsoWhereABackupHasLeftItsLockOut() throws IOException {
        Files.createFile(Files.createDirectories(root.resolve("kafka")).resolve("meta.properties"));

        assertTrue(DataDirectory.isStopped(root));
        try (DataDirectory data = DataDirectory.open(root)) {
            assertFalse(DataDirectory.isStopped(data.root()));
        }
        assertTrue(DataDirectory.isStopped(root));
    }

    @Test
    void keepsASecretOfTheDemo() throws IOException {
        Path made = root.resolve("demo");

        String secret = DataDirectory.demoSecret(made);

        assertTrue(secret.length() >= 32, secret);
        assertEquals(secret, DataDirectory.demoSecret(made));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("demo-secret"))));
    }

    @Test
    void isMadeForItsOwnerOnly() throws IOException {
        Path made = root.resolve("deep").resolve("data");

        try (DataDirectory data = DataDirectory.open(made)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.kafka())));
        }
        assertEquals(Optional.empty(), DataDirectory.exposure(made));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxr-x---", "rwx--x--x", "rwx---r--"})
    void namesOneThatOthersCanLookInto(String mode) throws IOException {
        Path open = Files.createDirectory(root.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));

        String sentence = DataDirectory.exposure(open).orElseThrow();

        assertTrue(sentence.contains("can read " + open) && sentence.endsWith("chmod 700 " + open), sentence);
    }

    @Test
    void isOpenedByOneAtATime() {
        try (DataDirectory first = DataDirectory.open(root)) {
            var refused = assertThrows(IllegalStateException.class, () -> DataDirectory.open(first.root()));

            assertTrue(String.valueOf(refused.getMessage()).contains(root + " is in use"), refused::toString);
        }

        DataDirectory.open(root).close();
    }

    @Test
    void refusesAnotherLayoutAndNamesBoth() throws IOException {
        Files.writeString(root.resolve("layout-version"), "7\n");

        var refused = assertThrows(IllegalStateException.class, () -> DataDirectory.open(root));

        assertTrue(String.valueOf(refused.getMessage()).contains("layout version 7"), refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).contains("only 1"), refused::toString);
    }

    /** Somebody else's directory, for instance; here a link to itself, which stops the superuser, too. */
    @Test
    void saysThatASecretCannotBeReadWhereItCannotBeSeen() throws IOException {
        Path secret = root.resolve("visitor-secret");
        Files.createSymbolicLink(secret, secret);

        var refused = assertThrows(IllegalStateException.class, () -> DataDirectory.secretOf(root));

        assertTrue(String.valueOf(refused.getMessage()).contains(secret + " cannot be read: "), refused::toString);
    }

    @Test
    void namesTheOptionThatChoosesAnotherWhereNoneCanBeMade() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        for (Executable use : List.<Executable>of(
                () -> DataDirectory.demoSecret(file),
                () -> DataDirectory.open(file).close())) {
            var refused = assertThrows(IllegalStateException.class, use);

            assertEquals(
                    "the data directory " + file
                            + " cannot be used: a file of this name exists (--data-dir chooses another)",
                    refused.getMessage());
        }
    }

    @Test
    void givesNoSecretOfAnotherLayoutAndMakesNone() throws IOException {
        DataDirectory.demoSecret(root);
        Files.writeString(root.resolve("layout-version"), "7\n");
        Files.writeString(root.resolve("visitor-secret"), "of a later version, and 32 bytes");

        assertThrows(IllegalStateException.class, () -> DataDirectory.secretOf(root));
        assertThrows(IllegalStateException.class, () -> DataDirectory.demoSecret(root));
        Files.delete(root.resolve("demo-secret"));
        assertThrows(IllegalStateException.class, () -> DataDirectory.demoSecret(root));

        assertFalse(Files.exists(root.resolve("demo-secret")));
    }

    @Test
    void takesOverADirectoryWhoseFirstStartFoundNoSpace() throws IOException {
        Path layout = Files.createFile(root.resolve("layout-version"));

        DataDirectory.open(root).close();

        assertEquals("1\n", Files.readString(layout));
        try (Stream<Path> files = Files.list(root)) {
            assertEquals(Set.of(layout, root.resolve("lock")), files.collect(Collectors.toSet()));
        }
    }

    /** Kafka would start to recover its own log of topics, and leave it empty: no event would be found again. */
    @Test
    void refusesADirectoryInWhichNoFileCanBeMade() throws Exception {
        Path inner = Files.createDirectories(root.resolve("kafka/__cluster_metadata-0"));
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        assumeTrue(isDone(isRoot ? "chattr +i" : "chmod u-w", inner));

        IllegalStateException refused;
        try {
            refused = assertThrows(IllegalStateException.class, () -> DataDirectory.open(root));
        } finally {
            assertTrue(isDone(isRoot ? "chattr -i" : "chmod u+w", inner));
        }

        assertTrue(
                String.valueOf(refused.getMessage()).contains("no file can be created in " + inner), refused::toString);
        DataDirectory.open(root).close();
    }

    private static boolean isDone(String command, Path directory) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add(directory.toString());
        return new ProcessBuilder(words).start().waitFor() == 0;
    }
}
