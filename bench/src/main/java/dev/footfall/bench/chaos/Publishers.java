package dev.footfall.bench.chaos;

import dev.footfall.bench.chaos.Balancer.Errand;
import dev.footfall.bench.chaos.Traffic.Parcel;
import dev.footfall.bench.cluster.Server;
import dev.footfall.bench.guarantees.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** Clients that send events at a rate, each parcel again until an ingest has acknowledged it. */
final class Publishers {
    private static final int CLIENTS = 24;
    private static final int PARCEL_EVENTS = 50;
    private static final long BEFORE_ANOTHER_TRY_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final Traffic traffic;
    private final Ledger ledger;
    private final Balancer ingests;
    private final int eventsPerSecond;
    private final Consumer<String> faults;
    private final AtomicLong retried = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private final ReadWriteLock sending = new ReentrantReadWriteLock(true);
    private final long startNanos = System.nanoTime();
    private volatile boolean isOver;

    Publishers(
            Traffic traffic,
            Ledger ledger,
            List<? extends Server> ingests,
            int eventsPerSecond,
            Consumer<String> faults) {
        this.traffic = traffic;
        this.ledger = ledger;
        this.ingests = new Balancer(ingests, PATIENCE);
        this.eventsPerSecond = eventsPerSecond;
        this.faults = faults;
    }

    void start() {
        for (int client = 0; client < CLIENTS; client++) clients.add(new Thread(this::run, "publisher"));
        clients.forEach(Thread::start);
    }

    /** Events that were sent again because nobody had acknowledged them. */
    long retried() {
        return retried.get();
    }

    /** Takes no more events, and waits until those that were taken are acknowledged. */
    void finish() throws InterruptedException {
        isOver = true;
        for (Thread client : clients) client.join();
    }

    /** Gives up. */
    void abandon() {
        isOver = true;
        clients.forEach(Thread::interrupt);
    }

    private void run() {
        try {
            while (!isOver) {
                if (!publishNext()) Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean publishNext() throws InterruptedException {
        sending.readLock().lockInterruptibly();
        try {
            Optional<Parcel> parcel = traffic.next(PARCEL_EVENTS, due());
            if (parcel.isPresent()) publish(parcel.get());
            return parcel.isPresent();
        } finally {
            sending.readLock().unlock();
        }
    }

    /** Held alone, everything that was taken is acknowledged, and nothing is sent. */
    Lock silence() {
        return sending.writeLock();
    }

    private long due() {
        return (System.nanoTime() - startNanos) / 1_000 * eventsPerSecond / 1_000_000;
    }

    private void publish(Parcel parcel) throws InterruptedException {
        var body = Balancer.Body.ofPost("application/x-ndjson", parcel.body());
        var errand = new Errand("/v1/events", Optional.of(body), Optional.empty());
        boolean isAcknowledged = false;
        for (int times = 0; !isAcknowledged; times++) {
            if (times > 0) {
                retried.addAndGet(parcel.events().size());
                Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
            }
            isAcknowledged = send(parcel, errand);
        }
    }

    /** One request to one ingest: how often an event was sent is known exactly. */
    private boolean send(Parcel parcel, Errand errand) throws InterruptedException {
        ledger.sending(parcel.events(), System.currentTimeMillis());
        Optional<ServerAnswer> answer = ingests.askOne(errand);
        if (answer.isEmpty() || answer.get().status() == UNAVAILABLE) return false;
        boolean isTaken = answer.get().status() == ACCEPTED
                && answer.get().json().path("accepted").asInt()
                        == parcel.events().size();
        if (isTaken) ledger.acknowledged(parcel.events(), System.currentTimeMillis());
        else faults.accept("good events were not taken: " + answer.get());
        return isTaken;
    }
}
