package dev.footfall.standalone.sealing;

import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.aggregator.sealed.SealCodec;
import dev.footfall.aggregator.sealed.SealMark;
import dev.footfall.aggregator.sealed.SealRecord;
import dev.footfall.aggregator.sealed.SealedDay;
import dev.footfall.aggregator.sealed.SealedSourceDay;
import dev.footfall.aggregator.sealed.SealedSources;
import dev.footfall.aggregator.sourcehours.SourceDay;
import dev.footfall.aggregator.store.StoreKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sealed days that one partition has already, as short as the store has them. Not thread-safe. */
final class KnownSeals {
    private final Map<StoreKey, Known> days = new HashMap<>();
    private final Map<String, List<SourceFiles>> sources = new HashMap<>();
    private final Map<String, SourceDay> sourceDays = new HashMap<>();
    private Optional<SealMark> mark = Optional.empty();

    /** The counts of a day, and the rules by which it was counted. */
    private record Known(StoreKey counts, String rules, boolean hasFiles) {}

    /** Adds a record of the topic, which replaces one of the same key. */
    void add(byte[] value) {
        SealRecord record = SealCodec.decode(value);
        if (record instanceof SealMark last) mark = Optional.of(last);
        if (record instanceof SealedSources ofRepository) {
            sources.put(ofRepository.repository(), ofRepository.sources());
        }
        if (record instanceof SealedSourceDay ofSource) sourceDays.put(SealCodec.key(ofSource), ofSource.day());
        if (record instanceof SealedDay day) {
            boolean hasFiles = day.row().counts().files() > 0;
            days.put(day.storeKey(), new Known(counts(day), day.rules().intern(), hasFiles));
        }
    }

    private static StoreKey counts(SealedDay day) {
        return StoreKey.ofRepository(day.at(0).storeValue());
    }

    /** The mark of the last sealing. */
    Optional<SealMark> mark() {
        return mark;
    }

    /** True if a repository's sources stand there with the same files. */
    boolean has(SealedSources wanted) {
        return wanted.sources().equals(sources.getOrDefault(wanted.repository(), List.of()));
    }

    /** True if a source's day stands there with the same events. */
    boolean has(SealedSourceDay wanted) {
        return wanted.day().equals(sourceDays.get(SealCodec.key(wanted)));
    }

    /** The number of days. */
    int size() {
        return days.size();
    }

    /** True if a day was never sealed. */
    boolean isNew(SealedDay day) {
        return !days.containsKey(day.storeKey());
    }

    /**
     * A day as it is to be written, unless it stands there with the same counts. One of which files were counted stays one of
     * the rules by which they were.
     */
    Optional<SealedDay> toWrite(SealedDay day) {
        Known known = days.get(day.storeKey());
        if (known == null) return Optional.of(day);
        if (known.counts.equals(counts(day))) return Optional.empty();
        return Optional.of(known.hasFiles ? day.by(known.rules) : day);
    }
}
