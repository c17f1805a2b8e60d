package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.projections.NumberedHours;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.DayState;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.aggregator.session.HeadName;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.aggregator.session.VisitorDayState;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.Parsed;
import dev.footfall.rules.CountingRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of one event in the scanner, in the careful reader beside it, in the sessionizer, and in a partition's counter
 * with no, one and four projections. Not run by the build.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CountingBenchmark {
    private static final int EVENTS = 2_048;
    private static final HeapBudget BUDGET = new HeapBudget(1L << 30);

    private static final PartitionStores NO_STORES = new PartitionStores() {
        @Override
        public Optional<byte[]> get(String store, StoreKey key) {
            return Optional.empty();
        }

        @Override
        public void put(String store, StoreKey key, byte[] value) {
            // it was encoded, which is all that is measured
        }

        @Override
        public void delete(String store, StoreKey key) {
            throw new UnsupportedOperationException("what is counted is not deleted");
        }
    };

    private final EventScanner scanner = new EventScanner();
    private final Sessionizer sessionizer = new Sessionizer(CountingRules.DEFAULT, HeadDetail.NOTHING, HeadName.UNTOLD);
    private byte[][] values = {};
    private byte[][] keys = {};
    private Observation[] observations = {};
    private long nowMillis;
    private OneVisitor visitor = new OneVisitor();

    @Setup(Level.Trial)
    public void prepare() {
        List<DownloadEvent> events = new RandomLog(1, CountingRules.DEFAULT.gap()).events(EVENTS);
        values = events.stream().map(EventCodec::encode).toArray(byte[][]::new);
        keys = events.stream().map(event -> event.repo().keyBytes()).toArray(byte[][]::new);
        observations = events.stream().map(Observation::of).toArray(Observation[]::new);
        nowMillis = events.get(0).time().toEpochMilli() + 30L * UtcDay.MILLIS;
    }

    @Setup(Level.Invocation)
    public void forget() {
        visitor = new OneVisitor();
    }

    /** All of an event's counting, with so many projections on the way, until it is written. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void counter(Projected projected, Blackhole results) {
        try (var counter = new PartitionCounter(projected.rules, NO_STORES, BUDGET, (repository, totals) -> {})) {
            for (int i = 0; i < EVENTS; i++) {
                counter.reach(i, nowMillis);
                counter.count(observations[i], nowMillis);
            }
            counter.flush();
            results.consume(counter.tally());
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void scanner(Blackhole results) {
        for (int i = 0; i < EVENTS; i++) {
            Optional<Observation> scanned = scanner.scan(values[i], keys[i], nowMillis);
            results.consume(scanned);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void carefulReader(Blackhole results) {
        for (byte[] value : values) {
            Parsed<DownloadEvent> decoded = EventCodec.decode(value, nowMillis);
            results.consume(decoded);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void sessionizer(Blackhole results) {
        for (Observation event : observations) {
            Outcome outcome = sessionizer.decide(event, nowMillis, visitor);
            results.consume(outcome);
        }
    }

    /** The projections of {@link #counter}: that of the hours, once or under several numbers. */
    @State(Scope.Thread)
    public static class Projected {
        @Param({"0", "1", "4"})
        public int projections;

        private RuleSet rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.NONE);

        @Setup(Level.Trial)
        public void prepare() {
            rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, NumberedHours.upTo(projections));
        }
    }

    /** A visitor whose every event is of one day and repository: more than most ever have, so a bound from above. */
    private static final class OneVisitor implements DayState, HashPages {
        private final VisitorDayState day = new Visit(new DaySessions(), HashPage.of(), new Clicks());
        private final HashPage[] pages = new HashPage[16];
        private OptionalLong opened = OptionalLong.empty();

        private record Visit(DaySessions sessions, HashPage seen, Clicks clicks) implements VisitorDayState {}

        @Override
        public OptionalLong openedMillis() {
            return opened;
        }

        @Override
        public boolean isSealed() {
            return false;
        }

        @Override
        public void open(long logTimeMillis) {
            opened = OptionalLong.of(logTimeMillis);
        }

        @Override
        public VisitorDayState visitor() {
            return day;
        }

        @Override
        public HashPages pages() {
            return this;
        }

        @Override
        public void changed() {
            // it is kept nowhere
        }

        @Override
        public HashPage page(int level, long prefix) {
            int at = (int) (prefix & 15);
            if (pages[at] == null) pages[at] = HashPage.of();
            return pages[at];
        }

        @Override
        public void changed(int level, long prefix) {
            // it is kept nowhere
        }
    }
}
