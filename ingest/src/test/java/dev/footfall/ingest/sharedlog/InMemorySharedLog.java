package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** A shared log on the heap, which any number of ingests use, and whose clock is the brokers'. */
public final class InMemorySharedLog<S, R> implements SharedLog<S, R> {
    private final List<Appended<R>> records = new ArrayList<>();
    private final SharedTopic<S, R> topic;
    private final InstantSource clock;
    public volatile boolean isAway;
    public volatile boolean refusesWrites;
    public int changes;
    public int writes;

    /** Done once, after a change has read the log and before it writes: what another ingest does meanwhile. */
    public Runnable meanwhile = () -> {};

    public InMemorySharedLog(SharedTopic<S, R> topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
    }

    private record Appended<R>(R record, Instant logTime) {}

    @Override
    public synchronized S change(Function<S, List<R>> change) {
        if (isAway) throw new SharedLogUnavailableException("Kafka is away");
        changes++;
        List<R> written = change.apply(state());
        if (!written.isEmpty()) interrupt();
        if (refusesWrites && !written.isEmpty()) throw new SharedLogUnavailableException("Kafka takes no writes");
        if (!written.isEmpty()) writes++;
        for (R next : written) records.add(new Appended<>(next, clock.instant()));
        return state();
    }

    /** Another ingest writes before this one does; in turn, this one would have to read again. */
    private void interrupt() {
        if (topic.spec().transactionalId().isPresent()) return;
        Runnable other = meanwhile;
        meanwhile = () -> {};
        other.run();
    }

    private S state() {
        S state = topic.emptyState().get();
        for (Appended<R> next : records) {
            topic.read()
                    .apply(topic.key().apply(next.record()), topic.value().apply(next.record()))
                    .ifPresent(read -> topic.replay().replay(state, read, next.logTime()));
        }
        return state;
    }

    /** Compacts it: of each key the last record stays. */
    public synchronized void compact() {
        var last = new LinkedHashMap<String, Appended<R>>();
        for (Appended<R> next : records) {
            last.put(new String(topic.key().apply(next.record()), StandardCharsets.UTF_8), next);
        }
        records.retainAll(last.values());
    }

    /** The records that can be read in it, also those of keys with later ones. */
    public synchronized List<R> records() {
        return records.stream().map(Appended::record).toList();
    }

    @Override
    public void close() {}
}
