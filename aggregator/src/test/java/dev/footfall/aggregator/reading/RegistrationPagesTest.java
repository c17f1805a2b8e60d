package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Page by page, each repository of a type or a category comes once, in the order of the keys, and no other. */
class RegistrationPagesTest {
    private static final List<String> CATEGORIES = List.of("a", "aa", "a-", "zz");
    private static final List<String> NAMES = List.of("a", "a-", "a.b", "A", "ab", "z_", "0");

    private final SortedStore store = new SortedStore();
    private final Map<RepoId, RepositoryEvent> registered = new TreeMap<>();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsEachRepositoryOnce(long seed) {
        var random = new Random(seed);
        for (int i = random.nextInt(150); i > 0; i--) register(random);

        for (int limit = 1; limit < 9; limit++) {
            for (RepoType type : RepoType.values()) {
                assertEquals(
                        naive(event -> event.repo().type() == type),
                        all(limit, page -> Registrations.of(type, page, store)),
                        "seed=" + seed);
            }
            for (String name : CATEGORIES) {
                Optional<Category> category = Category.of(name);
                assertEquals(
                        naive(event -> event.details().category().equals(category)),
                        all(limit, page -> Registrations.of(category.orElseThrow(), page, store)),
                        "seed=" + seed);
            }
        }
        assertEquals(0, store.open(), "all iterators are closed");
    }

    /** Registers a repository, and now and then leaves the entry of a category that it is not in. */
    private void register(Random random) {
        var repo = new RepoId(any(List.of(RepoType.values()), random), any(NAMES, random), any(NAMES, random));
        Optional<Category> category = random.nextBoolean() ? Category.of(any(CATEGORIES, random)) : Optional.empty();
        var details =
                new RepositoryDetails(List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), category);
        var event =
                new RepositoryEvent(repo, Instant.EPOCH, random.nextBoolean(), random.nextBoolean(), false, details);
        registered.put(repo, event);
        store.put(repo.keyBytes(), event.toJson());
        category.ifPresent(in -> store.put(RegistrationKey.of(in, repo), new byte[0]));
        if (random.nextInt(4) == 0) {
            store.put(RegistrationKey.of(new Category(any(CATEGORIES, random)), repo), new byte[0]);
        }
    }

    private List<RepositoryEvent> naive(Function<RepositoryEvent, Boolean> isIn) {
        return registered.values().stream().filter(isIn::apply).toList();
    }

    private static List<RepositoryEvent> all(int limit, Function<ListPage<RepoId>, List<RepositoryEvent>> read) {
        List<RepositoryEvent> all = new ArrayList<>();
        List<RepositoryEvent> page;
        do {
            Optional<RepoId> last = all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(all.size() - 1).repo());
            page = read.apply(new ListPage<>(last, limit));
            all.addAll(page);
        } while (page.size() == limit);
        return all;
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
