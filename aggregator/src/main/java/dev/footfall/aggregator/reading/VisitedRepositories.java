package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.query.NameUsers;
import dev.footfall.aggregator.query.RepositoryUsers;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Repositories of users' days, each looked up once, by the bytes of keys: objects for millions cost as much as reads. */
final class VisitedRepositories {
    private static final int FEWEST_PLACES = 1 << 10;

    private final Predicate<RepoId> visible;
    private final Renames renames;
    private final List<VisitedRepository> all = new ArrayList<>();

    /** A power of two, more than twice as many as there are repositories. */
    private VisitedRepository[] places = new VisitedRepository[FEWEST_PLACES];

    VisitedRepositories(Predicate<RepoId> visible, Renames renames) {
        this.visible = visible;
        this.renames = renames;
    }

    VisitedRepository of(byte[] dayKey, int from) {
        int hash = StoreKey.hash(dayKey, from, dayKey.length);
        int place = place(hash);
        while (places[place] != null) {
            VisitedRepository found = places[place];
            if (found.hash == hash && found.is(dayKey, from)) return found;
            place = place(place + 1);
        }
        return add(Arrays.copyOfRange(dayKey, from, dayKey.length), hash);
    }

    private VisitedRepository add(byte[] key, int hash) {
        Optional<RepoId> name =
                RepoId.ofKey(new String(key, StandardCharsets.US_ASCII)).filter(visible);
        var visited = new VisitedRepository(
                key, hash, name, name.filter(renames::concern).isPresent());
        all.add(visited);
        if (2 * all.size() < places.length) {
            put(visited);
        } else {
            places = new VisitedRepository[2 * places.length];
            all.forEach(this::put);
        }
        return visited;
    }

    private void put(VisitedRepository visited) {
        int place = place(visited.hash);
        while (places[place] != null) place = place(place + 1);
        places[place] = visited;
    }

    private int place(int number) {
        return number & (places.length - 1);
    }

    List<RepositoryUsers> withUsers() {
        return all.stream()
                .filter(visited -> visited.users > 0 && !visited.hasOthers)
                .map(visited -> new RepositoryUsers(visited.name.orElseThrow(), visited.users))
                .toList();
    }

    List<NameUsers> names() {
        return all.stream()
                .filter(visited -> visited.users > 0 && visited.hasOthers)
                .map(visited -> new NameUsers(visited.name.orElseThrow(), visited.places))
                .toList();
    }
}
