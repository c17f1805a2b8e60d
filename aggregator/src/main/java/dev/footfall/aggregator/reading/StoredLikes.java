package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.likes.LikeValue.LikesOfDay;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

record StoredLikes(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    long number(byte[] repository) {
        byte[] count = store.get(Bytes.wrap(LikeKey.ofCount(repository)));
        return count == null ? 0 : LikeValue.decodeCount(count);
    }

    boolean isLiked(RepoId repo, String user) {
        byte[] like = store.get(Bytes.wrap(LikeKey.of(repo.keyBytes(), user)));
        return like != null && LikeValue.decode(like).liked();
    }

    List<Like> ofRepository(RepoId repo, TopK<Like> best) {
        forEach(LikeKey.ofRepository(repo.keyBytes()), (user, value) -> best.offer(like(repo, user, value)));
        return best.ranked();
    }

    List<Like> ofUser(String user, TopK<Like> best) {
        forEach(
                LikeKey.ofUser(user),
                (repo, value) -> best.offer(like(RepoId.ofKey(repo).orElseThrow(), user, value)));
        return best.ranked();
    }

    /** The days from 1970 on; the keys of days before would sort after all others. */
    List<LikeDay> days(RepoId repo, LocalDate from, LocalDate to) {
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

    private static Like like(RepoId repo, String user, LikeValue value) {
        return new Like(repo, user, Instant.ofEpochMilli(value.timeMillis()));
    }

    private void forEach(byte[] prefix, BiConsumer<String, LikeValue> visitor) {
        Bytes first = Bytes.wrap(prefix);
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(first, Bytes.increment(first))) {
            entries.forEachRemaining(entry -> {
                LikeValue value = LikeValue.decode(entry.value);
                if (value.liked()) visitor.accept(LikeKey.rest(entry.key.get(), prefix), value);
            });
        }
    }
}
