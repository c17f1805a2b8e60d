package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.aggregator.query.LikeReader;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

record StreamsLikes(StoreReader reader, Partitioning partitioning) implements LikeReader {
    private <T> LocalRead<T> read(RepoId repo, Function<StoredLikes, T> read) {
        return read(partitioning.partitionOf(repo), read);
    }

    private <T> LocalRead<T> read(int partition, Function<StoredLikes, T> read) {
        return reader.ask(partition, PartitionStores.LIKES, store -> read.apply(new StoredLikes(store)));
    }

    @Override
    public LocalRead<Long> number(RepoId repo) {
        return read(repo, stored -> stored.number(repo.keyBytes()));
    }

    @Override
    public LocalRead<Long> missNumber(RepoId repo) {
        return read(repo, stored -> stored.number(NearbyKey.of(repo)));
    }

    @Override
    public LocalRead<Boolean> isLiked(RepoId repo, String user) {
        return read(repo, stored -> stored.isLiked(repo, user));
    }

    @Override
    public LocalRead<List<Like>> likers(RepoId repo, Predicate<Like> shown, int limit) {
        var best = new TopK<Like>(limit, Comparator.naturalOrder(), shown);
        return read(repo, stored -> stored.ofRepository(repo, best));
    }

    @Override
    public LocalRead<List<LikeDay>> likeDays(RepoId repo, LocalDate from, LocalDate to) {
        return read(repo, stored -> stored.days(repo, from, to));
    }

    @Override
    public LocalRead<List<Like>> likedBy(int partition, String user, Predicate<Like> shown, int limit) {
        var best = new TopK<Like>(limit, Comparator.naturalOrder(), shown);
        return read(partition, stored -> stored.ofUser(user, best));
    }
}
