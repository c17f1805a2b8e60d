package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system in memory of a few MiB, for which this process has to be root, and that a test can fill. */
final class SmallDisk implements AutoCloseable {
    private static final int LARGE_PIECE = 1 << 16;
    private static final int SMALL_PIECE = 1 << 9;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** One in this directory; where none can be had, the test is skipped. */
    static SmallDisk mount(Path directory, int mebibytes) {
        boolean isThere =
                isDone("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
        assumeTrue(isThere, "not here: to mount a small file system needs root");
        return new SmallDisk(directory);
    }

    /** Takes all its space but so much. */
    void fill(long bytesLeft) throws IOException {
        Path ballast = root.resolve("ballast");
        for (int piece = LARGE_PIECE; piece >= SMALL_PIECE; piece /= 2) fill(ballast, new byte[piece]);
        try (var channel = Files.newByteChannel(ballast, StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, channel.size() - bytesLeft));
        }
    }

    /** Gives its space back. */
    void free() throws IOException {
        Files.delete(root.resolve("ballast"));
    }

    @Override
    public void close() {
        boolean unused = isDone("umount", "--lazy", root.toString());
    }

    private static void fill(Path ballast, byte[] piece) {
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) out.write(piece);
        } catch (IOException e) {
            // this much does not fit any more
        }
    }

    private static boolean isDone(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) { // there is no such command
            return false;
        }
    }
}
