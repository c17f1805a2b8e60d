package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.query.LocalState;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** The state on this node, read by interactive queries: as it is counted here, as it is followed here, and entry by entry. */
public record NodeReaders(LocalState counted, LocalState followed, StoredEntries entries, NodePartitions partitions) {
    public static NodeReaders of(
            KafkaStreams streams, NodeContents contents, Membership membership, RuleSet rules, LongSupplier nanos) {
        var stores = new NodeStores(streams, contents.ends());
        var facts = new StreamsFacts(streams, contents, stores);
        var active = new ActiveStores(stores, contents.live(), new NodeReadiness(facts, membership));
        var standby = new StandbyStores(contents, active, membership, rules.digest(), nanos);
        return new NodeReaders(
                new StreamsState(active, contents.registrations(), rules),
                new StreamsState(standby, contents.registrations(), rules),
                new StoredEntries(active),
                new NodePartitions(contents, standby, stores));
    }

    /** A state that is not opened here: it knows the registrations of the log, and answers nothing else, for that reason. */
    public static LocalState unopened(RuleSet rules, Registrations registrations, String why) {
        return new StreamsState(new UnopenedStores(why), registrations, rules);
    }
}
