package dev.footfall.aggregator.renames;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of all repositories that were renamed. They follow from the set of renames that stand, whatever the order in
 * which these were read: a compacted topic forgets it. A rename that leads back to its own old name, or to a repository of
 * more than {@link #MOST_NAMES} names, is ignored; of several that do so together, the last by time, then by old name.
 * Immutable.
 */
public final class Renames {
    /** The most names of one repository: so the names of some fit into a question to a peer. */
    public static final int MOST_NAMES = 50;

    private static final Comparator<RenameEvent> FIRST_STANDS =
            Comparator.comparing(RenameEvent::time).thenComparing(RenameEvent::repo);

    public static final Renames NONE = of(List.of());

    private final Map<RepoId, RenameEvent> events = new TreeMap<>();
    private final Map<RepoId, Lineage> byName = new HashMap<>();
    private final Set<RepoId> ignored = new HashSet<>();
    private final List<Lineage> lineages;

    private Renames(Collection<RenameEvent> given) {
        for (RenameEvent event : given) events.put(event.repo(), event);
        Map<RepoId, Set<RepoId>> former = new HashMap<>();
        Map<RepoId, RepoId> next = new HashMap<>();
        events.values().stream()
                .sorted(FIRST_STANDS)
                .forEach(event ->
                        event.renamedTo().ifPresent(target -> join(event.repo(), end(target, next), former, next)));
        this.lineages = former.entrySet().stream()
                .map(names -> new Lineage(names.getKey(), List.copyOf(names.getValue())))
                .sorted(Comparator.comparing(Lineage::name))
                .toList();
        for (Lineage lineage : lineages) lineage.names().forEach(name -> byName.put(name, lineage));
    }

    /** Takes at most one rename of each old name. */
    public static Renames of(Collection<RenameEvent> events) {
        return new Renames(events);
    }

    private void join(RepoId old, RepoId name, Map<RepoId, Set<RepoId>> former, Map<RepoId, RepoId> next) {
        Set<RepoId> joining = former.getOrDefault(old, Set.of());
        Set<RepoId> joined = former.getOrDefault(name, Set.of());
        if (name.equals(old) || joining.size() + joined.size() + 2 > MOST_NAMES) {
            ignored.add(old);
            return;
        }
        var all = new TreeSet<>(joined);
        all.addAll(joining);
        all.add(old);
        former.remove(old);
        former.put(name, all);
        next.put(old, name);
    }

    private static RepoId end(RepoId name, Map<RepoId, RepoId> next) {
        RepoId end = name;
        for (RepoId step = next.get(end); step != null; step = next.get(end)) end = step;
        return end;
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    /** True if a repository has this name beside others, now or formerly. */
    public boolean concern(RepoId name) {
        return byName.containsKey(name);
    }

    public Lineage lineage(RepoId name) {
        Lineage lineage = byName.get(name);
        return lineage == null ? Lineage.of(name) : lineage;
    }

    public RepoId nameOf(RepoId name) {
        return lineage(name).name();
    }

    /** The repositories with former names, in the order of their keys. */
    public List<Lineage> lineages() {
        return lineages;
    }

    public int renamed() {
        return events.size() - ignored.size();
    }

    public int ignored() {
        return ignored.size();
    }

    /** The reason why a further rename, in the place of one of the same old name, would have one ignored. */
    public Optional<String> fault(RenameEvent further) {
        List<RenameEvent> all = new ArrayList<>(events.values());
        all.removeIf(event -> event.repo().equals(further.repo()));
        if (further.renamedTo().isEmpty()) return Optional.empty();
        all.add(further);
        Set<RepoId> before = new HashSet<>(ignored);
        before.remove(further.repo());
        if (before.containsAll(of(all).ignored)) return Optional.empty();
        boolean isCycle = nameOf(further.renamedTo().get()).equals(nameOf(further.repo()));
        return Optional.of(
                isCycle
                        ? "the new name leads back to the old one, by the renames that stand"
                        : "a repository has at most " + MOST_NAMES + " names");
    }

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
}
