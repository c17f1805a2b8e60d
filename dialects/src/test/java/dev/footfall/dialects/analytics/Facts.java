package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Random counts of random repositories in random hours, their state, and a naive count of it. */
final class Facts {
    static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final int DAYS = 100;
    private static final int USERS = 60;
    private static final List<RepoType> TYPES = List.of(RepoType.values());

    final List<Fact> all = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final Set<RepoId> hidden = new HashSet<>();

    /** The counts of a repository in one hour. */
    record Fact(RepoId repo, long hour, long files, long downloads, long bytes) {
        LocalDate date() {
            return LocalDate.ofEpochDay(hour / 24);
        }

        String id() {
            return repo.mixedName();
        }

        Fact plus(Fact other) {
            return new Fact(repo, hour, files + other.files, downloads + other.downloads, bytes + other.bytes);
        }
    }

    /** A user's part of a fact; the other parts are those of anonymous visitors. */
    record Part(String user, Fact fact) {}

    private final Random random;

    Facts(long seed, InMemoryState state) {
        random = new Random(seed);
        int repositories = 1 + random.nextInt(30);
        for (int i = 0; i < repositories; i++) {
            var repo = new RepoId(TYPES.get(random.nextInt(TYPES.size())), "ns" + i % 3, "name" + i);
            register(repo, state);
            for (int day = 0; day < DAYS; day++) {
                if (random.nextInt(20) == 0) count(repo, TODAY.minusDays(day), state);
            }
        }
        state.current(Served.NOW, 3);
    }

    private void register(RepoId repo, InMemoryState state) {
        int kind = random.nextInt(4);
        if (kind == 0) return;
        boolean isRemoved = kind == 1;
        if (isRemoved) hidden.add(repo);
        boolean isPrivate = random.nextBoolean();
        state.register(new RepositoryEvent(repo, Served.NOW, isRemoved, isPrivate, false, RepositoryDetails.NONE));
    }

    private void count(RepoId repo, LocalDate date, InMemoryState state) {
        var hours = new TreeMap<Integer, Fact>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            int hour = random.nextInt(24);
            hours.put(
                    hour,
                    new Fact(
                            repo,
                            date.toEpochDay() * 24 + hour,
                            1 + random.nextInt(3),
                            random.nextInt(2),
                            random.nextInt(5)));
        }
        Set<String> users = new TreeSet<>();
        for (Fact fact : hours.values()) users.addAll(divide(fact, state));
        if (random.nextBoolean()) {
            Fact clicks = click(repo, date);
            if (hours.putIfAbsent((int) (clicks.hour() % 24), clicks) == null) {
                users.stream().limit(1).forEach(user -> put(new Part(user, clicks), state));
            }
        }
        Fact sum = hours.values().stream().reduce(Fact::plus).orElseThrow();
        all.addAll(hours.values());
        state.put(repo, date, new DailyCounts(sum.downloads(), 0, sum.files(), sum.bytes()))
                .putTail(repo, date, tail(hours.values()));
    }

    /** An hour with nothing but the first click of a double click, whose second one is in another hour of the day. */
    private Fact click(RepoId repo, LocalDate date) {
        return new Fact(repo, date.toEpochDay() * 24 + random.nextInt(24), 0, 0, 1 + random.nextInt(5));
    }

    private void put(Part part, InMemoryState state) {
        parts.add(part);
        Fact fact = part.fact();
        Instant begin = Instant.ofEpochSecond(fact.hour() * 3_600);
        state.put(part.user(), new UserHour(fact.repo(), begin, fact.files(), fact.downloads(), fact.bytes()));
    }

    /** Gives up to two users one file each, of a fact that has as many; returns who they are. */
    private Set<String> divide(Fact fact, InMemoryState state) {
        Set<String> users = new TreeSet<>();
        int first = random.nextInt(USERS);
        for (int i = 0; i < Math.min(fact.files(), random.nextInt(3)); i++) {
            var part = new Fact(fact.repo(), fact.hour(), 1, random.nextInt(2), random.nextInt(5));
            String user = user((first + i) % USERS);
            put(new Part(user, part), state);
            users.add(user);
        }
        return users;
    }

    /** A name that is another's but for case. */
    private static String user(int number) {
        var name = new StringBuilder("joanna");
        for (int i = 0; i < name.length(); i++) {
            if ((number >> i & 1) == 1) name.setCharAt(i, Character.toUpperCase(name.charAt(i)));
        }
        return name.toString();
    }

    private static byte[] tail(Iterable<Fact> hours) {
        var section = new ValueWriter();
        for (Fact fact : hours) {
            section.number(fact.hour() % 24)
                    .number(fact.files())
                    .number(fact.downloads())
                    .number(fact.bytes());
        }
        return new ValueWriter().number(1).bytes(section.toByteArray()).toByteArray();
    }

    /** The facts that an administrator may see, of these hours. */
    List<Fact> visible(Predicate<Fact> wanted) {
        return all.stream()
                .filter(fact -> !hidden.contains(fact.repo()))
                .filter(wanted)
                .toList();
    }

    /** The parts of facts that an administrator may see, of these hours. */
    List<Part> visibleParts(Predicate<Fact> wanted) {
        return parts.stream()
                .filter(part -> !hidden.contains(part.fact().repo()))
                .filter(part -> wanted.test(part.fact()))
                .toList();
    }

    /** The number of different users with a file in these parts. */
    static long users(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.fact().files() > 0)
                .map(Part::user)
                .distinct()
                .count();
    }

    /** Their sums by repository. */
    static List<Fact> byRepository(List<Fact> facts) {
        return List.copyOf(facts.stream()
                .collect(Collectors.toMap(Fact::repo, fact -> fact, Fact::plus))
                .values());
    }

    /** The hour of a fact. */
    long someHour() {
        return all.isEmpty()
                ? TODAY.toEpochDay() * 24
                : all.get(random.nextInt(all.size())).hour();
    }

    /** A moment of the days that were counted. */
    long second() {
        return (TODAY.toEpochDay() - random.nextInt(DAYS + 5)) * 86_400 + random.nextInt(86_400);
    }
}
