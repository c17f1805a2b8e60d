package dev.footfall.standalone;

import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.NativeLibraryLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's and zstd's libraries, 15 MB, unpacked into the temporary directory and left by a killed process. Loaded here,
 * each file is deleted as soon as it is mapped, or on Windows when the process exits.
 */
public final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir", "");
    private static final String FAULT = "RocksDB and zstd cannot be loaded (%s): %s does not accept 15 MB of "
            + "executables; name another directory with FOOTFALL_JAVA_OPTS=-Djava.io.tmpdir=DIR";
    private static final Set<String> WITH_A_STATE = Set.of("run", "serve", "rebuild");
    private static final Set<String> WITH_A_LOG = Set.of(
            "import", "tail", "ingest", "export", "export-log", "import-log", "move", "seal", "rejected", "robots");

    private static volatile CompletableFuture<Optional<String>> fault =
            CompletableFuture.completedFuture(Optional.empty());

    private NativeLibraries() {}

    public static void loadFor(String command) {
        boolean hasState = WITH_A_STATE.contains(command);
        if (hasState || WITH_A_LOG.contains(command)) fault = CompletableFuture.supplyAsync(() -> load(hasState));
    }

    /** Fails if they could not be loaded: else Kafka's clients and Streams do, once Kafka has started, or try for minutes. */
    public static void require() {
        fault.join().ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
    }

    private static Optional<String> load(boolean hasState) {
        try {
            Path directory = Files.createTempDirectory("footfall-native-");
            directory.toFile().deleteOnExit(); // after the files in it, which are added later
            if (hasState) NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
            Native.load(directory.toFile());
            Utils.delete(directory.toFile());
        } catch (IOException | LinkageError | RuntimeException e) {
            if (!Native.isLoaded())
                return Optional.of(
                        FAULT.formatted(e.toString().lines().findFirst().orElse(""), TEMPORARY));
            LOG.debug("The native libraries could not be deleted", e);
        }
        return Optional.empty();
    }
}
