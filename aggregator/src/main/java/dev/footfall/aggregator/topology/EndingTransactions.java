package dev.footfall.aggregator.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional ids that a producer can begin with. After a loss of power a coordinator may have lost a transaction that
 * has records in a partition. The partition then refuses the marker of the transaction before: it never ends, and no producer
 * gets its id again.
 */
final class EndingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(EndingTransactions.class);
    private static final Set<TransactionState> DECIDED = Set.of(
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
    private static final int PATIENCE_MILLIS = 3_000;
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

    /** Ends the last transaction of an id, as the start of a producer does; false if it is decided on and does not end. */
    private static boolean ends(Admin admin, String id) {
        try {
            admin.fenceProducers(List.of(id), new FenceProducersOptions().timeoutMs(PATIENCE_MILLIS))
                    .all()
                    .get();
            return true;
        } catch (ExecutionException e) {
            return !isDecided(admin, id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Tells if markers are yet to be written; not so where nobody answers. */
    private static boolean isDecided(Admin admin, String id) {
        try {
            return DECIDED.contains(admin.describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .state());
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
