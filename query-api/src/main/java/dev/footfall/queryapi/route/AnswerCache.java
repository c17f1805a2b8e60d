package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.queryapi.route.PartitionQuery.CacheableQuery;
import java.util.Optional;

/**
 * The answers of a node's partitions to questions that cost much, each kept until the next flush of its partition or the next
 * registration. Whoever asks while the same answer is being made waits for it: it is made once. The caller is a part of the
 * question, so nobody gets an answer that was made for another's sight. Above a fixed number of entries the answers that were
 * asked for least recently are evicted, however many questions there are. Safe for many threads.
 */
final class AnswerCache {
    /** The most entries of all answers together, of about 200 bytes each. */
    static final int MOST_ENTRIES = 200_000;

    /** The weight of an answer without entries. */
    private static final int EMPTY = 100;

    private final WeightedCache<Key, Slot<?>> slots;

    AnswerCache(int mostEntries) {
        this.slots = new WeightedCache<>(EMPTY, mostEntries);
    }

    private record Key(CacheableQuery<?> query, int partition, boolean isStandby) {}

    private record Made<T>(StateVersion version, T answer) {}

    /** The place of an answer, locked while it is made. */
    private static final class Slot<T> {
        private Optional<Made<T>> made = Optional.empty();
    }

    /** The answer of a partition, which is made unless it is there and the state is still the one that it was made of. */
    <T> LocalRead<T> answer(CacheableQuery<T> query, PartitionView view, boolean isStandby) {
        var key = new Key(query, view.partition(), isStandby);
        Slot<T> slot = slot(key);
        synchronized (slot) {
            LocalRead<StateVersion> now = view.state().version(view.partition());
            return now.then(version -> {
                Optional<T> kept =
                        slot.made.filter(made -> made.version().equals(version)).map(Made::answer);
                if (kept.isPresent()) return now.map(any -> kept.get());
                LocalRead<T> read = query.answer(view);
                read.map(answer -> slot.made = Optional.of(new Made<>(version, answer)));
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

    /** The number of answers and places for them. */
    int size() {
        return slots.size();
    }
}
