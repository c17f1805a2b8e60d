package dev.footfall.operations.rejected;

import dev.footfall.events.AddressHash;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The repair of rejected records of the log: each original once, mapped, and read again as an event. Used once. */
public final class Repair {
    private static final int MOST_SHOWN = 3;

    private final Mapping mapping;
    private final AddressHash addresses;
    private final InstantSource clock;
    private final Map<String, Long> remaining = new TreeMap<>();
    private final List<Change> shown = new ArrayList<>();
    private long repaired;
    private long leftOut;
    private long lines;
    private long ofOtherTopics;
    private long gone;

    public Repair(Mapping mapping, AddressHash addresses, InstantSource clock) {
        this.mapping = mapping;
        this.addresses = addresses;
        this.clock = clock;
    }

    public record Change(String place, String before, String after) {}

    /**
     * Each rejected record of the log is in one number. {@code leftOut}: mapped to nothing; {@code remaining}: still no
     * events, by what is wrong with them; {@code gone}: the original is no longer in the log; {@code lines} of
     * access logs, which are kept without the client: import their log again.
     */
    public record Result(
            long repaired,
            long leftOut,
            Map<String, Long> remaining,
            long gone,
            long lines,
            long ofOtherTopics,
            List<Change> shown) {}

    public Result run(RejectedLog log, String topic, Predicate<RejectedRecord> wanted, Consumer<DownloadEvent> events) {
        Map<Integer, NavigableSet<Long>> places = new TreeMap<>();
        log.forEach(record -> {
            if (wanted.test(record)) note(record.event(), topic, places);
        });
        places.forEach((partition, offsets) -> {
            var read = new long[1];
            log.originals(new TopicPartition(topic, partition), offsets, original -> {
                read[0]++;
                repair(original, events);
            });
            gone += offsets.size() - read[0];
        });
        return new Result(repaired, leftOut, remaining, gone, lines, ofOtherTopics, shown);
    }

    private void note(RejectedEvent event, String topic, Map<Integer, NavigableSet<Long>> places) {
        if (!(event.origin() instanceof RejectedEvent.FromTopic origin)) {
            lines++;
        } else if (!origin.topic().equals(topic)) {
            ofOtherTopics++;
        } else {
            places.computeIfAbsent(origin.partition(), any -> new TreeSet<>()).add(origin.offset());
        }
    }

    private void repair(ConsumerRecord<byte[], byte[]> original, Consumer<DownloadEvent> events) {
        try {
            List<byte[]> made = mapping.apply(original);
            if (made.isEmpty()) leftOut++;
            else if (made.size() > 1) fail("the mapping returns " + made.size() + " values for a record");
            else decode(original, made.get(0), events);
        } catch (IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void decode(ConsumerRecord<byte[], byte[]> original, byte[] json, Consumer<DownloadEvent> events) {
        EventCodec.decode(json, clock.millis(), addresses)
                .fold(
                        event -> {
                            repaired++;
                            if (shown.size() < MOST_SHOWN) shown.add(change(original, json));
                            events.accept(event);
                            return true;
                        },
                        reason -> fail(reason.field() + ": " + reason.error()));
    }

    private boolean fail(String reason) {
        remaining.merge(reason, 1L, Long::sum);
        return false;
    }

    private static Change change(ConsumerRecord<byte[], byte[]> original, byte[] json) {
        byte[] value = original.value() == null ? new byte[0] : original.value();
        return new Change(
                original.partition() + "-" + original.offset(),
                new String(value, StandardCharsets.UTF_8),
                new String(json, StandardCharsets.UTF_8));
    }
}
