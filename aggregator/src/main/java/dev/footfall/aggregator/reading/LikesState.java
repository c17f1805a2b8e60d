package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.PartitionLikes.LikeStore;
import dev.footfall.aggregator.likes.PartitionLikes.LikeValue;
import dev.footfall.aggregator.likes.PartitionLikes.LikeValue.LikesOfDay;
import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.Like.LikeDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

record LikesState(StoreReader reader) {
    LocalRead<Long> number(int partition, RepoId repo) {
        return reader.ask(
                partition,
                LikeStore.NAME,
                store -> Optional.ofNullable(store.get(Bytes.wrap(LikeKey.ofCount(repo.keyBytes()))))
                        .map(LikeValue::decodeCount)
                        .orElse(0L));
    }

    LocalRead<Boolean> isLiked(int partition, RepoId repo, String user) {
        return reader.ask(
                partition,
                LikeStore.NAME,
                store -> Optional.ofNullable(store.get(Bytes.wrap(LikeKey.of(repo.keyBytes(), user))))
                        .map(value -> LikeValue.decode(value).liked())
                        .orElse(false));
    }

    LocalRead<List<Like>> ofRepository(int partition, RepoId repo, TopK<Like> best) {
        byte[] prefix = LikeKey.ofRepository(repo.keyBytes());
        return reader.ask(partition, LikeStore.NAME, store -> {
            forEach(store, prefix, (user, value) -> best.offer(like(repo, user, value)));
            return best.ranked();
        });
    }

    LocalRead<List<LikeDay>> days(int partition, RepoId repo, LocalDate from, LocalDate to) {
        return reader.ask(partition, LikeStore.NAME, store -> days(store, repo, from, to));
    }

    /** The days from 1970 on; the keys of days before would sort after all others. */
    static List<LikeDay> days(ReadOnlyKeyValueStore<Bytes, byte[]> store, RepoId repo, LocalDate from, LocalDate to) {
        List<LikeDay> days = new ArrayList<>();
        if (to.isBefore(LocalDate.EPOCH)) return days;
        Bytes first = Bytes.wrap(LikeKey.ofDay(repo.keyBytes(), (int) Math.max(0, from.toEpochDay())));
        Bytes last = Bytes.wrap(LikeKey.ofDay(repo.keyBytes(), (int) to.toEpochDay()));
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(first, last)) {
            entries.forEachRemaining(entry -> {
                LikesOfDay day = LikesOfDay.decode(entry.value);
                LocalDate date = LocalDate.ofEpochDay(LikeKey.epochDayOf(entry.key.get()));
                days.add(new LikeDay(date, day.won(), day.lost()));
            });
        }
        return days;
    }

    LocalRead<List<Like>> ofUser(int partition, String user, TopK<Like> best) {
        byte[] prefix = LikeKey.ofUser(user);
        return reader.ask(partition, LikeStore.NAME, store -> {
            forEach(
                    store,
                    prefix,
                    (repo, value) -> best.offer(like(RepoId.ofKey(repo).orElseThrow(), user, value)));
            return best.ranked();
        });
    }

    private static Like like(RepoId repo, String user, LikeValue value) {
        return new Like(repo, user, Instant.ofEpochMilli(value.timeMillis()));
    }

    private static void forEach(
            ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] prefix, BiConsumer<String, LikeValue> visitor) {
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(Bytes.wrap(prefix), Bytes.wrap(LikeKey.after(prefix)))) {
            entries.forEachRemaining(entry -> {
                LikeValue value = LikeValue.decode(entry.value);
                if (value.liked()) visitor.accept(LikeKey.rest(entry.key.get(), prefix), value);
            });
        }
    }
}
