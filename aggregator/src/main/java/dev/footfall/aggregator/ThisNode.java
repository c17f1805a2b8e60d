package dev.footfall.aggregator;

import dev.footfall.aggregator.query.DiskSpace;
import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.aggregator.query.NodeReader;
import dev.footfall.aggregator.query.PartitionStatus;
import dev.footfall.aggregator.reading.LogDescription;
import dev.footfall.aggregator.reading.NodePartitions;
import dev.footfall.aggregator.recovery.StateFiles;
import dev.footfall.aggregator.recovery.StateLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record ThisNode(NodePartitions here, LogDescription description, StateLocation location) implements NodeReader {
    private static final Logger LOG = LoggerFactory.getLogger(ThisNode.class);

    @Override
    public List<PartitionStatus> partitions() {
        return here.all(bytes());
    }

    @Override
    public List<LogPartition> log() {
        return description.read();
    }

    @Override
    public Optional<DiskSpace> disk() {
        try {
            FileStore disk = Files.getFileStore(location.directory());
            Map<Integer, Long> bytes = bytes();
            long state = bytes.values().stream().mapToLong(Long::longValue).sum();
            long largest =
                    bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
            return Optional.of(new DiskSpace(disk.getUsableSpace(), disk.getTotalSpace(), state, largest));
        } catch (IOException e) {
            LOG.debug("The disk of {} cannot be read", location.directory(), e);
            return Optional.empty();
        }
    }

    private Map<Integer, Long> bytes() {
        try {
            return StateFiles.bytes(location);
        } catch (UncheckedIOException e) { // a store is being moved or deleted
            LOG.debug("The stores of {} cannot be read", location.directory(), e);
            return Map.of();
        }
    }
}
