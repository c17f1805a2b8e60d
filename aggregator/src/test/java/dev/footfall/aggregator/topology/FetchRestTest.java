package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchRestTest {
    private static final int SET = 100;
    private static final int LONG = 500;
    private static final TopicPartition PLACE = new TopicPartition("log", 3);

    private long nowNanos = 1;
    private FetchRest rest;

    @BeforeEach
    void make() throws NoSuchFieldException {
        rest = new FetchRest(() -> nowNanos, true);
    }

    @Test
    void isHeldForLongOnceThereWasNoNewsForASecond() throws Exception {
        assertEquals(SET, sent(Map.of()));
        pass();
        assertEquals(LONG, sent(Map.of()));
    }

    @Test
    void isHeldAsSetWhileRecordsCome() throws Exception {
        pass();
        rest.receive(response(
                MemoryRecords.withRecords(Compression.NONE, new SimpleRecord("one".getBytes(StandardCharsets.UTF_8)))));
        assertEquals(SET, sent(Map.of()));

        pass();
        rest.receive(response(MemoryRecords.EMPTY));
        assertEquals(LONG, sent(Map.of()));
    }

    @Test
    void isHeldAsSetWhereAPartitionIsAdded() throws Exception {
        pass();
        var added = new FetchRequest.PartitionData(Uuid.randomUuid(), 0, 0, 1, Optional.empty());
        assertEquals(SET, sent(Map.of(PLACE, added)));
        assertEquals(SET, sent(Map.of()));
    }

    @Test
    void isHeldAsSetForAReaderOfCommittedRecords() throws Exception {
        rest = new FetchRest(() -> nowNanos, false);
        pass();
        assertEquals(SET, sent(Map.of()));
    }

    private int sent(Map<TopicPartition, FetchRequest.PartitionData> added) throws IllegalAccessException {
        short version = ApiKeys.FETCH.latestVersion();
        var builder = FetchRequest.Builder.forConsumer(version, SET, 1, added);
        rest.send(builder);
        return builder.build(version).maxWait();
    }

    private static FetchResponse response(MemoryRecords records) {
        var partitions = new LinkedHashMap<TopicIdPartition, FetchResponseData.PartitionData>();
        partitions.put(
                new TopicIdPartition(Uuid.randomUuid(), PLACE),
                new FetchResponseData.PartitionData()
                        .setPartitionIndex(PLACE.partition())
                        .setRecords(records));
        return FetchResponse.of(Errors.NONE, 0, 0, partitions, List.of());
    }

    private void pass() {
        nowNanos += Duration.ofSeconds(2).toNanos();
    }
}
