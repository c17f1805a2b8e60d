package dev.footfall.ingest.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * The disk of a broker on this machine that no other broker copies. Kafka acknowledges what is in the page cache, which a
 * loss of power takes; a force writes it to the disk. Any process may force a file that it can open, and what others have
 * written to it is forced as well.
 */
public final class BrokerDisk implements Durability {
    private static final int THREADS = 8;
    private static final long CLOSE_SECONDS = 5;

    private final Path directory;
    private final Forcer forcer;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, BrokerDisk::thread);
    private final Map<TopicPartition, GroupForce> partitions = new ConcurrentHashMap<>();

    /** The disk of a broker whose only directory of logs is this one. */
    public BrokerDisk(Path directory) {
        this(directory, Forcer.SYSTEM);
    }

    BrokerDisk(Path directory, Forcer forcer) {
        this.directory = directory;
        this.forcer = forcer;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "footfall-disk");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public CompletableFuture<Void> force(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, this::files).join();
    }

    private GroupForce files(TopicPartition partition) {
        return new GroupForce(new PartitionFiles(directory.resolve(partition.toString()), forcer), threads);
    }

    /** Ends what has begun, within a bound. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            boolean unused = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The writing of a file or directory to the disk. */
    @FunctionalInterface
    interface Forcer {
        Forcer SYSTEM = SystemForce::force;

        /**
         * Returns when all of it is there.
         *
         * @throws LostWrites if some of it may never be
         */
        void force(Path path) throws IOException;
    }
}
