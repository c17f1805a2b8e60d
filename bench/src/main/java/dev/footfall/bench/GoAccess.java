package dev.footfall.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GoAccess, which parses an access log and counts it in memory, where it is installed.
 *
 * @param program its path
 */
record GoAccess(Path program) {
    /** The one on the PATH. */
    static Optional<GoAccess> installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "goaccess"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(GoAccess::new);
    }

    /**
     * Parses a log in Combined Log Format and writes a report; returns the seconds from its start to its end.
     *
     * @throws IllegalStateException if it fails
     */
    double parse(Path log, Path report) {
        var command = new ProcessBuilder(
                        program.toString(),
                        log.toString(),
                        "--log-format=COMBINED",
                        "--no-global-config",
                        "--no-progress",
                        "--output=" + report)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        long startNanos = System.nanoTime();
        try {
            int code = command.start().waitFor();
            if (code != 0) throw new IllegalStateException(program + " ended with code " + code);
            return (System.nanoTime() - startNanos) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " runs", e);
        }
    }
}
