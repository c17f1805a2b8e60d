package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.SealedDays;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.sealing.KnownSeals;
import dev.footfall.aggregator.sealing.PartitionSealing;
import dev.footfall.aggregator.sealing.PartitionSeals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/** The sealed days of one partition in memory, written and loaded by the real rules. */
final class SimulatedSeals {
    /** So few that a load is interrupted by what happens meanwhile. */
    private static final int RECORDS_OF_A_LOAD = 2;

    private final List<Stored> written = new ArrayList<>();
    private final SimulatedLog log;

    private record Stored(String key, SealRecord record) {}

    SimulatedSeals(SimulatedLog log) {
        this.log = log;
    }

    private KnownSeals known() {
        var known = new KnownSeals(false);
        written.forEach(stored -> known.add(stored.key(), stored.record()));
        return known;
    }

    /** The offset before which sealed days have all that the log had. */
    long sealedBefore() {
        return known().mark().map(SealMark::logBegin).orElse(0L);
    }

    /** The offset up to which they may speak. */
    long end() {
        return known().mark().map(mark -> mark.last().end()).orElse(0L);
    }

    /**
     * Seals what a state has; is killed before its mark if the next record is one too many.
     *
     * @return the days that became different under the same rules: none should
     */
    Set<String> seal(RuleSet rules, Tally tally, Map<Bytes, byte[]> entries, LocalDate before, int mostRecords) {
        KnownSeals known = known();
        if (tally.nextOffset() < end()) return Set.of();
        var terms = new PartitionSealing.Terms(rules.id(), rules.rules().retention(), before);
        var sealing = new PartitionSealing(terms, tally.position(), known.mark());
        int left = mostRecords;
        for (Map.Entry<Bytes, byte[]> entry : entries.entrySet()) {
            if (!PartKeys.isIn(PartitionStores.DAILY_ROWS, entry.getKey().get())) continue;
            byte[] row = entry.getValue();
            Optional<SealedDay> day = sealing.seal(
                            key(PartKeys.inPart(entry.getKey().get())), row)
                    .map(found ->
                            SealedEnd.ofRow(row) != SealedEnd.NONE ? known.byItsRules(found) : known.byTheLog(found));
            Optional<String> key = day.flatMap(known::keyFor);
            if (key.isEmpty()) continue;
            if (left-- == 0) return Set.of();
            write(key.get(), day.orElseThrow());
        }
        write(
                SealMark.KEY,
                sealing.mark(tally.rejected(), tally.nextOffset(), log.begin(), millis -> log.firstSince(millis)));
        return known.altered().keySet();
    }

    private static StoreKey key(byte[] row) {
        return StoreKey.ofRow(StoreKey.repositoryOf(row), StoreKey.epochDayOf(row));
    }

    private void write(String key, SealRecord record) {
        written.add(new Stored(key, SealDecoder.decode(record.encode())));
    }

    void forget() {
        written.clear();
    }

    Optional<String> loss() {
        return log.begin() > sealedBefore() ? Optional.of("The first are gone") : Optional.empty();
    }

    Optional<PartitionSeals> ofABeginning() {
        return log.begin() > 0 && known().mark().isPresent() ? Optional.of(new Load()) : Optional.empty();
    }

    private final class Load implements PartitionSeals {
        private final long begin = log.begin();
        private final int end = written.size();
        private final SealMark mark = known().mark().orElseThrow();

        @Override
        public Set<String> rules() {
            return Set.of();
        }

        @Override
        public void loadSome(SealedDays into) {
            int first = Math.toIntExact(into.next());
            int last = Math.min(end, first + RECORDS_OF_A_LOAD);
            for (int i = first; i < last; i++) into.load(written.get(i).record(), i);
            if (last >= end) into.complete(mark, begin);
        }

        @Override
        public void close() {}
    }
}
