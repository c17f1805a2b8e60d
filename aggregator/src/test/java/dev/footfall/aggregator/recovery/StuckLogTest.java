package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StuckLogTest {
    @Test
    void namesEachPartitionAndProducerOnce() {
        Set<OpenTransaction> hung = Set.of(open("a", 1, 7, 10), open("a", 1, 7, 20), open("b", 0, 9, 3));

        assertEquals(
                "In a-1, b-0 a transaction of producer 7, 9 was open that its coordinator has lost or ended, as after a"
                        + " loss of power: it is ended.",
                StuckLog.describe(hung));
    }

    @Test
    void countsPartitionsBeyondTheFirstThree() {
        Set<OpenTransaction> hung =
                Set.of(open("a", 0, 7, 1), open("a", 1, 7, 1), open("a", 2, 7, 1), open("a", 3, 7, 1));

        String sentence = StuckLog.describe(hung);

        assertEquals(
                "In a-0, a-1, a-2 and 1 more partitions a transaction of producer 7",
                sentence.substring(0, sentence.indexOf(" was open")));
    }

    private static OpenTransaction open(String topic, int partition, long producer, long firstOffset) {
        return new OpenTransaction(new TopicPartition(topic, partition), producer, 0, 0, firstOffset);
    }
}
