package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.heap.HeapDay;
import dev.footfall.aggregator.counting.heap.HeapDays;
import dev.footfall.aggregator.counting.heap.HeapRow;
import dev.footfall.aggregator.counting.heap.HeapTotals;
import dev.footfall.aggregator.counting.heap.HeapTotalsFormat;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.heap.TallyFormat;
import dev.footfall.aggregator.counting.projections.PartitionCounts;
import dev.footfall.aggregator.counting.projections.PartitionProjection;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.RunningSources;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.projections.SealedSources;
import dev.footfall.aggregator.counting.store.KeyProbe;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.WriteBehind;
import dev.footfall.aggregator.counting.store.WriteBehind.EntryListener;
import dev.footfall.aggregator.counting.store.WriteBehind.HeapEntry;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.Observation;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Counts one partition's events: a decision each, then roll-ups, on the heap until {@link #flush}. Not thread-safe. */
public final class PartitionCounter implements AutoCloseable {
    private static final int TRIM_DIVISOR = 32;

    static final StoreKey TALLY = StoreKey.ofRepository("tally".getBytes(StandardCharsets.US_ASCII));

    private final Sessionizer sessionizer;
    private final PartitionStores stores;
    private final HeapBudget budget;
    private final HeapDays days;
    private final WriteBehind<HeapTotals> totals;
    private final PartitionCounts[] counted;

    /** Those of all projections: a sealed record is stored also where its projection is not counted. */
    private final List<PartitionCounts> all = new ArrayList<>();

    private final WriteBehind<?>[] heaps;
    private final KeyProbe probe = new KeyProbe();
    private final Tally tally;
    private final SealedDays sealed;
    private List<DoubleClick> doubleClicks = List.of();
    private LogPosition flushed;

    /** {@code changed}: receives the totals of each repository as they are written. */
    public PartitionCounter(
            RuleSet rules, PartitionStores stores, HeapBudget budget, BiConsumer<StoreKey, RepositoryTotals> changed) {
        Projections projections = rules.projections();
        this.sessionizer = new Sessionizer(rules.rules(), projections.heads(), projections.headNames());
        this.stores = stores;
        this.budget = budget;
        this.days = new HeapDays(stores, rules.projections(), this::rollUp);
        this.totals = new WriteBehind<>(
                PartitionStores.TOTALS,
                stores,
                new HeapTotalsFormat(),
                new EntryListener<>((repository, written) -> changed.accept(repository, written.sums()), key -> {}));
        this.counted = open(rules.projections());
        this.heaps = Stream.concat(
                        Stream.concat(days.heaps(), Stream.of(totals)),
                        all.stream().map(PartitionCounts::heap))
                .toArray(WriteBehind<?>[]::new);
        this.tally = storedTally();
        this.sealed = new SealedDays(stores, tally, this::store);
        this.flushed = tally.position();
        if (isNew()) List.of(heaps).forEach(WriteBehind::startEmpty);
        budget.join();
    }

    private PartitionCounts[] open(Projections projections) {
        List<PartitionCounts> wanted = new ArrayList<>();
        for (PartitionProjection projection : Projections.ALL.ofPartitions()) {
            PartitionCounts counts = projection.open(stores);
            all.add(counts);
            if (projections.has(projection.name())) wanted.add(counts);
        }
        return wanted.toArray(PartitionCounts[]::new);
    }

    private Tally storedTally() {
        return stores.get(PartitionStores.PARTITION, TALLY)
                .map(TallyFormat::decode)
                .orElseGet(Tally::new);
    }

    public boolean isNew() {
        return tally.nextOffset() == 0 && !sealed.isBegun();
    }

    public SealedDays sealed() {
        return sealed;
    }

    private void store(SealRecord record) {
        if (record instanceof SealedDay day) store(day);
        if (record instanceof SealedSources ofRepository) store(ofRepository);
        for (PartitionCounts counts : all) counts.load(record);
    }

    private void store(SealedSources sources) {
        HeapEntry<HeapTotals> total = total(sources.keyBytes());
        tally.addSources(total.value().seal(RunningSources.of(sources.sources()), sources.end()));
        totals.touch(total);
        keepToBudget();
    }

    /** Stores a sealed day. Compaction is late, so an earlier record of it may be loaded already: sums change by the difference. */
    private void store(SealedDay day) {
        StoreKey row = day.storeKey();
        DailyRow replaced = days.store(row, day.storeValue());
        replaced.excluded().byReason().forEach((reason, events) -> tally.exclude(reason, -events));
        day.row().excluded().byReason().forEach(tally::exclude);
        DailyCounts delta = day.row().counts().plus(replaced.counts().negate());
        tally.count(delta.files());
        if (!delta.equals(DailyCounts.ZERO)) addToTotal(row, delta);
        keepToBudget();
    }

