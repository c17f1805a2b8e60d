package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The newest likes, one for each key. */
final class NewestLikes {
    private NewestLikes() {}

    static List<Like> of(Stream<Like> likes, Function<Like, Object> key, int limit) {
        return Sums.ofEach(key, (one, other) -> one.compareTo(other) <= 0 ? one : other, likes).stream()
                .sorted()
                .limit(limit)
                .toList();
    }
}
