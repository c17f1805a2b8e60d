package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.query.LocalRead;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

record StreamsFacts(KafkaStreams streams, NodeContents contents, NodeStores stores) implements ReadinessFacts {
    @Override
    public boolean knowsRegistrations() {
        return contents.registrations().isComplete();
    }

    @Override
    public KafkaStreams.State state() {
        return streams.state();
    }

    @Override
    public List<Integer> partitionsByThread() {
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::activeTasks)
                .map(Set::size)
                .toList();
    }

    @Override
    public boolean isCounted(int partition) {
        return contents.live().get(partition).isPresent();
    }

    @Override
    public Optional<String> whyMute(int partition) {
        Optional<String> mute = contents.live().get(partition).flatMap(LivePartition::whyMute);
        if (mute.isPresent()) return mute;
        LocalRead<Boolean> read = stores.read(
                partition,
                PartitionStores.DAILY_ROWS,
                open -> stores.at(partition, open.mark().events(), asOf -> new LocalRead.Found<>(true, asOf)));
        return read.fold(
                found -> Optional.empty(),
                notOwned -> Optional.of("the store of partition " + partition + " is not open"),
                notReady -> Optional.of(notReady.why()));
    }

    @Override
    public String restoring() {
        long partitions = contents.copies().restoringPartitions();
        return partitions == 0
                ? ""
                : "; partitions being restored: %d, records fetched: %d, remaining: %d"
                        .formatted(
                                partitions,
                                contents.copies().restored(),
                                contents.copies().restoreRemaining());
    }
}
