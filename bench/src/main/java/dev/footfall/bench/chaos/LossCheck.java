package dev.footfall.bench.chaos;

import dev.footfall.bench.cluster.RunProcess;
import dev.footfall.bench.guarantees.Ledger;
import dev.footfall.bench.guarantees.Published;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * The comparison of a log with everything that was acknowledged, and of all rows with a recount of that log. What is
 * lost is forgotten, so that later answers are held against what is left.
 */
final class LossCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CheckedLoad load;
    private final Facts facts;
    private final RunProcess process;
    private final Consumer<String> notes;
    private long lostEvents;
    private long lostFacts;
    private long rows;
    private long wrongRows;

    LossCheck(CheckedLoad load, Facts facts, RunProcess process, Consumer<String> notes) {
        this.load = load;
        this.facts = facts;
        this.process = process;
        this.notes = notes;
    }

    /** Acknowledged events that the log lacked. */
    long lostEvents() {
        return lostEvents;
    }

    /** Acknowledged registrations, likes and renames that the log lacked. */
    long lostFacts() {
        return lostFacts;
    }

    /** The rows of the last comparison, and the wrong ones of all. */
    CheckedLoad.Rows rows() {
        return new CheckedLoad.Rows(rows, wrongRows);
    }

    /** True if nothing was lost, and no row wrong. */
    boolean isRight() {
        return lostEvents + lostFacts + wrongRows == 0;
    }

    /** Compares, while nothing is sent. */
    void run() throws InterruptedException {
        Set<String> lacking = new HashSet<>(facts.acknowledged());
        Lock silence = load.silence();
        silence.lockInterruptibly();
        try {
            SurvivingLog log = SurvivingLog.read(process.clients());
            lacking.removeAll(log.facts());
            facts.forget(lacking);
            lostFacts += lacking.size();
            long lost = compare(log);
            notes.accept("the log has " + log.events().size() + " events and "
                    + log.facts().size() + " facts; " + lost
                    + " acknowledged events and " + lacking.size() + " facts are lost; rows wrong so far: "
                    + wrongRows);
        } finally {
            silence.unlock();
        }
    }

    private long compare(SurvivingLog log) throws InterruptedException {
        Map<String, Published> sent = load.sent();
        var recorded = new Ledger();
        Map<Long, Integer> records = new HashMap<>();
        log.events().forEach((id, number) -> {
            Published event = sent.get(id);
            if (event == null) throw new IllegalStateException("nobody sent the event " + id + " that is in the log");
            records.put(event.id(), number);
            for (int record = 0; record < number; record++) {
                recorded.sending(List.of(event), 0);
                recorded.acknowledged(List.of(event), 0);
            }
        });
        long lost = load.known().ledger().takeBack(records);
        lostEvents += lost;
        NodeRowCheck check = load.check(recorded);
        List<String> wrong = check.readCounted(process.query(), PATIENCE).wrong();
        load.tell(wrong);
        rows = check.expected();
        wrongRows += wrong.size();
        return lost;
    }
}
