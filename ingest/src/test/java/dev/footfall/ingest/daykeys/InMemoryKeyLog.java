package dev.footfall.ingest.daykeys;

import dev.footfall.ingest.KeysUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** A log of keys on the heap, which any number of ingests share, and whose clock is the brokers'. */
final class InMemoryKeyLog implements KeyLog {
    private final List<Appended> records = new ArrayList<>();
    private final InstantSource clock;
    boolean isAway;
    int changes;

    InMemoryKeyLog(InstantSource clock) {
        this.clock = clock;
    }

    private record Appended(KeyRecord record, Instant logTime) {}

    @Override
    public synchronized KeyBook change(Function<KeyBook, List<KeyRecord>> change) {
        if (isAway) throw new KeysUnavailableException("Kafka is away");
        changes++;
        for (KeyRecord next : change.apply(book())) records.add(new Appended(next, clock.instant()));
        return book();
    }

    private KeyBook book() {
        var book = new KeyBook();
        for (Appended next : records) book.replay(next.record(), next.logTime());
        return book;
    }

    /** Compacts it: of each day the last record stays. */
    synchronized void compact() {
        var last = new LinkedHashMap<LocalDate, Appended>();
        for (Appended next : records) last.put(next.record().day(), next);
        records.retainAll(last.values());
    }

    /** The keys that can be read in it, also destroyed ones. */
    synchronized List<String> keys() {
        return records.stream()
                .flatMap(next -> next.record().key().stream())
                .map(key -> key.key())
                .distinct()
                .toList();
    }

    synchronized int size() {
        return records.size();
    }

    @Override
    public void forget() {}

    @Override
    public void close() {}
}
