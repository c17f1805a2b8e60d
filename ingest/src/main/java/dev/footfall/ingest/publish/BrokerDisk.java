package dev.footfall.ingest.publish;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.ThreadUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk of a broker on this machine that no other broker copies. Kafka acknowledges what is in the page cache, which a
 * loss of power takes; a force writes it to the disk, whichever process wrote it.
 */
public final class BrokerDisk implements Durability {
    private static final int THREADS = 8;
    private static final long CLOSE_SECONDS = 5;

    private final Path directory;
    private final FileForcer forcer;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, ThreadUtils.createThreadFactory("footfall-disk", true));
    private final Map<TopicPartition, GroupForce> partitions = new ConcurrentHashMap<>();

    public BrokerDisk(Path directory) {
        this(directory, FileForcer.SYSTEM);
    }

    BrokerDisk(Path directory, FileForcer forcer) {
        this.directory = directory;
        this.forcer = forcer;
    }

    @Override
    public CompletableFuture<Void> force(TopicPartition partition) {
        Path files = directory.resolve(partition.toString());
        return partitions
                .computeIfAbsent(partition, any -> new GroupForce(new PartitionFiles(files, forcer), threads))
                .join();
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Callers share a force that has not begun. Who comes while one runs gets another at once: nobody waits for two. */
    static final class GroupForce {
        private final PartitionFiles files;
        private final Executor threads;
        private Optional<CompletableFuture<Void>> queued = Optional.empty();

        GroupForce(PartitionFiles files, Executor threads) {
            this.files = files;
            this.threads = threads;
        }

        synchronized CompletableFuture<Void> join() {
            if (queued.isPresent()) return queued.get();
            var next = new CompletableFuture<Void>();
            queued = Optional.of(next);
            try {
                threads.execute(() -> run(next));
            } catch (RejectedExecutionException e) {
                queued = Optional.empty();
                next.completeExceptionally(new IOException("the disk is closed", e));
            }
            return next;
        }

        private void run(CompletableFuture<Void> begun) {
            synchronized (this) {
                queued = Optional.empty();
            }
            try {
                files.force();
                begun.complete(null);
            } catch (IOException | RuntimeException e) { // the edge of the thread
                begun.completeExceptionally(e);
            }
        }
    }

    /** A partition's files. A crash drops all after a torn segment: a record is durable when all up to it is on disk. */
    static final class PartitionFiles {
        private static final Logger LOG = LoggerFactory.getLogger(PartitionFiles.class);

        /** A segment's name begins with the offset of its first record, in 20 digits. */
        private static final String SEGMENTS = "*.log";

        private static final List<String> ABOVE = List.of("..", "../..");

        private final Path directory;
        private final FileForcer forcer;
        private final AtomicReference<@Nullable LostWrites> lost = new AtomicReference<>();
        private volatile Whole whole = new Whole("", "");

        /** {@code topic}: its id, for one that was made again can have a segment of the same name. */
        private record Whole(String topic, String before) {}

        PartitionFiles(Path directory, FileForcer forcer) {
            this.directory = directory;
            this.forcer = forcer;
        }

        /** All that was there before the call; fails if it may not be on the disk; once something was lost, always. */
        void force() throws IOException {
            try {
                LostWrites before = lost.get();
                if (before != null) throw before;
                Whole last = whole;
                String topic = Files.readString(directory.resolve("partition.metadata"));
                String known = topic.equals(last.topic) ? last.before : "";
                String active = forceSegments(known);
                if (!active.equals(known)) forceDirectories(known.isEmpty());
                whole = new Whole(topic, active);
            } catch (IOException | DirectoryIteratorException e) {
                if (e instanceof LostWrites writes && lost.compareAndSet(null, writes)) {
                    LOG.error(
                            "The log in {} could not be forced to the disk; nothing more is acknowledged for " + "it",
                            directory,
                            e);
                }
                throw new IOException("the log in " + directory + " cannot be forced to the disk: " + e, e);
            }
        }

        /** Forces the active segment and those that were written since the one of this name was; the active one's name. */
        private String forceSegments(String known) throws IOException {
            List<Path> segments = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, SEGMENTS)) {
                for (Path file : files) {
                    if (name(file).compareTo(known) >= 0) segments.add(file);
                }
            }
            if (segments.isEmpty()) throw new IOException("there is no segment");
            Collections.sort(segments);
            for (Path segment : segments) forceUnlessDeleted(segment);
            return name(segments.get(segments.size() - 1));
        }

        /** Retention may delete a segment after it was listed, never one that has records to be kept. */
        private void forceUnlessDeleted(Path segment) throws IOException {
            try {
                forcer.force(segment);
            } catch (NoSuchFileException e) {
                LOG.debug("{} was deleted before it was forced", segment, e);
            }
        }

        private void forceDirectories(boolean isNew) throws IOException {
            forcer.force(directory);
            if (!isNew) return;
            for (String above : ABOVE) forcer.force(directory.resolve(above).normalize());
        }

        private static String name(Path segment) {
            return segment.getFileName().toString();
        }
    }
}
