package dev.footfall.standalone.broker;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.utils.Exit;

/**
 * The end of a process that can no longer write its directory, in one sentence. The broker halts the process then, since
 * it cannot acknowledge anything any more; what it says of that itself is stack traces.
 */
public final class DirectoryFailure {
    private static final int EXIT_CODE = 1;

    /** A few writes of Kafka: batches of 1 MiB, and for a new segment two indexes of the same size. */
    private static final long FULL_BYTES = 16 << 20;

    private DirectoryFailure() {}

    public static void require(Path directory) {
        sentence(directory).ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
    }

    /** There is one such broker in a process. */
    static void endProcess(Path directory) {
        Exit.setHaltProcedure((code, message) -> {
            synchronized (DirectoryFailure.class) { // the first one speaks, and the others are gone with it
                System.err.println("footfall: " + sentence(directory).orElseGet(() -> unknown(directory)));
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        });
    }

    /** Empty when it can be written. */
    static Optional<String> sentence(Path directory) {
        try {
            if (Files.getFileStore(directory).getUsableSpace() < FULL_BYTES) {
                return Optional.of("the disk of " + directory + " is full: " + wayOut("free some space there"));
            }
            Path probe = Files.createTempFile(directory, "probe", ".deleted");
            try {
                Files.write(probe, new byte[1]);
            } finally {
                Files.delete(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            String reason = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getReason()
                    : e.toString();
            return Optional.of(directory + " cannot be written (" + reason + "): " + wayOut("mend that"));
        }
    }

    private static String unknown(Path directory) {
        return "Kafka has ended because of a fault in " + directory + ", which can be written: "
                + wayOut("look for errors of the disk in the system's log");
    }

    private static String wayOut(String remedy) {
        return "what was acknowledged is in the log. To go on, " + remedy
                + " and start again: nothing else is to be done";
    }
}
