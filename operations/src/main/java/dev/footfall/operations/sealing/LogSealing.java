package dev.footfall.operations.sealing;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.SealDecoder;
import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.sealing.KnownSeals;
import dev.footfall.aggregator.sealing.PartitionSealing;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.states.ActiveStates;
import dev.footfall.operations.states.PastDecisions;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The sealing of a log: of each partition the days before a date that nothing can change any more become records, by the numbers
 * of the state that answers, unless other rules have sealed them; when these are durable, the records of events that nobody needs any more are removed. Nodes may count
 * meanwhile. Interrupted anywhere, it can be done again.
 */
public final class LogSealing {
    private final Map<String, String> kafka;
    private final Topics log;
    private final StateId state;
    private final ActiveStates decided;
    private final SealingOptions options;

    public LogSealing(Map<String, String> kafka, StateId main, SealingOptions options) {
        this.kafka = kafka;
        this.log = main.log();
        this.options = options;
        this.decided = PastDecisions.statesOf(kafka, log);
        this.state = new StateId(log, decided.answering(), main.rules());
    }

    /** Seals what {@code which} accepts; {@code progress} hears each that is done. Fails at the first not safe. */
    public SealingResult seal(IntPredicate which, IntConsumer progress) {
        SealingResult result = SealingResult.NOTHING;
        try (var admin = new LogAdmin(kafka, log);
                var reader = PartitionReader.ofCommitted(kafka)) {
            requireState(admin);
            if (!options.isDry()) {
                new TopicAdmin(kafka, log)
                        .ensure(TopicSpec.SEALED_DAYS, state.rules().partitions(), options.replicationFactor());
            }
            for (int partition = 0; partition < state.rules().partitions(); partition++) {
                if (which.test(partition)) result = result.and(seal(partition, admin, reader));
                progress.accept(partition + 1);
            }
        }
        return result;
    }

    private void requireState(LogAdmin admin) {
        String format = state.rules().format();
        decided.formatOf(state.name()).filter(other -> !other.equals(format)).ifPresent(other -> {
            throw new IllegalStateException("questions are answered from the state " + state.name() + " of format "
                    + other + ", and this release reads format " + format + ": seal by the release that answers");
        });
        if (!admin.has(state.changelog())) {
            throw new IllegalStateException("nothing is counted yet: start 'footfall run' or 'footfall serve' first");
        }
        var unused = PartitionReader.restoredEnds(kafka, log); // refuses a log that is half there
    }

    private SealingResult seal(int partition, LogAdmin admin, PartitionReader reader) {
        var place = new TopicPartition(log.name(TopicSpec.SEALED_DAYS), partition);
        var known = new KnownSeals(options.repairs());
        long knownEnd = admin.has(place.topic()) ? read(place, reader, known) : 0;
        LocalDate before = PartitionSealing.before(options.before(), known.mark());
        CountedPartition counted = CountedPartition.read(reader, state, partition, before);
        Optional<LogPosition> position = counted.position();
        if (position.isEmpty() && known.mark().isEmpty()) return SealingResult.NOTHING; // it has never had a record
        LogPosition at = position.orElse(LogPosition.START);
        long sealedTo = known.mark().map(mark -> mark.last().end()).orElse(0L);
        if (at.nextOffset() < sealedTo) {
            throw new IllegalStateException("partition " + partition + " is counted up to offset " + at.nextOffset()
                    + ", but days were sealed up to " + sealedTo + ": wait until it has caught up");
        }
        PartitionSealing.requirePast(partition, at, Instant.now());
        var terms =
                new PartitionSealing.Terms(counted.own().rules(), counted.own().retention(), options.before());
        var sealing = new PartitionSealing(terms, at, known.mark());
        try (var writer = new SealWriter(kafka, place, knownEnd)) {
            if (!options.isDry()) writer.claim(reader);
            return write(writer, sealing, counted, known, admin, reader);
        }
    }

    private static long read(TopicPartition place, PartitionReader reader, KnownSeals known) {
        return CountedPartition.readToEnd(reader, place, (key, value) -> {
            if (value != null) known.add(new String(key, StandardCharsets.UTF_8), SealDecoder.decode(value));
            CountedPartition.requireRoom(known.days(), CountedPartition.MOST_ON_HEAP);
        });
    }

    private SealingResult write(
            SealWriter writer,
            PartitionSealing sealing,
            CountedPartition counted,
            KnownSeals known,
            LogAdmin admin,
            PartitionReader reader) {
        int partition = writer.partition();
        long written = 0;
        long added = 0;
        // before the rows: an event that a sealed row holds is not looked at again
        counted.seals().forEach(record -> write(record, known, writer));
        counted.sources().forEach(sources -> write(sources, known, writer));
        for (Map.Entry<StoreKey, byte[]> row : new TreeMap<>(counted.rows()).entrySet()) {
            boolean isOfRecord = SealedEnd.ofRow(row.getValue()) != SealedEnd.NONE;
            Optional<SealedDay> day = sealing.seal(row.getKey(), row.getValue())
                    .map(found -> isOfRecord ? known.byItsRules(found) : known.byTheLog(found));
            if (day.isEmpty() || !write(day.get(), known, writer)) continue;
            written++;
            if (known.isNew(day.get())) added++;
        }
        writer.flush(reader);
        Tally tally = counted.own().tally();
        OffsetRange events = reader.partition(admin.place(partition));
        long begin = events.first();
        SealMark mark =
                sealing.mark(tally.rejected(), tally.nextOffset(), begin, millis -> reader.firstSince(events, millis));
        if (!options.isDry()) writer.write(SealMark.KEY, mark.encode());
        writer.flush(reader);
        if (mark.logBegin() > begin) remove(partition, mark.logBegin(), admin);
        List<String> altered = known.altered().values().stream()
                .map(KnownSeals.Altered::toString)
                .toList();
        var kept = new SealingResult.Kept(known.others(), altered);
        long removed = mark.logBegin() - begin;
        return new SealingResult(known.days() + added, written, removed, sealing.open(), sealing.closed(), kept);
    }

    private boolean write(SealRecord record, KnownSeals known, SealWriter writer) {
        Optional<String> key = known.keyFor(record);
        if (!options.isDry()) key.ifPresent(free -> writer.write(free, record.encode()));
        return key.isPresent();
    }

    private void remove(int partition, long end, LogAdmin admin) {
        admin.requireCounted(decided.counted(), state, partition, end);
        if (!options.isDry()) admin.removeBefore(partition, end);
    }
}
