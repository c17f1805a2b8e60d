package dev.footfall.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The classes of the product's jar as a JVM keeps them once they are parsed and verified. A process that maps the
 * archive starts for up to half less processor time. It lies beside the jar, and is made by the first test that needs
 * it, in whichever of a build's JVMs.
 */
final class ClassArchive {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Set by the build for the integration tests of modules that come after the jar. */
    private static final Optional<Path> JAR =
            Optional.ofNullable(System.getProperty("footfall.jar")).map(Path::of);

    private static final Optional<Path> ARCHIVE = JAR.map(ClassArchive::of).filter(Files::exists);

    private ClassArchive() {}

    /**
     * The options by which a JVM has the classes of this one, those of the product out of the jar; the class path
     * begins with the one of which the archive was made.
     */
    static List<String> options() {
        Stream<String> mapped = ARCHIVE.map(archive -> "-XX:SharedArchiveFile=" + archive).stream();
        String own = System.getProperty("java.class.path");
        String path = JAR.map(jar -> jar + File.pathSeparator + own).orElse(own);
        return Stream.concat(mapped, Stream.of("-cp", path)).toList();
    }

    private static Path of(Path jar) {
        Path archive = jar.resolveSibling("footfall.jsa");
        Path lock = jar.resolveSibling("footfall.jsa.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            if (!isNewer(archive, jar)) make(archive, jar);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNewer(Path archive, Path jar) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** Starts all of the product, and stops it in order: at its end, the JVM writes down the classes that it has. */
    private static void make(Path archive, Path jar) throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        Path directory = Files.createTempDirectory(jar.getParent(), "class-archive");
        Path made = directory.resolve("classes");
        List<String> options = new ArrayList<>(List.of("-XX:ArchiveClassesAtExit=" + made, "-cp", jar.toString()));
        options.addAll(
                List.of("-XX:-BackgroundCompilation", "-XX:TieredStopAtLevel=1")); // as the launcher, for its reason
        List<String> run =
                List.of("run", "--data-dir", directory.resolve("data").toString(), "--port", "0");
        List<String> freePorts = List.of("--set", "ingest.port=0", "--set", "kafka.port=0");
        List<String> arguments = Stream.concat(run.stream(), freePorts.stream()).toList();
        try (ChildProcess all =
                ChildProcess.start(directory.resolve("output"), Map.of(), options, ChildProcess.FOOTFALL, arguments)) {
            Awaitility.await("the start whose classes are archived")
                    .atMost(PATIENCE)
                    .pollInSameThread() // another one would wait for this class, which is being initialised
                    .until(() -> !all.isAlive() || all.output().contains("ready in"));
            all.stop();
            all.exitCode();
        }
        if (Files.exists(made)) Files.move(made, archive);
    }
}
