package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.RunProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A disk without space, for a while. On a small file system, which is there for this alone, a file takes all that is left.
 * On a large one, which others use too, the process may not make any file longer: Linux' limit of the size of files, which
 * needs no rights. Then "File too large" stands for "No space left on device", and files that are mapped into memory are
 * spared.
 */
final class FullDisk {
    private static final long SMALL_BYTES = 8L << 30;
    private static final int LARGE_PIECE = 1 << 20;
    private static final int SMALL_PIECE = 1 << 9;
    private static final long BETWEEN_MILLIS = 100;

    private final RunProcess process;

    FullDisk(RunProcess process) {
        this.process = process;
    }

    /** Leaves the process no space; a reason when there is no way to do that here. */
    Optional<String> strike(Duration length) throws InterruptedException {
        long endNanos = System.nanoTime() + length.toNanos();
        try {
            if (Files.getFileStore(process.data()).getTotalSpace() > SMALL_BYTES) return limit(endNanos);
            fill(process.data().resolveSibling("ballast"), endNanos);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static void fill(Path ballast, long endNanos) throws IOException, InterruptedException {
        try {
            while (System.nanoTime() < endNanos) {
                for (int piece = LARGE_PIECE; piece >= SMALL_PIECE; piece /= 2) fill(ballast, new byte[piece]);
                Thread.sleep(BETWEEN_MILLIS);
            }
        } finally {
            Files.deleteIfExists(ballast);
        }
    }

    private static void fill(Path ballast, byte[] piece) {
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) out.write(piece);
        } catch (IOException e) {
            // this much does not fit any more
        }
    }

    /** One that is started meanwhile has the limit, too. */
    private Optional<String> limit(long endNanos) throws IOException, InterruptedException {
        if (!mayGrowFiles(false)) return Optional.of("prlimit does not work");
        try {
            while (System.nanoTime() < endNanos) {
                mayGrowFiles(false);
                Thread.sleep(BETWEEN_MILLIS);
            }
        } finally {
            mayGrowFiles(true);
        }
        return Optional.empty();
    }

    private boolean mayGrowFiles(boolean may) throws IOException, InterruptedException {
        Optional<Long> pid = process.pid();
        if (pid.isEmpty()) return false;
        return new ProcessBuilder(
                                "prlimit", "--pid", Long.toString(pid.get()), may ? "--fsize=unlimited:" : "--fsize=1:")
                        .start()
                        .waitFor()
                == 0;
    }
}
