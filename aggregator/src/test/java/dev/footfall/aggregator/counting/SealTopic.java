package dev.footfall.aggregator.counting;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.sealing.KnownSeals;
import dev.footfall.aggregator.sealing.PartitionSealing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** One partition of the topic of sealed days, compacted late and in part, as Kafka does, and of a log whose beginning goes. */
final class SealTopic {
    private record Stored(long offset, String key, SealRecord record) {}

    private final List<Stored> written = new ArrayList<>();
    private final Map<String, Stored> last = new HashMap<>();
    private final List<Logged> log;
    private long next;
    private long logBegin;

    SealTopic(List<Logged> log) {
        this.log = log;
    }

    long logBegin() {
        return logBegin;
    }

    /** The rules of all records. */
    Set<String> rules() {
        return written.stream()
                .map(stored -> stored.record.rules())
                .filter(rules -> !rules.isEmpty())
                .collect(Collectors.toSet());
    }

    /**
     * Seals what a state has, and crashes between any two records by chance; then nothing is removed.
     *
     * @param counted the offset up to which all states have counted
     * @return the days that were written
     */
    List<SealedDay> seal(CrashingPartition state, PartitionSealing.Terms terms, Random random, long counted) {
        Tally tally = state.tally();
        KnownSeals known = known();
        if (known.mark().filter(mark -> mark.last().end() > tally.nextOffset()).isPresent()) return List.of();
        var sealing = new PartitionSealing(terms, tally.position(), known.mark());
        int left = random.nextInt(3) == 0 ? random.nextInt(100) : Integer.MAX_VALUE;
        List<SealedDay> days = new ArrayList<>();
        for (SealRecord record : records(state, sealing, terms.rules())) {
            if (left-- == 0) return days;
            Optional<String> key = known.keyFor(record);
            key.ifPresent(free -> write(free, record));
            if (key.isPresent() && record instanceof SealedDay day) days.add(day);
        }
        assertEquals(Map.of(), known.altered());
        SealMark mark = sealing.mark(tally.rejected(), tally.nextOffset(), logBegin, this::offsetOf);
        write(SealMark.KEY, mark);
        if (mark.logBegin() <= counted && random.nextInt(3) > 0) logBegin = Math.toIntExact(mark.logBegin());
        return days;
    }

    private KnownSeals known() {
        var known = new KnownSeals(false);
        written.forEach(stored -> known.add(stored.key, stored.record));
        return known;
    }

    private static List<SealRecord> records(CrashingPartition state, PartitionSealing sealing, String rules) {
        long end = state.tally().nextOffset();
        List<SealRecord> records = new ArrayList<>(state.sealedSourceDays(rules, end));
        for (Map.Entry<String, List<SourceFiles>> ofRepository : state.sources().entrySet()) {
            if (ofRepository.getValue().isEmpty()) continue;
            records.add(new SealedSources(ofRepository.getKey(), rules, end, ofRepository.getValue()));
        }
        for (Map.Entry<StoreKey, byte[]> row : state.storedRows().entrySet()) {
            sealing.seal(row.getKey(), row.getValue()).ifPresent(records::add);
        }
        return records;
    }

    private long offsetOf(long logTimeMillis) {
        int offset = 0;
        while (offset < log.size() && log.get(offset).logTimeMillis() < logTimeMillis) offset++;
        return offset;
    }

    private void write(String key, SealRecord record) {
        SealRecord read = SealDecoder.decode(record.encode());
        assertEquals(record, read);
        var stored = new Stored(next++, key, read);
        written.add(stored);
        last.put(key, stored);
    }

    /** Removes replaced records by chance: none, some or all. */
    void compact(Random random) {
        int keptOfThree = random.nextInt(4);
        written.removeIf(stored -> random.nextInt(3) >= keptOfThree && isReplaced(stored));
    }

    private boolean isReplaced(Stored stored) {
        return requireNonNull(last.get(stored.key)).offset > stored.offset;
    }

    /** Loads at most so many records. */
    void load(SealedDays sealed, int most) {
        int left = most;
        for (Stored stored : written) {
            if (stored.offset < sealed.next()) continue;
            if (left-- == 0) return;
            sealed.load(stored.record, stored.offset);
        }
        sealed.complete(known().mark().orElseThrow(), logBegin);
    }
}
