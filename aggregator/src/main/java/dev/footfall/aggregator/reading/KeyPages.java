package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.aggregator.query.RepositoryPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Pages of a store's entries whose keys begin alike and go on with a repository's. */
final class KeyPages {
    private KeyPages() {}

    /**
     * Reads a page; no iterator stays open between two.
     *
     * @param form what an entry stands for; nothing if it does not count
     */
    static <T> List<T> read(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            Prefix prefix,
            RepositoryPage page,
            Function<KeyValue<Bytes, byte[]>, Optional<T>> form) {
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix.first(page), prefix.end())) {
            while (found.size() < page.limit() && entries.hasNext()) {
                form.apply(entries.next()).ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * The beginning of the keys.
     *
     * @param bytes never empty, and never ending with the last byte there is
     * @param repositoryAt the place at which the repository's own key begins
     */
    record Prefix(Bytes bytes, int repositoryAt) {
        Bytes first(RepositoryPage page) {
            if (page.after().isEmpty()) return bytes;
            byte[] repository = page.after().get().keyBytes();
            byte[] key = Arrays.copyOf(bytes.get(), repositoryAt + repository.length);
            System.arraycopy(repository, 0, key, repositoryAt, repository.length);
            return Bytes.wrap(RegistrationKey.next(key));
        }

        /** The least key after all that begin so; no key itself. */
        Bytes end() {
            byte[] end = bytes.get().clone();
            end[end.length - 1]++;
            return Bytes.wrap(end);
        }
    }
}
