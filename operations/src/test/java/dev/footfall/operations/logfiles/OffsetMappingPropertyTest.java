package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.events.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sealed day that moves is sealed up to the same record as before. */
class OffsetMappingPropertyTest {
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void namesTheSameRecordWhereTheGapsAreGone(long seed) {
        var random = new Random(seed);
        long first = random.nextBoolean() ? 0 : 1 + random.nextInt(9);
        var events = new TreeSet<Long>();
        for (long offset = first; offset < 60; offset++) if (random.nextInt(3) > 0) events.add(offset);
        List<Long> ends = random.longs(20, 0, 70).boxed().toList();
        var offsets = new OffsetMapping(log(first), 1);
        ends.forEach(end -> offsets.pass(sealed(sources(end), 0), 0));
        offsets.pass(sealed(mark(ends), 0), 0);
        events.forEach(offset -> offsets.pass(event(0, offset), 0));

        List<Long> moved = new ArrayList<>();
        for (long end : ends) moved.add(events.headSet(end).size() + (first > 0 ? 1L : 0));
        for (int i = 0; i < ends.size(); i++) {
            assertEquals(
                    sources(moved.get(i)), decode(offsets.restored(sealed(sources(ends.get(i)), 0))), "seed " + seed);
        }
        assertEquals(mark(moved), decode(offsets.restored(sealed(mark(ends), 0))), "seed " + seed);
    }

    /** Each part of a partition is sealed up to the first of its records that is not. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void namesTheSameRecordInEachPartOfAPartition(long seed) {
        var random = new Random(seed);
        List<Long> ends = random.longs(20, 0, 70).boxed().toList();
        List<OffsetRange> ranges = new ArrayList<>();
        for (int part = 0; part < 6; part++) {
            ranges.add(new OffsetRange(TopicSpec.SEALED_DAYS.topic(), part, 0, 0));
            long first = part % 2; // of the second partition, and so of its parts, the beginning was deleted
            ranges.add(new OffsetRange(TopicSpec.DOWNLOAD_EVENTS.topic(), part, first, first));
        }
        var offsets = new OffsetMapping(new ExportedLog("an-export", ranges), 2);
        for (int part = 0; part < 6; part++) offsets.pass(sealed(mark(ends), part), part % 2);
        List<TreeSet<Long>> events = new ArrayList<>();
        for (int part = 0; part < 6; part++) events.add(new TreeSet<>());
        for (long offset = 9; offset < 60; offset++) {
            for (int exported = 0; exported < 2; exported++) {
                int part = exported + 2 * random.nextInt(3);
                events.get(part).add(offset);
                offsets.pass(event(part, offset), exported);
            }
        }

        for (int part = 0; part < 6; part++) {
            TreeSet<Long> own = events.get(part);
            long first = part % 2;
            List<Long> moved =
                    ends.stream().map(end -> own.headSet(end).size() + first).toList();
            assertEquals(mark(moved), decode(offsets.restored(sealed(mark(ends), part))), "seed " + seed);
        }
    }

    @Test
    void refusesASealedDayThatItDoesNotKnow() {
        ConsumerRecord<byte[], byte[]> unknown = new ConsumerRecord<>(
                TopicSpec.SEALED_DAYS.topic(),
                0,
                0,
                new byte[0],
                "{\"of\":\"later\"}".getBytes(StandardCharsets.UTF_8));
        var offsets = new OffsetMapping(log(0), 1);

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> offsets.pass(unknown, 0));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("a record of sealed days cannot be read"));
    }

    private static ExportedLog log(long first) {
        return new ExportedLog(
                "an-export",
                List.of(
                        new OffsetRange(TopicSpec.SEALED_DAYS.topic(), 0, 0, 900),
                        new OffsetRange(TopicSpec.DOWNLOAD_EVENTS.topic(), 0, first, 900)));
    }

    private static SealedSources sources(long end) {
        return new SealedSources("model/acme/rocket", "default@1", end, List.of());
    }

    private static SealMark mark(List<Long> ends) {
        LocalDate before = LocalDate.parse("2026-01-02");
        return new SealMark(
                ends.stream()
                        .map(end -> new SealMark.Sealing("default@1", end, 0, before))
                        .toList(),
                Map.of(),
                ends.get(0),
                ends.get(0));
    }

    private static ConsumerRecord<byte[], byte[]> event(int partition, long offset) {
        return new ConsumerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), partition, offset, null, null);
    }

    private static ConsumerRecord<byte[], byte[]> sealed(SealRecord record, int partition) {
        return new ConsumerRecord<>(TopicSpec.SEALED_DAYS.topic(), partition, 0, new byte[0], record.encode());
    }

    private static SealRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return SealDecoder.decode(record.value());
    }
}
