package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;

/**
 * Transactions that are open in a partition of a state though their coordinator has ended them. The marker
 * that ends them there was lost, so that a reader of committed records never gets past their first record. Brokers of Kafka
 * 4.3.0 to 4.4.0 lose it when they are killed while a transaction is committed and have no leader for the partition when
 * they start again.
 */
record HungTransactions(Admin admin, StateId state) {
    private static final Set<TransactionState> UNDER_WAY = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_EPOCH_FENCE,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT);

    Set<OpenTransaction> find() throws ExecutionException {
        List<TopicPartition> partitions = partitions();
        Set<OpenTransaction> hung = open(partitions);
        if (hung.isEmpty()) return hung;
        awaitCoordinators();
        Collection<TransactionDescription> underWay = underWay(hung);
        hung.removeIf(open -> underWay.stream().anyMatch(transaction -> mayEnd(transaction, open)));
        // a marker is written before its coordinator calls the transaction complete: only what is still open lacks it
        if (!hung.isEmpty()) hung.retainAll(open(partitions));
        return hung;
    }

    boolean areEnding() throws ExecutionException {
        Set<OpenTransaction> open = open(partitions());
        if (open.isEmpty()) return false;
        awaitCoordinators();
        return underWay(open).stream().anyMatch(transaction -> transaction.state() != TransactionState.ONGOING);
    }

    /** If the brokers had committed a part of one that hangs, the state's mark shows it: the state is counted again. */
    Set<OpenTransaction> end() throws ExecutionException {
        Set<OpenTransaction> hung = find();
        for (OpenTransaction open : hung)
            AdminCalls.await(admin.abortTransaction(open.abort()).all());
        return hung;
    }

    /**
     * Tells if the coordinator's marker may still come. If the coordinator has lost the transaction
     * that is open in a partition, the partition refuses the marker of an earlier one, and the coordinator gives up.
     */
    private static boolean mayEnd(TransactionDescription transaction, OpenTransaction open) {
        boolean isEarlier =
                transaction.state() != TransactionState.ONGOING && transaction.producerEpoch() <= open.epoch();
        return transaction.producerId() == open.producerId()
                && transaction.topicPartitions().contains(open.partition())
                && !isEarlier;
    }

    private Set<OpenTransaction> open(List<TopicPartition> partitions) throws ExecutionException {
        Set<OpenTransaction> open = new HashSet<>();
        AdminCalls.await(admin.describeProducers(partitions).all())
                .forEach((partition, producers) -> producers.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> open.add(OpenTransaction.of(partition, producer))));
        return open;
    }

    private Collection<TransactionDescription> underWay(Set<OpenTransaction> open) throws ExecutionException {
        if (open.isEmpty()) return List.of();
        var options =
                new ListTransactionsOptions().filterProducerIds(producers(open)).filterStates(UNDER_WAY);
        List<String> ids = AdminCalls.await(admin.listTransactions(options).all()).stream()
                .map(TransactionListing::transactionalId)
                .toList();
        if (ids.isEmpty()) return List.of();
        return AdminCalls.await(admin.describeTransactions(ids).all()).values().stream()
                .filter(transaction -> UNDER_WAY.contains(transaction.state()))
                .toList();
    }

    /**
     * Waits until each coordinator has read its transactions. One that has not would know of none, and list none, when it is
     * asked for all; asked for a single one it says so, and the client asks again. So each is asked for one that is not.
     */
    private void awaitCoordinators() throws ExecutionException {
        String topic = Topic.TRANSACTION_STATE_TOPIC_NAME;
        int coordinators = AdminCalls.await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
        DescribeTransactionsResult answers = admin.describeTransactions(idsOfEach(coordinators));
        for (String id : idsOfEach(coordinators)) {
            try {
                AdminCalls.await(answers.description(id));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) throw e;
            }
        }
    }

    /** An unused id for each coordinator; an id's hash chooses the coordinator. */
    private List<String> idsOfEach(int coordinators) {
        Map<Integer, String> ids = new TreeMap<>();
        for (int i = 0; ids.size() < coordinators; i++) {
            String id = state.applicationId() + "-nobody-" + i;
            ids.putIfAbsent(Utils.abs(id.hashCode()) % coordinators, id);
        }
        return List.copyOf(ids.values());
    }

    private static Set<Long> producers(Set<OpenTransaction> open) {
        return open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
    }

    private List<TopicPartition> partitions() throws ExecutionException {
        var all = new ListTopicsOptions().listInternal(true);
        List<String> topics = AdminCalls.await(admin.listTopics(all).names()).stream()
                .filter(topic -> state.isChangelog(topic) || topic.equals(Topic.GROUP_METADATA_TOPIC_NAME))
                .toList();
        List<TopicPartition> partitions = new ArrayList<>();
        AdminCalls.await(admin.describeTopics(topics).allTopicNames())
                .forEach((topic, description) -> partitions.addAll(
                        partitions(topic, description.partitions().size())));
        return partitions;
    }

    private List<TopicPartition> partitions(String topic, int number) {
        if (topic.equals(Topic.GROUP_METADATA_TOPIC_NAME)) {
            return List.of(
                    new TopicPartition(topic, Utils.abs(state.applicationId().hashCode()) % number));
        }
        return Stream.iterate(0, partition -> partition + 1)
                .limit(number)
                .map(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
