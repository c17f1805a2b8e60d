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
        var offsets = new OffsetMapping(log(first));
        ends.forEach(end -> offsets.pass(sealed(sources(end))));
        offsets.pass(sealed(mark(ends)));
        events.forEach(
                offset -> offsets.pass(new ConsumerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), 0, offset, null, null)));

        List<Long> moved = new ArrayList<>();
        for (long end : ends) moved.add(events.headSet(end).size() + (first > 0 ? 1L : 0));
        for (int i = 0; i < ends.size(); i++) {
            assertEquals(sources(moved.get(i)), decode(offsets.restored(sealed(sources(ends.get(i))))), "seed " + seed);
        }
        assertEquals(mark(moved), decode(offsets.restored(sealed(mark(ends)))), "seed " + seed);
    }

    @Test
    void refusesASealedDayThatItDoesNotKnow() {
        ConsumerRecord<byte[], byte[]> unknown = new ConsumerRecord<>(
                TopicSpec.SEALED_DAYS.topic(),
                0,
                0,
                new byte[0],
                "{\"of\":\"later\"}".getBytes(StandardCharsets.UTF_8));
        var offsets = new OffsetMapping(log(0));

        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> offsets.pass(unknown));

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

    private static ConsumerRecord<byte[], byte[]> sealed(SealRecord record) {
        return new ConsumerRecord<>(TopicSpec.SEALED_DAYS.topic(), 0, 0, new byte[0], record.encode());
    }

    private static SealRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return SealDecoder.decode(record.value());
    }
}
