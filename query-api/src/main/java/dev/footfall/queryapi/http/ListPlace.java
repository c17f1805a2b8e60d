package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The place of a row in a list: by its numbers, then by its names, each ascending. With the most first, the numbers are
 * negative.
 */
public record ListPlace(List<Long> numbers, List<String> names) implements Comparable<ListPlace> {
    public ListPlace {
        numbers = List.copyOf(numbers);
        names = List.copyOf(names);
    }

    /** In a list by names alone. */
    public static ListPlace of(String... names) {
        return new ListPlace(List.of(), List.of(names));
    }

    public static ListPlace of(long number, String... names) {
        return new ListPlace(List.of(number), List.of(names));
    }

    /** In the natural order of likes. */
    public static ListPlace of(Like like) {
        return of(-like.since().toEpochMilli(), like.repo().key(), like.user());
    }

    public Optional<Like> like() {
        return RepoId.ofKey(names.get(0))
                .map(repo -> new Like(repo, names.get(1), Instant.ofEpochMilli(-numbers.get(0))));
    }

    /** True if another place has as many numbers and names. */
    boolean isLike(ListPlace other) {
        return numbers.size() == other.numbers.size() && names.size() == other.names.size();
    }

    @Override
    public int compareTo(ListPlace other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) return order;
        }
        for (int i = 0; i < names.size(); i++) {
            int order = names.get(i).compareTo(other.names.get(i));
            if (order != 0) return order;
        }
        return 0;
    }
}
