package dev.footfall.operations.broker;

import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a process that cannot write its directory, in one sentence; the broker would log stack traces. */
public final class DirectoryFailure {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFailure.class);
    private static final int EXIT_CODE = 1;

    /** A few writes of Kafka: batches of 1 MiB, and for a new segment two indexes of the same size. */
    private static final long FULL_BYTES = 16 << 20;

    private DirectoryFailure() {}

    public static void require(Path directory) {
        sentence(directory).ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
    }

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
        return sentence(directory, path -> Files.getFileStore(path).getUsableSpace());
    }

    static Optional<String> sentence(Path directory, Room room) {
        try {
            if (bytesLeft(directory, room) < FULL_BYTES) {
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
            return Optional.of(
                    directory + " cannot be written " + "(" + Unchecked.reason(e) + "): " + wayOut("fix the cause"));
        }
    }

    /** The room there; endless where no one can tell, as in a chroot without a mount point: a probe decides. */
    private static long bytesLeft(Path directory, Room room) {
        try {
            return room.usableBytes(directory);
        } catch (IOException e) {
            LOG.debug("The free space of {} is unknown", directory, e);
            return Long.MAX_VALUE;
        }
    }

    /** The bytes that a file in a directory may still take. */
    @FunctionalInterface
    interface Room {
        long usableBytes(Path directory) throws IOException;
    }

    private static String unknown(Path directory) {
        return "Kafka has ended because of a fault, although " + directory + " can be written: "
                + wayOut("fix what the lines above name, or disk errors in the system's log,");
    }

    private static String wayOut(String remedy) {
        return "all acknowledged events are in the log. To continue, " + remedy
                + " and restart; nothing else is needed";
    }
}
