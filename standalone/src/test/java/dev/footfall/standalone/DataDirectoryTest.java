package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
