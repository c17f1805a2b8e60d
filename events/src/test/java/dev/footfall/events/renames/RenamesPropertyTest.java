package dev.footfall.events.renames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random renames, with chains and cycles, against names that are followed step by step. */
class RenamesPropertyTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void followsChainsAndIgnoresWhatClosesACycleInAnyOrder(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<RenameEvent> events = events(random);
            Map<RepoId, RepoId> standing = standing(events);

            Collections.shuffle(events, random);
            Renames renames = Renames.of(events);

            for (int i = 0; i < 12; i++) assertEquals(end(repo(i), standing), renames.nameOf(repo(i)), "seed " + seed);
            assertEquals(standing.size(), renames.renamed(), "seed " + seed);
            assertEquals(events.size() - standing.size(), renames.ignored(), "seed " + seed);
            for (Lineage lineage : renames.lineages()) {
                Set<RepoId> names = standing.keySet().stream()
                        .filter(name -> end(name, standing).equals(lineage.name()))
                        .collect(Collectors.toSet());
                assertEquals(names, Set.copyOf(lineage.former()), "seed " + seed);
                assertEquals(lineage, renames.lineage(lineage.former().get(0)), "seed " + seed);
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheSameWhenRenamesComeOneAfterAnother(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<RenameEvent> events = events(random);
            Collections.shuffle(events, random);
            if (random.nextBoolean()) events.sort(Comparator.comparing(RenameEvent::time));
            Renames renames = Renames.NONE;
            Map<RepoId, RenameEvent> all = new HashMap<>();
            for (int from = 0; from < events.size(); ) {
                int to = Math.min(events.size(), from + 1 + random.nextInt(3));
                renames = renames.and(events.subList(from, to));
                events.subList(from, to).forEach(event -> all.put(event.repo(), event));
                from = to;
            }
            if (random.nextBoolean() && !all.isEmpty()) {
                RenameEvent again = rename(random.nextInt(12), 12, random.nextInt(7));
                renames = renames.and(List.of(again));
                all.put(again.repo(), again);
            }

            Renames expected = Renames.of(all.values());
            assertEquals(expected.lineages(), renames.lineages(), "seed " + seed);
            assertEquals(expected.ignored(), renames.ignored(), "seed " + seed);
            assertEquals(expected.renamed(), renames.renamed(), "seed " + seed);
            for (int i = 0; i <= 12; i++) {
                assertEquals(expected.lineage(repo(i)), renames.lineage(repo(i)), "seed " + seed);
                assertEquals(
                        expected.in(i % 3, repo -> repo.name().length() % 3),
                        renames.in(i % 3, repo -> repo.name().length() % 3),
                        "seed " + seed);
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void refusesExactlyWhatWouldHaveARenameIgnored(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            Map<RepoId, RenameEvent> taken = new HashMap<>();
            for (RenameEvent event : events(random)) {
                RenameEvent later = new RenameEvent(event.repo(), event.renamedTo(), NOON.plusSeconds(taken.size()));
                if (Renames.of(taken.values()).fault(later).isEmpty()) taken.put(later.repo(), later);
            }

            assertEquals(0, Renames.of(taken.values()).ignored(), "seed " + seed);
        }
    }

    @Test
    void namesTheCycle() {
        var renames = Renames.of(List.of(rename(1, 2, 0), rename(2, 3, 1)));

        assertEquals(
                Optional.of("the new name leads back to the old one through existing renames"),
                renames.fault(rename(3, 1, 2)));
        assertEquals(Optional.empty(), renames.fault(rename(1, 3, 2)));
        assertEquals(Optional.empty(), renames.fault(new RenameEvent(repo(1), Optional.empty(), NOON)));
    }

    @Test
    void takesNoMoreThanFiftyNamesForOneRepository() {
        List<RenameEvent> events = new ArrayList<>();
        for (int i = 1; i < 60; i++) events.add(rename(i, 0, i));

        var renames = Renames.of(events);

        assertEquals(Renames.MOST_NAMES, renames.lineage(repo(0)).names().size());
        assertEquals(10, renames.ignored());
        assertEquals(repo(55), renames.nameOf(repo(55)));
        assertEquals(Optional.of("a repository has at most 50 names"), renames.fault(rename(70, 0, 99)));
    }

    private static List<RenameEvent> events(Random random) {
        List<RenameEvent> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int target = random.nextInt(12);
            if (target != i && random.nextBoolean()) events.add(rename(i, target, random.nextInt(5)));
        }
        return events;
    }

    private static RenameEvent rename(int old, int target, int seconds) {
        return new RenameEvent(repo(old), Optional.of(repo(target)), NOON.plusSeconds(seconds));
    }

    private static RepoId repo(int number) {
        return new RepoId(RepoType.MODEL, "org", "r" + number);
    }

    /** The renames that stand, taken one after the other, each unless it leads back. */
    private static Map<RepoId, RepoId> standing(List<RenameEvent> events) {
        Map<RepoId, RepoId> standing = new HashMap<>();
        Comparator<RenameEvent> order = Comparator.comparing(RenameEvent::time)
                .thenComparing(event -> event.repo().key());
        events.stream().sorted(order).forEach(event -> {
            RepoId target = event.renamedTo().orElseThrow();
            if (!end(target, standing).equals(event.repo())) standing.put(event.repo(), target);
        });
        return standing;
    }

    private static RepoId end(RepoId name, Map<RepoId, RepoId> standing) {
        RepoId end = name;
        Set<RepoId> seen = new HashSet<>();
        while (standing.containsKey(end) && seen.add(end)) end = standing.get(end);
        return end;
    }
}
