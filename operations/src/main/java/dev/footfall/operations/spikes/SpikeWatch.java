package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.Spike;
import dev.footfall.ingest.sharedlog.SharedLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of a message about each spike, at least once. What is to be sent is not kept: it is found in the counts again, as
 * long as its day is one of the last {@value #DAYS}; only what was taken is written down, afterwards. A receiver that fails ends
 * the round, and the pause until the next one doubles while nothing is taken; one that refuses a message gets the others, and
 * that message after a pause of its own, which doubles, too.
 */
public final class SpikeWatch implements AutoCloseable {
    /** Today and the days before that are looked at. */
    static final int DAYS = 3;

    static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SpikeWatch.class);
    private static final int DAYS_REMEMBERED = 7;
    private static final int FEW_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final SpikeSource source;
    private final SharedLog<DeliveredSpikes, SpikeRecord> log;
    private final Webhook webhook;
    private final InstantSource clock;
    private final Counter delivered;
    private final Counter failed;
    private final ScheduledThreadPoolExecutor rounds =
            new ScheduledThreadPoolExecutor(1, ThreadUtils.createThreadFactory("spikes", true));
    /** They come last: more than {@value #MOST} must not hold up the others. */
    private final Map<SpikeRecord, Refusals> refused = new HashMap<>();

    private final Set<SpikeRecord> taken = new HashSet<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private int failures;
    private Duration asked = Duration.ZERO;

    public SpikeWatch(
            SpikeSource source,
            SharedLog<DeliveredSpikes, SpikeRecord> log,
            Webhook webhook,
            Surroundings surroundings) {
        this.source = source;
        this.log = log;
        this.webhook = webhook;
        this.clock = surroundings.clock();
        rounds.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.delivered = counter(surroundings.metrics(), "delivered");
        this.failed = counter(surroundings.metrics(), "failed");
        Gauge.builder("footfall.webhook.waiting", waiting, AtomicInteger::get)
                .description("Spikes whose message has not been delivered")
                .register(surroundings.metrics());
    }

    private record Refusals(int number, Instant next) {
        static final Refusals NONE = new Refusals(0, Instant.MIN);

        Refusals another(Instant now) {
            return new Refusals(number + 1, now.plus(pause(number + 1)));
        }
    }

    public record Surroundings(InstantSource clock, MeterRegistry metrics) {}

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("footfall.webhook.messages")
                .description("Attempts to deliver a message about a spike")
                .tag("outcome", outcome)
                .register(metrics);
    }

    public void start() {
        schedule(Duration.ZERO);
    }

    private void schedule(Duration pause) {
        try {
            var unused = rounds.schedule(() -> schedule(look()), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Spikes are no longer detected", e);
        }
    }

    /** Tries to deliver what there is; the pause until the next round. */
    Duration look() {
        boolean isDelivered = false;
        asked = Duration.ZERO;
        try {
            isDelivered = deliver();
        } catch (RuntimeException e) { // the edge of the thread
            LOG.warn("Spikes cannot be detected at the moment: {}", e.getMessage());
        }
        failures = isDelivered ? 0 : failures + 1;
        Duration pause = pause(failures);
        return pause.compareTo(asked) < 0 ? asked : pause;
    }

    static Duration pause(int failures) {
        if (failures == 0) return PAUSE;
        Duration pause = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        return pause.compareTo(Webhook.LONGEST_PAUSE) < 0 ? pause : Webhook.LONGEST_PAUSE;
    }

    boolean deliver() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Spike> spikes = spikes(today);
        if (spikes.isEmpty()) {
            waiting.set(0);
            return true;
        }
        DeliveredSpikes past = written(today);
        refused.keySet().removeIf(one -> one.date().isBefore(today.minusDays(DAYS)));
        List<Spike> left = spikes.stream()
                .filter(spike -> !past.has(spike))
                .sorted(Comparator.comparing(spike -> refusals(spike).number))
                .toList();
        waiting.set(left.size());
        boolean isDelivered = true;
        for (Spike spike : left.stream()
                .filter(one -> !refusals(one).next.isAfter(clock.instant()))
                .limit(MOST)
                .toList()) {
            Optional<byte[]> message = source.message(spike, clock.instant());
            if (rounds.isShutdown()) return true;
            if (message.isEmpty()) continue; // in the next round
            Optional<Webhook.Failure> failure = webhook.send(message.get());
            if (failure.isPresent()) {
                failed.increment();
                isDelivered = false;
                LOG.warn(
                        "The message about a spike was not delivered to webhook.url: {}",
                        failure.get().reason());
                if (!failure.get().isOfMessage()) {
                    asked = failure.get().pause();
                    return false;
                }
                refused.put(SpikeRecord.delivered(spike), refusals(spike).another(clock.instant()));
                failures = Math.min(failures, FEW_FAILURES); // it must not hold up the others
                continue;
            }
            delivered.increment();
            failures = 0; // a receiver that takes some is not asked more and more rarely
            taken.add(SpikeRecord.delivered(spike));
            var unused = written(today);
            waiting.decrementAndGet();
        }
        return isDelivered;
    }

    /** Nothing more is sent before what was taken is written down. */
    private DeliveredSpikes written(LocalDate today) {
        DeliveredSpikes past = log.change(known -> taken.isEmpty()
                ? List.of()
                : Stream.concat(taken.stream(), known.before(today.minusDays(DAYS_REMEMBERED)).stream())
                        .toList());
        taken.clear();
        return past;
    }

    private Refusals refusals(Spike spike) {
        return refused.getOrDefault(SpikeRecord.delivered(spike), Refusals.NONE);
    }

    private List<Spike> spikes(LocalDate today) {
        return LongStream.range(0, DAYS)
                .mapToObj(today::minusDays)
                .flatMap(date -> source.on(date).stream())
                .sorted(Comparator.comparingDouble(SpikeWatch::times).reversed())
                .toList();
    }

    private static double times(Spike spike) {
        return spike.downloads() / (double) Math.max(1, spike.median());
    }

    @Override
    public void close() {
        rounds.shutdown();
        try {
            boolean isOver = rounds.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!isOver) rounds.shutdownNow();
            if (isOver || rounds.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) log.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
