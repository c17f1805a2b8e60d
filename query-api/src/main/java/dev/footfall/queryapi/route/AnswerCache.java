package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.StateVersion;
import java.util.Optional;

/**
 * The answers of this node's partitions to expensive queries, valid until the partition's next flush or registration.
 * Concurrent callers share one computation. The caller is part of the query, so visibility never leaks. The least
 * recently used answers are evicted above a fixed number of entries. Thread-safe.
 */
final class AnswerCache {
    private final WeightedCache<Key, Slot<?>> slots;

    AnswerCache(int mostEntries) {
        this.slots = new WeightedCache<>(mostEntries);
    }

    private record Key(CacheableQuery<?> query, int partition, boolean isStandby) {}

    private record CachedAnswer<T>(StateVersion version, T answer) {}

    private static final class Slot<T> {
        private Optional<CachedAnswer<T>> made = Optional.empty();
    }

    <T> LocalRead<T> answer(CacheableQuery<T> query, PartitionView view, boolean isStandby) {
        var key = new Key(query, view.partition(), isStandby);
        Slot<T> slot = slot(key);
        synchronized (slot) {
            LocalRead<StateVersion> now = view.state().version(view.partition());
            return now.then(version -> {
                Optional<T> kept =
                        slot.made.filter(made -> made.version().equals(version)).map(CachedAnswer::answer);
                if (kept.isPresent()) return now.map(any -> kept.get());
                LocalRead<T> read = query.answer(view);
                read.map(answer -> slot.made = Optional.of(new CachedAnswer<>(version, answer)));
                slots.weigh(
                        key,
                        slot,
                        slot.made.map(made -> query.size(made.answer())).orElse(0));
                return read;
            });
        }
    }

    @SuppressWarnings("unchecked") // the slot of a question was made for its answers
    private <T> Slot<T> slot(Key key) {
        return (Slot<T>) slots.get(key, Slot::new);
    }

    int size() {
        return slots.size();
    }
}
