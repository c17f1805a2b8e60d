package dev.footfall.operations.moves;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/** The places up to which the partitions of the old log were moved, as written with the next records. */
final class MovedParts {
    private final String move;
    private final Map<String, String> topicIds;
    private final Map<TopicPartition, MovedPart> parts = new HashMap<>();

    /** {@code topicIds}: of the old log. Fails if {@code got} is the progress of the move of another one. */
    MovedParts(Topics log, Map<String, String> topicIds, MoveProgress got) {
        this.move = got.move();
        this.topicIds = Map.copyOf(topicIds);
        for (MovedPart part : got.parts()) parts.put(part.place(), part);
        String events = log.name(TopicSpec.DOWNLOAD_EVENTS);
        boolean isSame = parts.isEmpty() || parts.containsKey(new TopicPartition(events, 0));
        for (MovedPart part : got.parts()) isSame &= part.topicId().equals(topicIds.get(part.topic()));
        if (isSame) return;
        throw new IllegalStateException("the log " + log.prefix()
                + " is not the one that records were moved from before, or topics of it were deleted: name that one, or move this"
                + " one into other topics");
    }

    MovedPart part(TopicPartition place) {
        return parts.computeIfAbsent(
                place,
                any -> new MovedPart(
                        place.topic(),
                        place.partition(),
                        Objects.requireNonNull(topicIds.get(place.topic())),
                        0,
                        Long.MIN_VALUE));
    }

    /** The part of a range that was not moved yet. Fails if records were deleted before they were moved, unless others replace them. */
    OffsetRange rest(OffsetRange range, boolean isCompacted) {
        MovedPart part = part(range.place());
        if (range.first() <= part.next() || isCompacted) return part.rest(range);
        throw new IllegalStateException("offsets " + part.next() + " to " + (range.first() - 1) + " of partition "
                + range.partition() + " of " + range.topic()
                + " were deleted before they were moved, so numbers would be"
                + " smaller: restore a backup, or move what is left as a file, by 'footfall export-log' and"
                + " 'footfall import-log'");
    }

    void moved(ReachedRecord moved) {
        var place = new TopicPartition(moved.record().topic(), moved.record().partition());
        parts.put(place, part(place).to(moved.record().offset() + 1, moved.reachedMillis()));
    }

    MoveProgress progress() {
        return new MoveProgress(move, List.copyOf(parts.values()));
    }
}
