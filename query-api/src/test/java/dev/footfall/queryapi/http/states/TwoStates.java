package dev.footfall.queryapi.http.states;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A state that answers and another one beside it, of different rows, which are kept here, too. */
final class TwoStates {
    /** The Authorization of an administrator. */
    static final String ADMIN = Tokens.bearer("root", Set.of(), true);

    static final LocalDate FIRST = LocalDate.parse("2026-11-01");

    private static final int DAYS = 12;
    private static final int REPOSITORIES = 9;

    final InMemoryState main = new InMemoryState(4);
    final InMemoryState mine = new InMemoryState(4);
    final SortedMap<RepoDay, Row> before = new TreeMap<>();
    final SortedMap<RepoDay, Row> after = new TreeMap<>();

    /** A repository's day. */
    record RepoDay(RepoId repo, LocalDate date) implements Comparable<RepoDay> {
        private static final Comparator<RepoDay> ORDER =
                Comparator.comparing(RepoDay::repo).thenComparing(RepoDay::date);

        @Override
        public int compareTo(RepoDay other) {
            return ORDER.compare(this, other);
        }
    }

    /** The numbers of a day. */
    record Row(DailyCounts counts, Map<ExclusionReason, Long> excluded, Map<ClientClass, Long> classes) {
        static final Row NONE = new Row(DailyCounts.ZERO, Map.of(), Map.of());

        static Row random(Random random) {
            int downloads = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(40);
            var counts = new DailyCounts(
                    downloads,
                    downloads == 0 ? 0 : random.nextInt(downloads),
                    downloads == 0 ? 0 : downloads + random.nextInt(9),
                    downloads == 0 ? 0 : random.nextLong(1L << 40));
            Map<ExclusionReason, Long> excluded = new EnumMap<>(ExclusionReason.class);
            excluded.put(oneOf(ExclusionReason.values(), random), 1L + random.nextInt(9));
            Map<ClientClass, Long> classes = new EnumMap<>(ClientClass.class);
            if (downloads > 0) classes.put(oneOf(ClientClass.values(), random), (long) downloads);
            return new Row(counts, excluded, classes);
        }
    }

    /** Some days of some repositories, of which the states have the same, others, or none. */
    static TwoStates random(long seed) {
        var random = new Random(seed);
        var states = new TwoStates();
        for (int number = 0; number < REPOSITORIES; number++) {
            var repo = new RepoId(oneOf(RepoType.values(), random), "o", "r-" + number);
            boolean isOnlyBefore = random.nextInt(5) == 0;
            for (int age = 0; age < DAYS; age++) {
                var key = new RepoDay(repo, FIRST.plusDays(age));
                Row row = Row.random(random);
                int kind = random.nextInt(6);
                if (kind != 0) states.before(key, row);
                if (isOnlyBefore || kind == 1) continue;
                states.after(key, kind < 4 ? row : Row.random(random));
            }
        }
        return states;
    }

    TwoStates before(RepoDay key, Row row) {
        before.put(key, row);
        put(main, key, row);
        return this;
    }

    TwoStates after(RepoDay key, Row row) {
        after.put(key, row);
        put(mine, key, row);
        return this;
    }

    /** The same, where one half of the repositories is removed, and the other one renamed to a name that is. */
    TwoStates hidingAll() {
        before.keySet().forEach(this::hide);
        after.keySet().forEach(this::hide);
        return this;
    }

    private void hide(RepoDay key) {
        RepoId repo = key.repo;
        boolean isRenamed = repo.fullName().hashCode() % 2 == 0;
        var name = new RepoId(repo.type(), repo.namespace(), "new-" + repo.name());
        for (InMemoryState state : List.of(main, mine)) {
            state.register(Registered.removed(isRenamed ? name : repo));
            if (isRenamed) state.rename(new RenameEvent(repo, Optional.of(name), Served.NOW));
        }
    }

    private static void put(InMemoryState state, RepoDay key, Row row) {
        state.put(key.repo, new RepositoryDay(key.date, row.counts, row.excluded))
                .putTail(key.repo, key.date, Tails.classes(row.classes));
    }

    /** Up to three repositories, of which the states may have none; often none at all. */
    static Set<RepoId> someRepositories(Random random) {
        Set<RepoId> some = new HashSet<>();
        int number = Math.max(0, random.nextInt(7) - 3);
        for (int i = 0; i < number; i++) {
            some.add(new RepoId(oneOf(RepoType.values(), random), "o", "r-" + random.nextInt(REPOSITORIES)));
        }
        return some;
    }

    static <E> E oneOf(E[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    /** The server of both, where the other one is called {@code mine}. */
    Served served() {
        return Served.comparing(given());
    }

    /** The server of both, where a release with another format counts the other one. */
    Served servedInTwoFormats() {
        return Served.comparing(given().ofTwoFormats());
    }

    private GivenStates given() {
        return new GivenStates(
                new CountedState(CountedState.MAIN, Served.RULES, OneNode.reader(main, true)),
                new CountedState("mine", Served.RULES, OneNode.reader(mine, true)));
    }
}
