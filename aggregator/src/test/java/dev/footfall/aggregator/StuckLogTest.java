package dev.footfall.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.HungTransactions.Open;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StuckLogTest {
    @Test
    void namesEachPartitionAndProducerOnce() {
        Set<Open> hung = Set.of(open("a", 1, 7, 10), open("a", 1, 7, 20), open("b", 0, 9, 3));

        assertEquals(
                "The counted state cannot be read: in a-1, b-0 a transaction of producer 7, 9 is open that its coordinator"
                        + " has ended, as brokers of Kafka 4.3.0 to 4.4.0 leave it when they are killed in a commit.",
                StuckLog.describe(hung));
    }

    @Test
    void countsPartitionsBeyondTheFirstThree() {
        Set<Open> hung = Set.of(open("a", 0, 7, 1), open("a", 1, 7, 1), open("a", 2, 7, 1), open("a", 3, 7, 1));

        String sentence = StuckLog.describe(hung);

        assertEquals(
                "The counted state cannot be read: in a-0, a-1, a-2 and 1 more partitions a transaction of producer 7",
                sentence.substring(0, sentence.indexOf(" is open")));
    }

    private static Open open(String topic, int partition, long producer, long firstOffset) {
        return new Open(new TopicPartition(topic, partition), producer, 0, 0, firstOffset);
    }
}
