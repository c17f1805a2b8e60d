package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.RegistrationReader;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** All registered repositories. No answer before the topic's end: a private one would look unregistered till then. */
public final class Registrations implements RegistrationReader {

    private static final String UNREADABLE = "the registrations cannot be read now";

    private final KafkaStreams streams;
    private final LiveRegistrations live;
    private volatile boolean complete;

    public Registrations(KafkaStreams streams, LiveRegistrations live) {
        this.streams = streams;
        this.live = live;
    }

    public void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    long applied() {
        return live.applied();
    }

    @Override
    public Standing standing(RepoId repo) {
        checkReady();
        return live.standing(repo);
    }

    @Override
    public Optional<RepositoryEvent> registration(RepoId repo) {
        checkReady();
        return live.of(repo, missing -> read(store -> of(missing, store)));
    }

    @Override
    public Renames renames() {
        checkReady();
        return live.renames();
    }

    Renames latestRenames() {
        return live.renames();
    }

    @Override
    public List<RepositoryEvent> registered(RepoType type, ListPage<RepoId> page) {
        checkReady();
        return read(store -> of(type, page, store));
    }

    static List<RepositoryEvent> of(RepoType type, ListPage<RepoId> page, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return page(
                store,
                RegistrationKey.prefix(type),
                page,
                RepoId::keyBytes,
                entry ->
                        Optional.of(RepositoryEvent.ofStored(RegistrationKey.member(entry.key.get(), 0), entry.value)));
    }

    /** An entry that a change has just left behind, or not yet reached, is none. */
    @Override
    public List<RepositoryEvent> registered(Category category, ListPage<RepoId> page) {
        checkReady();
        return read(store -> of(category, page, store));
    }

    static List<RepositoryEvent> of(
            Category category, ListPage<RepoId> page, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        byte[] prefix = RegistrationKey.prefix(category);
        return page(
                store,
                prefix,
                page,
                member -> RegistrationKey.of(category, member),
                entry -> of(RegistrationKey.member(entry.key.get(), prefix.length), store)
                        .filter(event -> event.details().category().equals(Optional.of(category))));
    }

    private void checkReady() {
        if (!complete) throw new IllegalStateException("the registrations are still being read");
        if (!streams.state().isRunningOrRebalancing()) throw new IllegalStateException(UNREADABLE);
    }

    private static Optional<RepositoryEvent> of(RepoId repo, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return Optional.ofNullable(store.get(Bytes.wrap(repo.keyBytes())))
                .map(value -> RepositoryEvent.ofStored(repo, value));
    }

    private <T> T read(Function<ReadOnlyKeyValueStore<Bytes, byte[]>, T> read) {
        try {
            return read.apply(streams.store(StoreQueryParameters.fromNameAndType(
                    LiveRegistrations.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())));
        } catch (InvalidStateStoreException e) {
            throw new IllegalStateException(UNREADABLE, e);
        }
    }

    /**
     * No iterator stays open between two pages. {@code prefix}: of all keys, never empty, and never ending with the last byte
     * there is; {@code form}: an entry's value; empty if it does not count.
     */
    static <T> List<T> page(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            byte[] prefix,
            ListPage<RepoId> page,
            Function<RepoId, byte[]> keyOf,
            Function<KeyValue<Bytes, byte[]>, Optional<T>> form) {
        byte[] first = page.after().map(keyOf).map(RegistrationKey::next).orElse(prefix);
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(Bytes.wrap(first), Bytes.increment(Bytes.wrap(prefix)))) {
            while (found.size() < page.limit() && entries.hasNext()) {
                form.apply(entries.next()).ifPresent(found::add);
            }
        }
        return found;
    }
}
