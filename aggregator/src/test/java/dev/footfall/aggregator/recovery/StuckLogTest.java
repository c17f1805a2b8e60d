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
                "a-1, b-0 had an open transaction of producer 7, 9 that its coordinator had lost or ended, as after a"
                        + " power failure: ending it.",
                StuckLog.describe(hung));
    }

    @Test
    void countsPartitionsBeyondTheFirstThree() {
        Set<OpenTransaction> hung =
                Set.of(open("a", 0, 7, 1), open("a", 1, 7, 1), open("a", 2, 7, 1), open("a", 3, 7, 1));

        String sentence = StuckLog.describe(hung);

        assertEquals(
                "a-0, a-1, a-2 and 1 more partitions had an open transaction of producer 7",
                sentence.substring(0, sentence.indexOf(" that its")));
    }

    private static OpenTransaction open(String topic, int partition, long producer, long firstOffset) {
        return new OpenTransaction(new TopicPartition(topic, partition), producer, 0, 0, firstOffset);
    }
}
