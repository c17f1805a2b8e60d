package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.proofs.cluster.Member;
import dev.footfall.proofs.guarantees.Ledger;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The supervisor of the processes, which starts again what ended by itself, and says how it goes. */
final class Progress {
    private static final int SECONDS = 10;

    private final Ledger ledger;
    private final QueryLoad queries;
    private final LoopbackCluster cluster;
    private final FaultLog faultLog;
    private final Consumer<String> notes;
    private final Thread thread = new Thread(this::run, "supervisor");
    private long seconds;
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean isOver;
    private long acknowledgedBefore;
    private QueryLoad.Sums before = new QueryLoad.Sums(0, 0, 0, 0, 0, 0);

    Progress(Ledger ledger, QueryLoad queries, LoopbackCluster cluster, FaultLog faultLog, Consumer<String> notes) {
        this.ledger = ledger;
        this.queries = queries;
        this.cluster = cluster;
        this.faultLog = faultLog;
        this.notes = notes;
    }

    /** The number of processes that ended though nobody had killed them. */
    long ended() {
        return ended.get();
    }

    void start() {
        thread.start();
    }

    void finish() throws InterruptedException {
        isOver = true;
        thread.join();
    }

    private void run() {
        try {
            while (!isOver) {
                Thread.sleep(1_000);
                second();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void second() throws InterruptedException {
        for (Member member : cluster.members()) {
            if (!member.startIfEnded()) continue;
            ended.incrementAndGet();
            notes.accept(member + " ended by itself, and is started again");
        }
        if (++seconds % SECONDS == 0) tell();
    }

    private void tell() throws InterruptedException {
        QueryLoad.Sums now = queries.sums();
        long asked = now.asked() - before.asked();
        double share = asked == 0 ? 0 : 100.0 * (now.complete() - before.complete()) / asked;
        long up = cluster.members().stream().filter(Member::isRunning).count();
        notes.accept(String.format(
                Locale.ROOT,
                "%4d s | %5d events/s, %4d unacknowledged | %4d questions/s, %5.1f %% whole, 503: %d, silent: %d"
                        + " | lag %d | %d of %d running | wrong %d",
                seconds,
                (ledger.acknowledged() - acknowledgedBefore) / SECONDS,
                ledger.pending(),
                asked / SECONDS,
                share,
                now.refusals() - before.refusals(),
                now.silences() - before.silences(),
                now.lag(),
                up,
                cluster.members().size(),
                faultLog.number()));
        cluster.unready().forEach(notes);
        before = now;
        acknowledgedBefore = ledger.acknowledged();
    }
}
