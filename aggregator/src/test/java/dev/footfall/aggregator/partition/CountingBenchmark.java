package dev.footfall.aggregator.partition;

import dev.footfall.aggregator.session.CountingRules;
import dev.footfall.aggregator.session.DayBook;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.HashPages;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.VisitorDay;
import dev.footfall.events.Decoded;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one event costs in the scanner, in the careful reader beside it, and in the sessionizer. Not run by the build. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CountingBenchmark {
    private static final int EVENTS = 2_048;

    private final EventScanner scanner = new EventScanner();
    private final Sessionizer sessionizer = new Sessionizer(CountingRules.DEFAULT);
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
        nowMillis = events.get(0).time().toEpochMilli() + 30L * Sessionizer.MILLIS_PER_DAY;
    }

    @Setup(Level.Invocation)
    public void forget() {
        visitor = new OneVisitor();
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
            Decoded decoded = EventCodec.decode(value, nowMillis);
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

    /** A visitor whose every event is of one day and repository: more than most ever have, so a bound from above. */
    private static final class OneVisitor implements DayBook, HashPages {
        private final VisitorDay day = VisitorDay.unvisited();
        private final HashPage[] pages = new HashPage[16];
        private OptionalLong opened = OptionalLong.empty();

        @Override
        public OptionalLong openedMillis() {
            return opened;
        }

        @Override
        public void open(long logTimeMillis) {
            opened = OptionalLong.of(logTimeMillis);
        }

        @Override
        public VisitorDay visitor() {
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
