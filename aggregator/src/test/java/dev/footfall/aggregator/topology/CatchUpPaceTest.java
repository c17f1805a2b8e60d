package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatchUpPaceTest {
    private final List<Long> asked = new ArrayList<>();

    /** The others have offsets of their own, which tell nothing of the log of events. */
    @ParameterizedTest
    @CsvSource({"DOWNLOAD_EVENTS, 8", "LIKES,", "REPOSITORIES,"})
    void asksForTheBacklogOfEventsAlone(TopicSpec topic, Long offset) {
        var pace = new BatchingClients.CatchUpPace(this::lag, () -> 0);
        var place = new TopicPartition(topic.topic(), 3);
        var record = new ConsumerRecord<>(place.topic(), place.partition(), 7, new byte[0], new byte[0]);

        pace.pauseAfter(new ConsumerRecords<>(Map.of(place, List.of(record)), Map.of()));

        assertEquals(offset == null ? List.of() : List.of(offset), asked);
    }

    private long lag(int partition, long nextOffset) {
        asked.add(nextOffset);
        return 0;
    }
}
