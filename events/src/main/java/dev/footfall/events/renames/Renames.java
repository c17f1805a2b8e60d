package dev.footfall.events.renames;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

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

    public static final Renames NONE = new Renames();

    private final Map<RepoId, RenameEvent> events;
    private final Optional<RenameEvent> last;
    private final Map<RepoId, Set<RepoId>> former;
    private final Map<RepoId, RepoId> next;
    private final Map<RepoId, Lineage> byName;
    private final Set<RepoId> ignored;
    private final List<Lineage> lineages;
    private volatile Optional<Map<Integer, List<LineagePart>>> byPartition = Optional.empty();

    private Renames() {
        events = Map.of();
        last = Optional.empty();
        former = Map.of();
        next = Map.of();
        byName = Map.of();
        ignored = Set.of();
        lineages = List.of();
    }

    /** {@code later}: of other old names, and none that stands before one of the others. */
    private Renames(Renames before, Collection<RenameEvent> later) {
        events = new HashMap<>(before.events);
        former = new HashMap<>(before.former);
        next = new HashMap<>(before.next);
        byName = new HashMap<>(before.byName);
        ignored = new HashSet<>(before.ignored);
        List<RenameEvent> sorted = later.stream().sorted(FIRST_STANDS).toList();
        last = sorted.isEmpty() ? before.last : Optional.of(sorted.get(sorted.size() - 1));
        Set<RepoId> changed = new HashSet<>();
        for (RenameEvent event : sorted) {
            events.put(event.repo(), event);
            event.renamedTo().ifPresent(target -> changed.addAll(join(event.repo(), end(target, next))));
        }
        List<Lineage> all = new ArrayList<>(before.lineages);
        all.removeIf(lineage -> changed.contains(lineage.name()));
        for (RepoId name : changed) {
            if (!former.containsKey(name)) continue;
            var lineage = new Lineage(name, List.copyOf(former.getOrDefault(name, Set.of())));
            lineage.names().forEach(each -> byName.put(each, lineage));
            all.add(lineage);
        }
        all.sort(Comparator.comparing(Lineage::name));
        lineages = Collections.unmodifiableList(all);
    }

    /** Takes at most one rename of each old name. */
    public static Renames of(Collection<RenameEvent> events) {
        return new Renames(NONE, events);
    }

    /** These and more, at most one of each old name, in the place of that name's rename: quick if all of them are later. */
    public Renames and(Collection<RenameEvent> more) {
        boolean areLater = more.stream()
                .allMatch(event -> !events.containsKey(event.repo())
                        && last.filter(known -> FIRST_STANDS.compare(known, event) > 0)
                                .isEmpty());
        if (areLater) return new Renames(this, more);
        Map<RepoId, RenameEvent> all = new HashMap<>(events);
        more.forEach(event -> all.put(event.repo(), event));
        return of(all.values());
    }

    public Renames without(RepoId old) {
        if (!events.containsKey(old)) return this;
        Map<RepoId, RenameEvent> others = new HashMap<>(events);
        others.remove(old);
        return of(others.values());
    }

    /** The names whose lineages may be others now. */
    private Set<RepoId> join(RepoId old, RepoId name) {
        Set<RepoId> joining = former.getOrDefault(old, Set.of());
        Set<RepoId> joined = former.getOrDefault(name, Set.of());
        if (name.equals(old) || joining.size() + joined.size() + 2 > MOST_NAMES) {
            ignored.add(old);
            return Set.of();
        }
        var all = new TreeSet<>(joined);
        all.addAll(joining);
        all.add(old);
        former.remove(old);
        former.put(name, all);
        next.put(old, name);
        return Set.of(old, name);
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

    public List<Lineage> lineages() {
        return lineages;
    }

    /** Of the repositories with former names, the names in a partition; in the order of {@link #lineages}. Worked out once. */
    public List<LineagePart> in(int partition, ToIntFunction<RepoId> partitionOf) {
        Map<Integer, List<LineagePart>> parts = byPartition.orElseGet(() -> byPartition(partitionOf));
        byPartition = Optional.of(parts);
        return parts.getOrDefault(partition, List.of());
    }

    private Map<Integer, List<LineagePart>> byPartition(ToIntFunction<RepoId> partitionOf) {
        Map<Integer, List<LineagePart>> parts = new HashMap<>();
        for (Lineage lineage : lineages) {
            lineage.names().stream()
                    .collect(Collectors.groupingBy(partitionOf::applyAsInt))
                    .forEach((partition, names) -> parts.computeIfAbsent(partition, any -> new ArrayList<>())
                            .add(new LineagePart(lineage, names)));
        }
        return parts;
    }

    public int renamed() {
        return events.size() - ignored.size();
    }

    public int ignored() {
        return ignored.size();
    }

    /** The reason why a further rename, in the place of one of the same old name, would have one ignored. */
    public Optional<String> fault(RenameEvent further) {
        if (further.renamedTo().isEmpty()) return Optional.empty();
        Set<RepoId> before = new HashSet<>(ignored);
        before.remove(further.repo());
        if (before.containsAll(and(List.of(further)).ignored)) return Optional.empty();
        boolean isCycle = nameOf(further.renamedTo().get()).equals(nameOf(further.repo()));
        return Optional.of(
                isCycle
                        ? "the new name leads back to the old one through existing renames"
                        : "a repository has at most " + MOST_NAMES + " names");
    }
}
