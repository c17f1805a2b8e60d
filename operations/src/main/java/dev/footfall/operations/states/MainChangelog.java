package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The changelog of the main state, which says how it is counted: each partition begins with its rules and its format. */
record MainChangelog(Map<String, String> kafka, StateId main) {
    private static final byte[] RULES = PartKeys.of(PartitionStores.PARTITION, RuleSet.KEY);

    /** Read in steps: the first one has them, unless the partition was counted again. */
    private static final long STEP = 1_000;

    /** Empty while nothing is counted. */
    Optional<CountedBy> read() {
        try (var reader = PartitionReader.ofCommitted(kafka)) {
            if (!reader.exists(main.changelog())) return Optional.empty();
            for (OffsetRange partition : reader.partitions(main.changelog())) {
                Optional<CountedBy> found = read(reader, partition);
                if (found.isPresent()) return found;
            }
            return Optional.empty();
        }
    }

    private static Optional<CountedBy> read(PartitionReader reader, OffsetRange whole) {
        var found = new ArrayList<CountedBy>();
        for (long from = whole.first(); from < whole.end() && found.isEmpty(); from += STEP) {
            long end = Math.min(whole.end(), from + STEP);
            reader.read(
                    new OffsetRange(whole.topic(), whole.partition(), from, end),
                    (records, next) -> records.stream()
                            .filter(record -> Arrays.equals(record.key(), RULES) && record.value() != null)
                            .forEach(record -> found.add(by(record))));
        }
        return found.stream().findFirst();
    }

    private static CountedBy by(ConsumerRecord<byte[], byte[]> rules) {
        return new CountedBy(RuleSet.digest(rules.value()), RuleSet.format(rules.value()));
    }
}
