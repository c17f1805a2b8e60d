package dev.footfall.aggregator.partition;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.aggregator.rollup.Tally;
import dev.footfall.aggregator.sealed.PartitionSealing;
import dev.footfall.aggregator.sealed.SealCodec;
import dev.footfall.aggregator.sealed.SealMark;
import dev.footfall.aggregator.sealed.SealRecord;
import dev.footfall.aggregator.sealed.SealedDay;
import dev.footfall.aggregator.sealed.SealedSourceDay;
import dev.footfall.aggregator.sealed.SealedSources;
import dev.footfall.aggregator.sourcehours.SourceDay;
import dev.footfall.aggregator.store.StoreKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One partition of the topic of sealed days, compacted late and in part, as Kafka does, and of a log whose beginning goes. */
final class SealTopic {
    private record Stored(long offset, SealRecord record) {}

    private final List<Stored> written = new ArrayList<>();
    private final Map<String, Stored> records = new HashMap<>();
    private final List<Logged> log;
    private long next;
    private long logBegin;

    SealTopic(List<Logged> log) {
        this.log = log;
    }

    long logBegin() {
        return logBegin;
    }

    /** Seals what a state has, and crashes between any two records by chance; then nothing is removed. */
    void seal(CrashingPartition state, PartitionSealing.Terms terms, Random random) {
        Tally tally = state.tally();
        Optional<SealMark> last = mark();
        if (last.isPresent() && last.get().last().end() > tally.nextOffset()) return;
        var sealing = new PartitionSealing(terms, tally.position(), last);
        int left = random.nextInt(3) == 0 ? random.nextInt(100) : Integer.MAX_VALUE;
        for (SourceDay day : state.sourceDays().values()) {
            if (left-- == 0) return;
            put(new SealedSourceDay(day, tally.nextOffset()));
        }
        for (Map.Entry<String, List<SourceFiles>> ofRepository : state.sources().entrySet()) {
            if (left-- == 0) return;
            if (!ofRepository.getValue().isEmpty()) {
                put(new SealedSources(ofRepository.getKey(), tally.nextOffset(), ofRepository.getValue()));
            }
        }
        for (Map.Entry<StoreKey, byte[]> row : state.storedRows().entrySet()) {
            if (left-- == 0) return;
            sealing.seal(row.getKey(), row.getValue()).ifPresent(this::put);
        }
        SealMark mark = sealing.mark(tally.rejected(), tally.nextOffset());
        write(mark);
        if (random.nextInt(3) == 0) return;
        logBegin = Math.max(logBegin, sealing.removableBefore(mark, this::offsetOf));
    }

    private long offsetOf(long logTimeMillis) {
        int offset = 0;
        while (offset < log.size() && log.get(offset).logTimeMillis() < logTimeMillis) offset++;
        return offset;
    }

    /** Writes a day, unless it stands there with the same counts. */
    private void put(SealedDay day) {
        Stored before = records.get(SealCodec.key(day));
        boolean isThere =
                before != null && ((SealedDay) before.record).at(day.end()).equals(day);
        if (!isThere) write(day);
    }

    private void put(SealedSources sources) {
        Stored before = records.get(SealCodec.key(sources));
        boolean isThere = before != null
                && ((SealedSources) before.record).at(sources.end()).equals(sources);
        if (!isThere) write(sources);
    }

    private void put(SealedSourceDay day) {
        Stored before = records.get(SealCodec.key(day));
        boolean isThere = before != null
                && ((SealedSourceDay) before.record).at(day.end()).equals(day);
        if (!isThere) write(day);
    }

    private void write(SealRecord record) {
        SealRecord read = SealCodec.decode(SealCodec.encode(record));
        assertEquals(record, read);
        var stored = new Stored(next++, read);
        written.add(stored);
        records.put(SealCodec.key(record), stored);
    }

    private Optional<SealMark> mark() {
        return Optional.ofNullable(records.get(SealCodec.MARK)).map(stored -> (SealMark) stored.record);
    }

    /** Removes replaced records by chance: none, some or all. */
    void compact(Random random) {
        int keptOfThree = random.nextInt(4);
        written.removeIf(stored -> random.nextInt(3) >= keptOfThree && isReplaced(stored));
    }

    private boolean isReplaced(Stored stored) {
        return requireNonNull(records.get(SealCodec.key(stored.record))).offset > stored.offset;
    }

    /** Loads at most so many records. */
    void load(SealedDays sealed, int most) {
        int left = most;
        for (Stored stored : written) {
            if (stored.offset < sealed.next()) continue;
            if (left-- == 0) return;
            sealed.load(stored.record, stored.offset);
        }
        sealed.complete(mark().orElseThrow(), logBegin);
    }
}
