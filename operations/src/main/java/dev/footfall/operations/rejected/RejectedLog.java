package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.PartitionReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic of rejected events and the originals that it leads to, as they are committed now. Used by one thread. */
public final class RejectedLog implements AutoCloseable {
    /** Unwanted records that are read in passing rather than by a request for each wanted one. */
    private static final long NEAR = 1_000;

    private final PartitionReader reader;
    private final Topics log;
    private final Instant since;

    /** Records rejected before {@code since} are skipped. */
    public RejectedLog(Map<String, String> kafka, Topics log, Instant since) {
        this.since = since;
        this.reader = PartitionReader.ofCommitted(kafka);
        this.log = log;
    }

    /** The topic's time index skips earlier ones. */
    public void forEach(Consumer<RejectedRecord> listener) {
        for (PartitionReader.Range partition : reader.partitionsSince(log.name(TopicSpec.REJECTED), since)) {
            read(partition, record -> rejected(record).ifPresent(listener));
        }
    }

    public Optional<RejectedRecord> at(RejectedRecord.Place place) {
        return record(new TopicPartition(log.name(TopicSpec.REJECTED), place.partition()), place.offset())
                .flatMap(RejectedLog::rejected);
    }

    public Optional<ConsumerRecord<byte[], byte[]>> original(RejectedEvent.FromTopic origin) {
        return record(new TopicPartition(origin.topic(), origin.partition()), origin.offset());
    }

    public void originals(
            TopicPartition partition, NavigableSet<Long> offsets, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        PartitionReader.Range whole = reader.partition(partition);
        NavigableSet<Long> kept = offsets.subSet(whole.first(), true, whole.end(), false);
        while (!kept.isEmpty()) {
            long first = kept.first();
            long last = first;
            for (long offset : kept) {
                if (offset - last > NEAR) break;
                last = offset;
            }
            read(new PartitionReader.Range(partition.topic(), partition.partition(), first, last + 1), record -> {
                if (offsets.contains(record.offset())) listener.accept(record);
            });
            kept = kept.tailSet(last, false);
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (reader.partitions(partition.topic()).size() > partition.partition()) {
            originals(partition, new TreeSet<>(List.of(offset)), found::add);
        }
        return found.stream().findFirst();
    }

    private void read(PartitionReader.Range range, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        reader.read(range, (records, next) -> records.forEach(listener));
    }

    private static Optional<RejectedRecord> rejected(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) return Optional.empty();
        var place = new RejectedRecord.Place(record.partition(), record.offset());
        return RejectedEvent.ofJson(record.value())
                .map(event -> new RejectedRecord(place, Instant.ofEpochMilli(record.timestamp()), event));
    }

    @Override
    public void close() {
        reader.close();
    }

    public record RejectedRecord(Place place, Instant time, RejectedEvent event) {
        /** The name of where the original came from: its topic, or the server whose log it was a line of. */
        public String from() {
            return event.origin() instanceof RejectedEvent.FromTopic original
                    ? original.topic()
                    : "log of " + ((RejectedEvent.FromLine) event.origin()).source();
        }

        /** The place of a record in the topic of rejected events; as text, partition and offset: {@code 3-4711}. */
        public record Place(int partition, long offset) {
            private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

            public static Optional<Place> of(String text) {
                Matcher parts = TEXT.matcher(text);
                return parts.matches()
                        ? Optional.of(new Place(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))))
                        : Optional.empty();
            }

            @Override
            public String toString() {
                return partition + "-" + offset;
            }
        }

        public static final class Groups {
            private static final int MOST = 10_000;

            private final Map<Kind, Group> groups = new HashMap<>();
            private long others;

            private record Kind(String field, String error, String from) {}

            public record Group(long records, RejectedRecord sample, Instant last) {
                private Group plus(RejectedRecord record) {
                    boolean isEarlier = record.time().isBefore(sample.time());
                    boolean isLater = record.time().isAfter(last);
                    return new Group(records + 1, isEarlier ? record : sample, isLater ? record.time() : last);
                }
            }

            public void add(RejectedRecord record) {
                var kind = new Kind(record.event().field(), record.event().error(), record.from());
                boolean isFull = groups.size() == MOST && !groups.containsKey(kind);
                if (isFull) others++;
                else groups.merge(kind, new Group(1, record, record.time()), (known, one) -> known.plus(record));
            }

            public List<Group> all() {
                return groups.values().stream()
                        .sorted(Comparator.comparingLong(Group::records)
                                .reversed()
                                .thenComparing(group -> group.sample().place().toString()))
                        .toList();
            }

            public long others() {
                return others;
            }
        }
    }
}
