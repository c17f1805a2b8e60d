package dev.footfall.aggregator.sealed;

import dev.footfall.aggregator.sourcehours.SourceDay;

/**
 * The events of one source on one UTC day, by hour, as they were counted up to an offset of their partition.
 *
 * @param end the offset after the last record that they may have
 */
public record SealedSourceDay(SourceDay day, long end) implements SealRecord {
    /** The same as it would be sealed at another offset. */
    public SealedSourceDay at(long otherEnd) {
        return new SealedSourceDay(day, otherEnd);
    }
}
