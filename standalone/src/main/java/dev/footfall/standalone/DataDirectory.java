package dev.footfall.standalone;

import static java.util.Objects.requireNonNull;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.FileForcer;
import dev.footfall.operations.broker.BrokerLogin;
import dev.footfall.operations.broker.DirectoryFailure;
import dev.footfall.operations.exports.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that outlives a process: {@code kafka/} has the log, {@code state/} what was counted, {@code
 * visitor-secret} the key of the visitors, {@code demo-secret} that of the demo's tokens, {@code kafka-secret} the password of
 * its Kafka where it has one, {@code projections} what is counted here unless a setting says otherwise, {@code
 * layout-version} which arrangement of all that this is.
 */
public record DataDirectory(Path root, FileChannel lock) implements AutoCloseable {
    private static final String LAYOUT = "1";
    private static final String LAYOUT_FILE = "layout-version";
    private static final String LOG = "kafka/meta.properties";
    private static final String SECRET = "visitor-secret";
    private static final String DEMO_SECRET = "demo-secret";
    private static final String KAFKA_SECRET = "kafka-secret";
    private static final String PROJECTIONS = "projections";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Makes it if need be. Fails if another process has it, its layout is of another version, or it is unusable. */
    public static DataDirectory open(Path root) {
        try {
            makeOwn(root);
            exposure(root).ifPresent(sentence -> System.err.println("footfall: " + sentence));
            FileChannel lock = lock(root);
            try {
                requireWritable(root);
                DirectoryFailure.require(root);
                if (!hasLayout(root)) make(root.resolve(LAYOUT_FILE), LAYOUT + "\n");
                return new DataDirectory(root, lock);
            } catch (RuntimeException | IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** True if it has a log, and no process has it open. */
    static boolean isStopped(Path root) {
        if (!hasLog(root)) return false;
        try (FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.READ)) {
            return isLocked(channel, true);
        } catch (IOException e) {
            return true; // opening it says why it cannot be used, or makes what is missing
        }
    }

    public static Optional<VisitorSecret> secretOf(Path root) {
        Path file = root.resolve(SECRET);
        return Files.notExists(file) ? Optional.empty() : Optional.of(new VisitorSecret(read(file)));
    }

    public static String demoSecret(Path root) {
        return new String(made(root.resolve(DEMO_SECRET)), StandardCharsets.UTF_8);
    }

    /** The login of the Kafka that uses this directory, or last did; empty where that lets everybody in. */
    static Optional<BrokerLogin> kafkaLoginOf(Path root) {
        Path file = root.resolve(KAFKA_SECRET);
        return Files.exists(file) ? Optional.of(login(file)) : Optional.empty();
    }

    /** The names of the projections that the first process chose; empty for those of the rules. */
    static Optional<String> projectionsOf(Path root) {
        Path file = root.resolve(PROJECTIONS);
        return Files.exists(file) ? Optional.of(new String(read(file), StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Chooses them for a directory without a log; what is counted already stays as it is. */
    public static void chooseProjections(Path root, List<String> names) {
        Path file = root.resolve(PROJECTIONS);
        if (hasLog(root) || Files.exists(file)) return;
        try {
            makeOwn(root);
            var unused = hasLayout(root); // refuses another
            make(file, String.join(",", names) + "\n");
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static BrokerLogin login(Path file) {
        return new BrokerLogin(new String(made(file), StandardCharsets.UTF_8));
    }

    /** Makes the secret before its Kafka starts, or deletes it: commands beside that Kafka go by the file. */
    Optional<BrokerLogin> kafkaLogin(boolean isWanted) {
        Path file = root.resolve(KAFKA_SECRET);
        if (isWanted) return Optional.of(login(file));
        Unchecked.run(file + " cannot be deleted", () -> Files.deleteIfExists(file));
        return Optional.empty();
    }

    /** Made when it does not exist, for the owner only. */
    public Path kafka() {
        Path kafka = root.resolve("kafka");
        try {
            makeOwn(kafka);
        } catch (IOException e) {
            throw unusable(kafka, e);
        }
        return kafka;
    }

    static boolean hasLog(Path root) {
        return Files.exists(root.resolve(LOG));
    }

    static void requireLog(Path root) {
        if (hasLog(root)) return;
        throw new IllegalStateException("no log exists in " + root + ", or it is not readable: name the directory of"
                + " 'footfall run' with --data-dir, or a Kafka with --bootstrap-servers");
    }

    private static IllegalStateException unusable(Path root, IOException e) {
        return new IllegalStateException(
                "the data directory " + root + " cannot be used: " + Unchecked.reason(e)
                        + " (--data-dir chooses another)",
                e);
    }

    public Path state() {
        return root.resolve("state");
    }

    /** Made when it does not exist; says so if that makes the visitors of a log new. */
    public VisitorSecret secret() {
        Path file = root.resolve(SECRET);
        if (!Files.exists(file)) lostSecret().ifPresent(sentence -> System.err.println("footfall: " + sentence));
        return new VisitorSecret(made(file));
    }

    /** Warns if the secret of this directory is another one. */
    VisitorSecret insteadOfOwn(VisitorSecret configured) {
        otherSecret(configured).ifPresent(sentence -> System.err.println("footfall: " + sentence));
        return configured;
    }

    Optional<String> otherSecret(VisitorSecret configured) {
        return secretOf(root)
                .filter(own -> !own.visitor("::1", null).equals(configured.visitor("::1", null)))
                .map(own ->
                        "ingest.visitor-secret differs from " + root.resolve(SECRET) + ": with it, all visitors are "
                                + "new, and log lines count again; delete the file if that is intended");
    }

    Optional<String> lostSecret() {
        Path kafka = root.resolve("kafka");
        if (!Files.exists(kafka)) return Optional.empty();
        try (Stream<Path> events =
                Files.find(kafka, 2, (file, found) -> found.isRegularFile() && found.size() > 0 && isOfEvents(file))) {
            return events.findAny()
                    .map(any -> root + " has events, but no " + SECRET + ": with a new one, all visitors are new, "
                            + "and log lines count again; restore the old one, and restart");
        } catch (IOException | UncheckedIOException e) { // Kafka has deleted a file meanwhile
            return Optional.empty();
        }
    }

    private static boolean isOfEvents(Path file) {
        String partition = requireNonNull(file.getParent()).getFileName().toString();
        return file.toString().endsWith(".log")
                && TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.replaceFirst("-\\d+$", ""));
    }

    @Override
    public void close() {
        Unchecked.run("the data directory cannot be closed", lock::close);
    }

    private static byte[] made(Path file) {
        if (Files.exists(file)) return read(file);
        Path root = requireNonNull(file.getParent());
        var bytes = new byte[VisitorSecret.MIN_BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            makeOwn(root);
            var unused = hasLayout(root); // refuses another
            make(file, HexFormat.of().formatHex(bytes));
        } catch (IOException e) {
            throw unusable(root, e);
        }
        return read(file);
    }

    private static void make(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        AtomicFile.write(file, out -> out.write(bytes), PrivateFiles.attributes(file));
        FileForcer.SYSTEM.force(file.resolveSibling(""));
    }

    private static byte[] read(Path secret) {
        try {
            var unused = hasLayout(requireNonNull(secret.getParent())); // refuses another
            return Files.readString(secret, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the secret " + secret + " cannot be read: " + Unchecked.reason(e), e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel, false)) {
            channel.close();
            throw new IllegalStateException("the data directory " + root
                    + " is in use by another footfall process: stop that one, or choose another directory with "
                    + "--data-dir");
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel, boolean isShared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, isShared) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** An empty file is the trace of a start that was cut short when it had made nothing else. */
    private static boolean hasLayout(Path root) throws IOException {
        Path file = root.resolve(LAYOUT_FILE);
        String found = Files.exists(file) ? Files.readString(file).strip() : "";
        if (found.isEmpty() || found.equals(LAYOUT)) return !found.isEmpty();
        throw new IllegalStateException("the data directory " + root + " has layout version " + found
                + ", but this footfall supports only " + LAYOUT + ": use the version that created it, or another "
                + "--data-dir");
    }

    /**
     * Refuses directories in which no file can be made, before Kafka finds them: one that was killed recovers its logs, and
     * where it can write them, but make no file beside them, it leaves its own log of topics empty. Then it knows no topic
     * any more, and puts the log of events aside as that of a stranger.
     */
    private static void requireWritable(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Optional<Path> fixed = files.filter(file -> Files.isDirectory(file) && !Files.isWritable(file))
                    .findFirst();
            if (fixed.isEmpty()) return;
            throw new IllegalStateException("the data directory " + root + " cannot be used: no file can be created in "
                    + fixed.get() + ": make it writable, and restart");
        } catch (UncheckedIOException e) {
            throw requireNonNull(e.getCause());
        }
    }

    private static void makeOwn(Path directory) throws IOException {
        if (!Files.exists(directory))
            Files.createDirectories(directory.toAbsolutePath().getParent());
        PrivateFiles.makeDirectory(directory); // fails for a file
    }

    static Optional<String> exposure(Path directory) throws IOException {
        var view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view == null || OWNER_ONLY.containsAll(view.readAttributes().permissions())) return Optional.empty();
        return Optional.of("other users of this machine can read " + directory
                + ", which holds private repositories and likes: chmod 700 " + directory);
    }
}
