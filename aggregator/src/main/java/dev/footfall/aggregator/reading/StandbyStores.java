package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.counting.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.CommitMark;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState.Readiness;
import dev.footfall.aggregator.reading.NodeReaders.Contents;
import dev.footfall.aggregator.session.Tally.LogPosition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The stores of the partitions that this node has in whatever role: those that follow the node which counts, those that
 * are on their way to be counted here, and those that already are. How current a following store is, its
 * {@link CommitMark} says.
 */
final class StandbyStores implements StoreReader {
    private final NodeStores stores;
    private final ActiveStores counted;
    private final RestoreProgress copies;
    private final Membership membership;
    private final StandbyRankings rankings;

    StandbyStores(
            KafkaStreams streams, Contents contents, ActiveStores counted, Membership membership, LongSupplier nanos) {
        this.stores = new NodeStores(streams, contents.ends());
        this.counted = counted;
        this.copies = contents.copies();
        this.membership = membership;
        this.rankings = new StandbyRankings(this, nanos);
    }

    @Override
    public <R> LocalRead<R> askBoth(
            int partition,
            String part,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read) {
        LocalRead<R> own = counted.askBoth(partition, part, read);
        return own instanceof LocalRead.Found<R>
                ? own
                : askMarked(partition, part, (open, position) -> read.apply(open, Optional.empty()));
    }

    @Override
    public <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        return counted.askVisitors(partition, read);
    }

    /** Reads from a part, with how far the log was read for it at the least. */
    <R> LocalRead<R> askMarked(
            int partition, String part, BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, LogPosition, R> read) {
        return stores.read(partition, part, open -> {
            byte[] stored = open.get(PartView.MARK);
            CommitMark mark = stored == null ? CommitMark.NONE : CommitMark.decode(stored);
            if (mark.isRecount()) return new LocalRead.NotReady<>(partition, "the partition is counted again");
            LogPosition position = mark.events();
            return stores.at(partition, position, asOf -> {
                boolean isEmpty = stored == null && asOf.lagRecords() > 0;
                return !isEmpty && copies.isWhole(PartitionStores.STORE, partition, asOf.lagRecords())
                        ? new LocalRead.Found<>(read.apply(open, position), asOf)
                        : new LocalRead.NotReady<>(partition, "the copy of the partition here is not whole yet");
            });
        });
    }

    @Override
    public <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read) {
        LocalRead<R> own = counted.askRanking(partition, read);
        if (own instanceof LocalRead.Found<R>) return own;
        return rankings.of(partition)
                .then(made -> read.apply(made.index())
                        .map(value -> dated(partition, made.position(), value))
                        .orElseGet(() -> new LocalRead.NotReady<>(partition, "the stores are not open")));
    }

    @Override
    public <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read) {
        return counted.askArrivals(partition, read);
    }

    /** A value made of stores that had read the log this far, with how current that is now. */
    <R> LocalRead<R> dated(int partition, LogPosition position, R value) {
        return stores.at(partition, position, asOf -> new LocalRead.Found<>(value, asOf));
    }

    /** Ready if another node may stop: what this node counts is followed by another, and what it follows is whole. */
    @Override
    public Readiness readiness() {
        Readiness own = counted.readiness();
        if (!own.ready()) return own;
        List<Integer> unfollowed = membership.unfollowed().boxed().toList();
        if (!unfollowed.isEmpty()) return new Readiness(false, "nobody follows the partitions " + unfollowed);
        List<Integer> followed = membership.followed().boxed().toList();
        List<Integer> filling =
                followed.stream().filter(partition -> !isWhole(partition)).toList();
        return filling.isEmpty()
                ? new Readiness(true, "follows " + followed.size() + " partitions")
                : new Readiness(false, "the copies of the partitions " + filling + " are not whole yet");
    }

    private boolean isWhole(int partition) {
        return ask(partition, PartitionStores.TOTALS, open -> true) instanceof LocalRead.Found<Boolean>;
    }
}