    /** Notes that a record is being read; exactly one of {@link #count} and {@link #reject} follows. */
    public void reach(long offset, long logTimeMillis) {
        tally.reach(offset, logTimeMillis);
    }

    /** Adds a record that is no valid event, unless it is known from sealed days; false if it is. */
    public boolean reject(String field) {
        if (sealed.holdsLastRejected()) return false;
        tally.reject(field, 1);
        return true;
    }

    /** True if a sealed day has this event, the record last reached: it is then not to be counted again. */
    public boolean holds(Observation event) {
        if (!sealed.mayHoldLast()) return false;
        HeapRow row = days.row(event.repository(), UtcDay.epochDay(event)).value();
        keepToBudget();
        return tally.nextOffset() <= row.sealedEnd();
    }

    /** Decides on one event and rolls it up. The outcome is valid until the next one. */
    public Outcome count(Observation event, long logTimeMillis) {
        HeapEntry<HeapRow> row = days.row(event.repository(), UtcDay.epochDay(event));
        HeapDay day = new HeapDay(days, row, event.visitor());
        Outcome outcome = sessionizer.decide(event, logTimeMillis, day);
        if (outcome instanceof Outcome.Excluded excluded) {
            row.value().counts().exclude(excluded.reason());
            tally.exclude(excluded.reason(), 1);
        } else if (outcome instanceof CountedOutcome counted) {
            day.add(event, counted);
            row.value().add(event, counted, logTimeMillis);
            tally.count(1);
            if (isSourceNew(event) && !row.value().addSource(event)) addNewSource(event, row.value());
        }
        doubleClicks = sessionizer.takeDoubleClicks(day);
        for (DoubleClick click : doubleClicks) add(event, click, row.value(), day);
        for (PartitionCounts counts : counted) counts.add(event, outcome, tally.nextOffset() - 1);
        days.changed(row);
        keepToBudget();
        return outcome;
    }

    /** The clicks that the last event made double clicks, itself included; valid until the next one. */
    public List<DoubleClick> doubleClicks() {
        return doubleClicks;
    }

    private void add(Observation event, DoubleClick click, HeapRow row, HeapDay day) {
        day.add(event, click);
        row.add(event, click);
        tally.count(click.files());
        tally.exclude(ExclusionReason.DOUBLE_CLICK, -click.files());
    }

    private boolean isSourceNew(Observation event) {
        return !sealed.mayHoldLast()
                || tally.nextOffset() > total(event.repository()).value().sourcesEnd();
    }

    /** Places a source among those of its repository now: the order of the log decides, not that of commits. */
    private void addNewSource(Observation event, HeapRow row) {
        HeapEntry<HeapTotals> total = total(event.repository());
        RunningSources sum = total.value().sources();
        int before = sum.size();
        row.newSources().add(event, sum);
        tally.addSources(sum.size() - before);
        totals.touch(total);
    }

    private HeapEntry<HeapTotals> total(byte[] repository) {
        return totals.entry(probe.repository(repository, repository.length));
    }

    private void rollUp(StoreKey row, HeapRow counted) {
        DailyCounts delta = counted.counts().rollUp();
        if (delta.equals(DailyCounts.ZERO)) return; // no file was counted, and so none of a source
        counted.moveSources(addToTotal(row, delta).sources());
    }

    private HeapTotals addToTotal(StoreKey row, DailyCounts delta) {
        HeapEntry<HeapTotals> total =
                totals.entry(probe.repository(row.bytes(), StoreKey.repositoryLength(row.bytes())));
        total.value().add(delta, StoreKey.epochDayOf(row.bytes()));
        totals.touch(total);
        return total.value();
    }

    private void keepToBudget() {
        long excess = weightBytes() - budget.shareBytes();
        if (excess <= 0) return;
        WriteBehind<?> heaviest = Collections.max(List.of(heaps), Comparator.comparingLong(WriteBehind::weightBytes));
        heaviest.trim(excess + budget.shareBytes() / TRIM_DIVISOR);
    }

    long weightBytes() {
        long bytes = 0;
        for (WriteBehind<?> heap : heaps) bytes += heap.weightBytes();
        return bytes;
    }

    public void flush() {
        if (flushed.equals(tally.position()) && !sealed.isChanged()) return;
        days.flush(tally.nextOffset() - flushed.nextOffset());
        totals.flush();
        for (PartitionCounts counts : all) counts.flush();
        sealed.write();
        stores.put(PartitionStores.PARTITION, TALLY, TallyFormat.encode(tally));
        flushed = tally.position();
    }

    /** Forgets what is on the heap, written or not, and gives its share of the budget back. Not used after that. */
    @Override
    public void close() {
        List.of(heaps).forEach(WriteBehind::clear);
        budget.leave();
    }

    public Tally tally() {
        return tally;
    }
}
