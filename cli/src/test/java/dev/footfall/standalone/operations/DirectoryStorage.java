package dev.footfall.standalone.operations;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** A plugin of brokers that keeps closed segments in another directory, as others do in an object store. */
public final class DirectoryStorage implements RemoteStorageManager {
    private static final String LOG = "LOG";

    private volatile Optional<Path> root = Optional.empty();

    @Override
    public void configure(Map<String, ?> settings) {
        root = Optional.of(Path.of(requireNonNull(settings.get("directory")).toString()));
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata segment, LogSegmentData data)
            throws RemoteStorageException {
        try {
            Path directory = Files.createDirectories(directory(segment));
            Files.copy(data.logSegment(), directory.resolve(LOG));
            Files.copy(data.offsetIndex(), index(segment, IndexType.OFFSET));
            Files.copy(data.timeIndex(), index(segment, IndexType.TIMESTAMP));
            Files.copy(data.producerSnapshotIndex(), index(segment, IndexType.PRODUCER_SNAPSHOT));
            if (data.transactionIndex().isPresent())
                Files.copy(data.transactionIndex().get(), index(segment, IndexType.TRANSACTION));
            byte[] epochs = new byte[data.leaderEpochIndex().remaining()];
            data.leaderEpochIndex().duplicate().get(epochs);
            Files.write(index(segment, IndexType.LEADER_EPOCH), epochs);
            return Optional.empty();
        } catch (IOException e) {
            throw new RemoteStorageException(e);
        }
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata segment, int from) throws RemoteStorageException {
        return fetchLogSegment(segment, from, Integer.MAX_VALUE - 1);
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata segment, int from, int last)
            throws RemoteStorageException {
        byte[] all = read(directory(segment).resolve(LOG));
        int end = Math.min(all.length, last + 1);
        return new ByteArrayInputStream(all, from, Math.max(0, end - from));
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata segment, IndexType type) throws RemoteStorageException {
        return new ByteArrayInputStream(read(index(segment, type)));
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata segment) throws RemoteStorageException {
        Path directory = directory(segment);
        if (!Files.exists(directory)) return;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.delete(file);
            Files.delete(directory);
        } catch (IOException e) {
            throw new RemoteStorageException(e);
        }
    }

    private static byte[] read(Path file) throws RemoteStorageException {
        if (!Files.exists(file)) throw new RemoteResourceNotFoundException(file + " is not there");
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new RemoteStorageException(e);
        }
    }

    private Path index(RemoteLogSegmentMetadata segment, IndexType type) {
        return directory(segment).resolve(type.name());
    }

    private Path directory(RemoteLogSegmentMetadata segment) {
        return root.orElseThrow().resolve(segment.remoteLogSegmentId().id().toString());
    }

    @Override
    public void close() {}
}
