package dev.footfall.operations.moves;

import dev.footfall.events.RestoredPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The marks of the partitions that records are moved into: up to their ends, records have the log times of the old log. */
final class MoveMarks {
    private final String move;
    private final Map<TopicPartition, Long> ends;
    private final Map<String, String> topicIds;

    /** {@code ends}: of all partitions, as they are. */
    MoveMarks(String move, Map<TopicPartition, Long> ends, Map<String, String> topicIds) {
        this.move = move;
        this.ends = new HashMap<>(ends);
        this.topicIds = Map.copyOf(topicIds);
    }

    Set<TopicPartition> places() {
        return ends.keySet();
    }

    List<RestoredPartition> all() {
        return ends.keySet().stream().map(this::mark).toList();
    }

    /** Moves ends on, and returns the marks that this changes. */
    List<RestoredPartition> to(Map<TopicPartition, Long> changed) {
        ends.putAll(changed);
        return changed.keySet().stream().map(this::mark).toList();
    }

    private RestoredPartition mark(TopicPartition place) {
        return new RestoredPartition(
                place.topic(),
                place.partition(),
                Objects.requireNonNull(topicIds.get(place.topic())),
                move,
                Objects.requireNonNull(ends.get(place)),
                false);
    }
}
