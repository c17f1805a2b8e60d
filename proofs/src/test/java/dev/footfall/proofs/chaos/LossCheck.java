package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.Server;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Published;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.common.KafkaException;

/**
 * The comparison of a log with everything that was acknowledged, and of all rows with a recount of that log. What is
 * lost is forgotten, so that later answers are held against what is left.
 */
final class LossCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CheckedLoad load;
    private final Facts facts;
    private final Settings clients;
    private final Server node;
    private long lostEvents;
    private long lostFacts;
    private long rows;
    private long wrongRows;

    /**
     * A comparison.
     *
     * @param clients the settings of a process that uses the Kafka
     * @param node is asked for all rows
     */
    LossCheck(CheckedLoad load, Facts facts, Settings clients, Server node) {
        this.load = load;
        this.facts = facts;
        this.clients = clients;
        this.node = node;
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

    /** Compares, while nothing is sent; false when not everything is acknowledged, or the log cannot be read. */
    boolean run() throws InterruptedException {
        Set<String> lacking = new HashSet<>(facts.acknowledged());
        Lock silence = load.silence();
        if (!silence.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            load.note("not everything was acknowledged within " + PATIENCE.toSeconds() + " s");
            return false;
        }
        try {
            SurvivingLog log = SurvivingLog.read(clients);
            lacking.removeAll(log.facts());
            facts.forget(lacking);
            lostFacts += lacking.size();
            long lost = compare(log);
            load.note("the log has " + log.events().size() + " events and "
                    + log.facts().size() + " facts; " + lost
                    + " acknowledged events and " + lacking.size() + " facts are lost; rows wrong so far: "
                    + wrongRows);
            return true;
        } catch (KafkaException e) {
            load.note("the log cannot be read: " + e);
            return false;
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
        List<String> wrong = check.readCounted(node, PATIENCE).wrong();
        load.tell(wrong);
        rows = check.expected();
        wrongRows += wrong.size();
        return lost;
    }
}
