package dev.footfall.proofs.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The core builds, and its tests are green, without the modules of its extras: {@code .ci/core}. */
@Tag("proof")
class CoreAloneIT {
    @Test
    void passesItsTestsWithoutLogsWithoutDialectsAndWithoutBoth() throws Exception {
        Process script = new ProcessBuilder("../.ci/core")
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, script.waitFor(), output);
    }
}
