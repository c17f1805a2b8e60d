package dev.footfall.operations.moves;

import java.util.Map;

/**
 * The outcome of a run.
 *
 * @param records by the topic they were moved into
 * @param isLevel nothing was left in the old log, which did not change for a while
 */
public record MoveResult(Map<String, Long> records, boolean isLevel) {
    public MoveResult {
        records = Map.copyOf(records);
    }

    public long total() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }
}
