package dev.footfall.queryapi.peers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** No label is a node, a repository or a user. */
public final class PeerMeters {
    private final MeterRegistry metrics;
    private final Counter hedges;
    private final Counter standbyAnswers;

    public PeerMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        this.hedges = Counter.builder("footfall.peers.hedges")
                .description("Questions to standbys because an owner was slow, unreachable or not ready")
                .register(metrics);
        this.standbyAnswers = Counter.builder("footfall.peers.standby.answers")
                .description("Partitions for which a standby answered")
                .register(metrics);
    }

    public MeterRegistry registry() {
        return metrics;
    }

    public void asked(PeerOutcome outcome, Duration taken) {
        Timer.builder("footfall.peers.requests")
                .description("Requests to peers and their duration")
                .tag("outcome", outcome.label())
                .register(metrics)
                .record(taken);
    }

    public void answered(int status, Duration taken) {
        Timer.builder("footfall.peers.answers")
                .description("Requests from peers and their duration")
                .tag("status", Integer.toString(status))
                .register(metrics)
                .record(taken);
    }

    public void hedged() {
        hedges.increment();
    }

    public void standbyAnswered() {
        standbyAnswers.increment();
    }
}
