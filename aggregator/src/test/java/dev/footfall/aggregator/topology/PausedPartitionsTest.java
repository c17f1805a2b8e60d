package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.life.ReadingStart;
import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PausedPartitionsTest {
    private static final TopicPartition EVENTS = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 3);
    private static final TopicPartition OTHER_EVENTS = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 4);
    private static final TopicPartition LIKES = new TopicPartition(TopicSpec.LIKES.topic(), 3);

    private final PausedPartitions held = new PausedPartitions();
    private final Queue<RuntimeException> positions = new ArrayDeque<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized long position(TopicPartition input, Duration patience) {
            if (!positions.isEmpty()) throw positions.remove();
            return super.position(input, patience);
        }
    };

    PausedPartitionsTest() {
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
    void passesOverWhatIsNothingToCountBehindTheLastRecordAndBehindAStart() {
        held.afterPoll(polled(List.of(), 30));
        assertEquals(20, held.pass(3, 20), "it is not known where that poll began");

        held.startAt(EVENTS, new OffsetAndMetadata(20));
        held.afterPoll(polled(List.of(), 30));
        assertEquals(30, held.pass(3, 20));

        held.afterPoll(polled(List.of(30L, 33L), 36));
        held.afterPoll(polled(List.of(), 40));
        assertEquals(40, held.pass(3, 34));
        assertEquals(33, held.pass(3, 33), "that one is not counted yet");
        assertEquals(34, held.pass(4, 34));

        held.startAt(EVENTS, new OffsetAndMetadata(10));
        assertEquals(34, held.pass(3, 34), "it is read again, and may be another log by now");
        held.forget(3);
        assertEquals(10, held.pass(3, 10));
    }

    @Test
    void passesOverRecordsThatAreGoneFromTheBeginning() {
        held.startAt(EVENTS, new OffsetAndMetadata(5));
        held.beforePoll(consumer);
        consumer.updateBeginningOffsets(Map.of(EVENTS, 20L));

        consumer.seekToBeginning(List.of(EVENTS));
        held.fromBeginning(List.of(EVENTS, OTHER_EVENTS));
        held.beforePoll(consumer);

        assertEquals(20, held.pass(3, 5));
        assertFalse(held.place(3).orElseThrow().isLost());
        assertTrue(held.place(3).orElseThrow().isGap());
    }

    @Test
    void isNotBehindWhereRecordsWerePassedBeforeThePlaceWasKnown() {
        var isKnown = new AtomicBoolean();
        var late = new MockConsumer<byte[], byte[]>("none") {
            @Override
            public synchronized long position(TopicPartition input, Duration timeout) {
                if (!isKnown.get()) throw new TimeoutException("the leader has not answered yet");
                return super.position(input, timeout);
            }
        };
        late.assign(List.of(EVENTS));
        held.startAt(EVENTS, new OffsetAndMetadata(5));
        held.beforePoll(late);
        late.seek(EVENTS, 8); // by a poll

        isKnown.set(true);
        held.beforePoll(late);

        assertFalse(held.place(3).orElseThrow().isGap());
    }

    private static ConsumerRecords<byte[], byte[]> polled(List<Long> offsets, long next) {
        return polled(EVENTS, offsets, next);
    }

    private static ConsumerRecords<byte[], byte[]> polled(TopicPartition input, List<Long> offsets, long next) {
        List<ConsumerRecord<byte[], byte[]>> records = offsets.stream()
                .map(offset -> new ConsumerRecord<>(input.topic(), 3, offset, new byte[0], new byte[0]))
                .toList();
        return new ConsumerRecords<>(
                records.isEmpty() ? Map.of() : Map.of(input, records), Map.of(input, new OffsetAndMetadata(next)));
    }

    @Test
    void hasTheLikesThatTheirLogHadAtTheStartThoughItEndsWithAMarker() {
        held.startAt(LIKES, new OffsetAndMetadata(5));
        assertFalse(held.hasLikes(3, 5), "nobody has said where they end");

        consumer.updateEndOffsets(Map.of(LIKES, 8L));
        held.beforePoll(consumer);
        assertFalse(held.hasLikes(3, 5));

        held.afterPoll(polled(LIKES, List.of(5L, 6L), 7));
        assertFalse(held.hasLikes(3, 7));

        consumer.updateEndOffsets(Map.of(LIKES, 20L));
        held.beforePoll(consumer);
        held.afterPoll(polled(LIKES, List.of(), 8));
        assertFalse(held.hasLikes(3, 6), "one is polled, and not counted");
        assertTrue(held.hasLikes(3, 7));

        held.forget(3);
        assertFalse(held.hasLikes(3, 7));
    }

    @Test
    void waitsForNoLikesThatTheirLogHasLost() {
        held.startAt(LIKES, new OffsetAndMetadata(5));
        consumer.updateEndOffsets(Map.of(LIKES, 8L));
        held.beforePoll(consumer);
        assertFalse(held.hasLikes(3, 6));

        consumer.updateEndOffsets(Map.of(LIKES, 6L));
        held.beforePoll(consumer);
        assertTrue(held.hasLikes(3, 6));
    }

    @Test
    void hasTheLikesOfALogThatHasNone() {
        held.startAt(LIKES, new OffsetAndMetadata(0));
        consumer.updateEndOffsets(Map.of(LIKES, 0L));

        held.beforePoll(consumer);

        assertTrue(held.hasLikes(3, 0));
    }

    @Test
    void knowsTheOffsetsOfTheGroupUntilThePartitionGoesAway() {
        assertEquals(0, held.ofGroup(EVENTS).offset());

        var like = new OffsetAndMetadata(9, Optional.of(2), "");
        held.committed(Map.of(EVENTS, new OffsetAndMetadata(7), LIKES, like));
        assertEquals(7, held.ofGroup(EVENTS).offset());
        assertEquals(like, held.ofGroup(LIKES));
        assertEquals(0, held.ofGroup(OTHER_EVENTS).offset());

        held.forget(3);
        assertEquals(0, held.ofGroup(EVENTS).offset());
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
    void knowsAPlaceWhenItsLeaderHasAnswered() {
        held.startAt(EVENTS, new OffsetAndMetadata(17));
        positions.add(new TimeoutException());

        held.beforePoll(consumer);
        assertEquals(Optional.empty(), held.place(3));

        held.beforePoll(consumer);
        assertEquals(Optional.of(new ReadingStart(17, 17, false)), held.place(3));

        held.startAt(EVENTS, new OffsetAndMetadata(20));
        assertEquals(Optional.empty(), held.place(3));
    }

    @Test
    void seesThatALogHasLostWhatIsBeforeAStart() {
        held.startAt(EVENTS, new OffsetAndMetadata(17));
        positions.add(new OffsetOutOfRangeException(Map.of(EVENTS, 17L)));

        assertThrows(InvalidOffsetException.class, () -> held.beforePoll(consumer));
        assertEquals(Optional.empty(), held.place(3));

        consumer.seek(EVENTS, 0); // as Kafka Streams does then
        held.beforePoll(consumer);
        assertTrue(held.place(3).orElseThrow().isLost());

        held.forget(3);
        assertEquals(Optional.empty(), held.place(3));
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
