package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.Topics;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HeldPartitionsTest {
    private static final TopicPartition EVENTS = new TopicPartition(Topics.DOWNLOAD_EVENTS, 3);
    private static final TopicPartition OTHER_EVENTS = new TopicPartition(Topics.DOWNLOAD_EVENTS, 4);
    private static final TopicPartition LIKES = new TopicPartition(Topics.LIKES, 3);

    private final HeldPartitions held = new HeldPartitions();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    HeldPartitionsTest() {
        consumer.assign(List.of(EVENTS, OTHER_EVENTS, LIKES));
        consumer.pause(List.of(EVENTS, OTHER_EVENTS, LIKES));
    }

    @Test
    void resumesAHeldPartitionOnlyAfterItsReleaseAndOthersAtOnce() {
        held.hold(3);

        consumer.resume(held.resumable(List.of(EVENTS, OTHER_EVENTS, LIKES)));
        held.beforePoll(consumer);
        assertEquals(Set.of(EVENTS, LIKES), consumer.paused());

        held.release(3);
        held.beforePoll(consumer);
        assertEquals(Set.of(), consumer.paused());
    }

    @Test
    void resumesNothingThatNobodyWantedResumed() {
        held.hold(3);
        held.release(3);

        held.beforePoll(consumer);

        assertEquals(Set.of(EVENTS, OTHER_EVENTS, LIKES), consumer.paused());
    }

    @Test
    void leavesAPartitionToTheConsumerThatHasIt() {
        held.hold(3);
        held.resumable(List.of(EVENTS));
        held.release(3);
        var another = new MockConsumer<byte[], byte[]>("earliest");
        another.assign(List.of(OTHER_EVENTS));

        held.beforePoll(another);
        held.beforePoll(consumer);

        assertEquals(Set.of(OTHER_EVENTS, LIKES), consumer.paused());
    }

    @Test
    void readsAnInputOnFromWhereItStartsBeforeItIsResumed() {
        held.hold(3);
        held.resumable(List.of(EVENTS));
        held.startAt(EVENTS, new OffsetAndMetadata(17));
        held.release(3);

        held.beforePoll(consumer);

        assertEquals(17, consumer.position(EVENTS));
        assertEquals(Set.of(OTHER_EVENTS, LIKES), consumer.paused());
    }

    @Test
    void keepsWhatIsToBeResumedWhenAPartitionIsHeldForAnotherReason() {
        held.hold(3);
        held.resumable(List.of(EVENTS));
        held.hold(3);
        held.release(3);

        held.beforePoll(consumer);

        assertEquals(Set.of(OTHER_EVENTS, LIKES), consumer.paused());
    }

    @Test
    void forgetsAPartitionThatGoesAway() {
        held.hold(3);
        held.resumable(List.of(EVENTS));

        held.forget(3);
        held.beforePoll(consumer);

        assertEquals(Set.of(EVENTS, OTHER_EVENTS, LIKES), consumer.paused());
        assertEquals(List.of(EVENTS), held.resumable(List.of(EVENTS)));
    }
}
