package dev.footfall.aggregator.reading;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

final class VisitedRepository {
    static final VisitedRepository NONE = new VisitedRepository(new byte[0], 0, Optional.empty(), false);

    private final byte[] key;
    final int hash;
    final Optional<RepoId> name;
    final boolean hasOthers;
    final List<Integer> places = new ArrayList<>();
    long users;

    VisitedRepository(byte[] key, int hash, Optional<RepoId> name, boolean hasOthers) {
        this.key = key;
        this.hash = hash;
        this.name = name;
        this.hasOthers = hasOthers;
    }

    boolean isVisible() {
        return name.isPresent();
    }

    void addUser(int place) {
        users++;
        if (hasOthers) places.add(place);
    }

    boolean is(byte[] dayKey, int from) {
        return Arrays.equals(key, 0, key.length, dayKey, from, dayKey.length);
    }
}
