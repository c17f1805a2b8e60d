package dev.footfall.proofs.chaos;

import dev.footfall.proofs.chaos.Balancer.Errand;
import dev.footfall.proofs.chaos.Traffic.Parcel;
import dev.footfall.proofs.cluster.Server;
import dev.footfall.proofs.guarantees.Ledger;
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
    private static final long BEFORE_ANOTHER_TRY_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private final Parcels parcels;
    private final Ledger ledger;
    private final AckTimes times;
    private final Balancer ingests;
    private final Consumer<String> faults;
    private final AtomicLong retried = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private final ReadWriteLock sending = new ReentrantReadWriteLock(true);

    Publishers(
            Parcels parcels, Ledger ledger, AckTimes times, List<? extends Server> ingests, Consumer<String> faults) {
        this.parcels = parcels;
        this.ledger = ledger;
        this.times = times;
        this.ingests = new Balancer(ingests, PATIENCE);
        this.faults = faults;
    }

    void start() {
        for (int client = 0; client < CLIENTS; client++) {
            int lane = Math.min(client, parcels.lanes() - 1);
            clients.add(new Thread(() -> run(lane), "publisher"));
        }
        clients.forEach(Thread::start);
    }

    /** Events that were sent again because nobody had acknowledged them. */
    long retried() {
        return retried.get();
    }

    /** Takes no more events, and waits until those that were taken are acknowledged. */
    void finish() throws InterruptedException {
        parcels.finish();
        for (Thread client : clients) client.join();
    }

    /** Gives up. */
    void abandon() {
        parcels.finish();
        clients.forEach(Thread::interrupt);
    }

    private void run(int lane) {
        try {
            while (!parcels.isDrained(lane)) {
                if (!publishNext(lane)) Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean publishNext(int lane) throws InterruptedException {
        sending.readLock().lockInterruptibly();
        try {
            Optional<Parcel> parcel = parcels.next(lane);
            if (parcel.isPresent()) publish(parcel.get(), lane);
            return parcel.isPresent();
        } finally {
            sending.readLock().unlock();
        }
    }

    /** Held alone, everything that was sent is acknowledged, and nothing is sent. */
    Lock silence() {
        return sending.writeLock();
    }

    private void publish(Parcel parcel, int lane) throws InterruptedException {
        var body = Balancer.Body.ofPost("application/x-ndjson", parcel.body());
        var errand = new Errand("/v1/events", Optional.of(body), Optional.empty());
        times.sending(parcel);
        boolean isAcknowledged = false;
        for (int times = 0; !isAcknowledged; times++) {
            if (times > 0) {
                retried.addAndGet(parcel.events().size());
                Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
            }
            isAcknowledged = send(parcel, errand);
        }
        times.acknowledged(parcel, parcels.isOfOnePartition(lane) ? lane : -1);
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
