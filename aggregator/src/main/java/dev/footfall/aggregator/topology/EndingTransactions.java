package dev.footfall.aggregator.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional ids that a producer can begin with. After a loss of power a coordinator may have lost a transaction of which
 * a partition has records: the partition refuses the marker of the one before, which then never ends, and no producer gets its
 * id again.
 */
final class EndingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(EndingTransactions.class);
    private static final Duration STEP = Duration.ofMillis(250);
    private static final int STEPS = 12;
    private static final int API_TIMEOUT_MILLIS = 10_000;

    private EndingTransactions() {}

    /** The settings of a producer, with another transactional id if the last transaction of its own does not end. */
    static Map<String, Object> onlySuch(Map<String, Object> config) {
        String id = String.valueOf(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
        try (Admin admin = Admin.create(adminSettings(config))) {
            String usable = id;
            for (int next = 2; !ends(admin, usable); next++) {
                LOG.warn(
                        "The last transaction of {} does not end, as after a loss of power: another id is used",
                        usable);
                usable = id + "-" + next;
            }
            var changed = new HashMap<>(config);
            changed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, usable);
            return changed;
        }
    }

    private static Map<String, Object> adminSettings(Map<String, Object> config) {
        var settings = new HashMap<>(config);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        return settings;
    }

    private static boolean ends(Admin admin, String id) {
        for (int step = 0; step < STEPS; step++) {
            if (!isDecided(admin, id)) return true;
            LockSupport.parkNanos(STEP.toNanos());
        }
        return false;
    }

    /** Tells if markers are yet to be written; not so of an id that is unknown, or where nobody answers. */
    private static boolean isDecided(Admin admin, String id) {
        try {
            TransactionState state = admin.describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .state();
            return state == TransactionState.PREPARE_COMMIT || state == TransactionState.PREPARE_ABORT;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
