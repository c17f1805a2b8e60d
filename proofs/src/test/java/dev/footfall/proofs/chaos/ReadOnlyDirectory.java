package dev.footfall.proofs.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Directories in which no file can be made, renamed or deleted for a while; files that are open can be written. Rights of
 * files mean nothing to root: where it runs this, directories are made immutable, which not every file system knows.
 */
final class ReadOnlyDirectory {
    private static final String SCRIPT = """
            trap '' INT TERM
            $3 "$1" || exit 1
            find "$1" -type d -exec $3 {} +
            sleep "$2"
            find "$1" -type d -exec $4 {} +
            exit 0
            """;

    private final Path directory;

    ReadOnlyDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes it and all that are in it read-only; a reason when there is no way to do that here. A process of its own does
     * so, that nothing stays read-only should this one die.
     */
    Optional<String> strike(Duration length) throws InterruptedException {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        String lock = isRoot ? "chattr +i" : "chmod u-w";
        String unlock = isRoot ? "chattr -i" : "chmod u+w";
        try {
            int code = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            SCRIPT,
                            "read-only",
                            directory.toString(),
                            Long.toString(length.toSeconds()),
                            lock,
                            unlock)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return code == 0 ? Optional.empty() : Optional.of(lock + " does not work in " + directory);
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }
}
