package dev.footfall.operations.moves;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.footfall.operations.logfiles.OffsetRange;
import org.apache.kafka.common.TopicPartition;

/**
 * The place up to which a partition of the old log was moved.
 *
 * @param topicId the id of its topic: one that was deleted and made again has other records at the same offsets
 * @param next the offset of the first record that was not
 * @param reachedMillis the newest log time of the records before that; {@link Long#MIN_VALUE} if there are none
 */
record MovedPart(
        String topic,
        int partition,
        @JsonProperty("topic_id") String topicId,
        long next,
        @JsonProperty("reached") long reachedMillis) {
    TopicPartition place() {
        return new TopicPartition(topic, partition);
    }

    MovedPart to(long offset, long millis) {
        return new MovedPart(topic, partition, topicId, offset, millis);
    }

    /** The part of a range that was not moved yet; of the same partition. */
    OffsetRange rest(OffsetRange range) {
        return new OffsetRange(topic, partition, Math.min(Math.max(range.first(), next), range.end()), range.end());
    }
}
