package dev.footfall.aggregator.counting;

/**
 * The events of one source on one UTC day, by hour, as they were counted up to an offset of their partition.
 *
 * @param rules name and digest of the rules by which they were counted
 * @param end the offset after the last record that they may have
 */
public record SealedSourceDay(SourceDay day, String rules, long end) implements SealRecord {
    @Override
    public SealedSourceDay at(long otherEnd) {
        return new SealedSourceDay(day, rules, otherEnd);
    }
}
