package dev.footfall.events.renames;

import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.List;

/** {@code former}: in their natural order; none for most. */
public record Lineage(RepoId name, List<RepoId> former) {
    public Lineage {
        former = List.copyOf(former);
    }

    public static Lineage of(RepoId name) {
        return new Lineage(name, List.of());
    }

    public boolean isAlone() {
        return former.isEmpty();
    }

    /** These repositories in parts of at most so many names; one part without any, if there are none. */
    public static List<List<Lineage>> parts(List<Lineage> repositories, int mostNames) {
        List<List<Lineage>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int names = 0;
        for (Lineage repository : repositories) {
            names += 1 + repository.former().size();
            if (names > mostNames) {
                parts.add(new ArrayList<>());
                names = 1 + repository.former().size();
            }
            parts.get(parts.size() - 1).add(repository);
        }
        return parts;
    }

    public List<RepoId> names() {
        if (isAlone()) return List.of(name);
        List<RepoId> names = new ArrayList<>();
        names.add(name);
        names.addAll(former);
        return names;
    }
}
