package dev.footfall.queryapi.http;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.Category;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Random repositories that were renamed: as they are counted, each under the name in its events, and as if each event had
 * always had the name that its repository has now. What is asked of both has the same answer.
 */
final class RandomRenames {
    static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    static final List<String> USERS = List.of("u0", "u1", "u2", "u3");
    private static final int REPOSITORIES = 24;

    final List<RepoId> repos = new ArrayList<>();
    private final Map<RepoId, RenameEvent> renames = new TreeMap<>();
    private final Map<RepoId, RepoId> standing = new HashMap<>();
    private final Map<RepoId, RepositoryEvent> registrations = new TreeMap<>();
    private final List<Day> days = new ArrayList<>();
    private final List<Like> likes = new ArrayList<>();
    private final List<UserPart> parts = new ArrayList<>();
    private final List<DownloadEvent> files = new ArrayList<>();
    private final Map<RepoId, List<RepositorySession>> sessions = new TreeMap<>();
    private final List<OpeningBalance> balances = new ArrayList<>();
    private final Random random;

    private record Key(RepoId repo, LocalDate date) {}

    private record UserPart(String user, UserHour hour) {}

    /** A day of a name, with what projections count of it. */
    private record Day(
            Key key,
            DailyCounts counts,
            Map<ExclusionReason, Long> excluded,
            Map<Integer, HourCounts> hours,
            Map<ClientClass, Long> classes,
            Map<ClientProduct, Long> clients) {
        Day plus(Day other) {
            return new Day(
                    key,
                    counts.plus(other.counts),
                    sum(excluded, other.excluded),
                    sumOfHours(other),
                    sum(classes, other.classes),
                    sum(clients, other.clients));
        }

        private Map<Integer, HourCounts> sumOfHours(Day other) {
            var sums = new TreeMap<>(hours);
            other.hours.forEach((hour, counts) -> sums.merge(hour, counts, HourCounts::plus));
            return sums;
        }

        private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
            var sums = new TreeMap<K, Long>(one);
            other.forEach((key, number) -> sums.merge(key, number, Long::sum));
            return sums;
        }
    }

    RandomRenames(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < REPOSITORIES; i++) {
            RepoType type = i % 4 == 3 ? RepoType.DATASET : RepoType.MODEL;
            repos.add(new RepoId(type, "acme", "r" + i));
        }
        for (RepoId repo : repos) fill(repo);
        var ofBalances = new Random(-seed);
        for (int i = 0; i < REPOSITORIES; i++) balance(repos.get(i), "o" + i, ofBalances);
        for (int i = random.nextInt(16); i > 0; i--) rename(any(repos), any(repos));
        Comparator<RenameEvent> order = Comparator.comparing(RenameEvent::time).thenComparing(RenameEvent::repo);
        renames.values().stream().sorted(order).forEach(event -> {
            RepoId target = event.renamedTo().orElseThrow();
            if (!nameOf(target).equals(event.repo())) standing.put(event.repo(), target);
        });
    }

    /** Of an origin of its own, so that the balances of two names add up. */
    private void balance(RepoId repo, String origin, Random numbers) {
        for (int i = numbers.nextInt(4); i > 0; i--) {
            var days = new BalanceDays(origin, TODAY.minusDays(numbers.nextInt(60)), i == 1);
            var downloads = BalanceNumbers.of(numbers.nextInt(50));
            balances.add(new OpeningBalance(repo, days, Optional.of(downloads), Served.NOW));
        }
    }

    /** Stated under these names. */
    OpeningBalances balances(UnaryOperator<RepoId> nameOf) {
        var all = new OpeningBalances();
        balances.forEach(
                one -> all.apply(new OpeningBalance(nameOf.apply(one.repo()), one.days(), one.numbers(), one.time())));
        return all;
    }

    private void fill(RepoId repo) {
        if (random.nextInt(3) > 0) register(repo);
        for (int i = random.nextInt(5); i > 0; i--) count(repo, TODAY.minusDays(random.nextInt(i * i * 5)));
        for (String user : USERS) {
            if (random.nextBoolean()) likes.add(new Like(repo, user, time()));
        }
        for (int i = random.nextInt(3); i > 0; i--) session(repo);
    }

    private void register(RepoId repo) {
        var details = new RepositoryDetails(
                List.of("t" + random.nextInt(3)),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                random.nextBoolean() ? Category.of("chat") : Optional.empty());
        boolean isRemoved = random.nextInt(8) == 0;
        registrations.put(
                repo,
                new RepositoryEvent(
                        repo, Served.NOW, isRemoved, random.nextInt(4) == 0, random.nextBoolean(), details));
    }

    private void rename(RepoId old, RepoId target) {
        boolean isOne = old.type() == target.type() && !old.equals(target);
        if (isOne)
            renames.put(old, new RenameEvent(old, Optional.of(target), Served.NOW.minusSeconds(random.nextInt(4))));
    }

    private void count(RepoId repo, LocalDate date) {
        int git = random.nextInt(2);
        int tool = random.nextInt(3);
        int downloads = git + tool + random.nextInt(2);
        int hour = random.nextInt(24);
        var counts = new DailyCounts(downloads, tool, downloads + random.nextInt(3), random.nextInt(99), git, 0);
        if (days.stream().anyMatch(day -> day.key().equals(new Key(repo, date)))) return;
        days.add(new Day(
                new Key(repo, date),
                counts,
                random.nextBoolean() ? Map.of(ExclusionReason.METHOD, 1L + random.nextInt(3)) : Map.of(),
                counts.files() == 0
                        ? Map.of()
                        : Map.of(hour, new HourCounts(downloads, counts.files(), counts.bytes())),
                positive(Map.of(ClientClass.TOOL, (long) tool, ClientClass.CI, (long) downloads - tool)),
                positive(Map.of(ClientProduct.GIT, (long) git, ClientProduct.WGET, (long) downloads - git))));
        for (int file = 0; file < Math.min(2, counts.files()); file++) file(repo, date);
        for (String user : USERS) {
            Instant begin = date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
            boolean isThere = counts.files() > 0 && random.nextInt(3) == 0;
            if (isThere) parts.add(new UserPart(user, new UserHour(repo, begin, 1, random.nextInt(2), 7)));
        }
    }

    private static <K> Map<K, Long> positive(Map<K, Long> numbers) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void file(RepoId repo, LocalDate date) {
        files.add(new DownloadEvent(
                "f" + files.size(),
                date.atTime(random.nextInt(24), 0).toInstant(ZoneOffset.UTC),
                repo,
                VisitorId.user("u1"),
                new FileRequest(any(List.of(Via.values())), "GET", 200, 1, null),
                new EventDetails("", null, null, "files-" + random.nextInt(3))));
    }

    private void session(RepoId repo) {
        Instant first = time();
        var session = new RepositorySession(
                VisitorId.user(any(USERS)), first, first.plusSeconds(random.nextInt(99)), ClientProduct.GIT);
        sessions.computeIfAbsent(repo, any -> new ArrayList<>()).add(session);
    }

    /** A moment of its own. */
    private Instant time() {
        return Served.NOW.minusSeconds(random.nextInt(86_400 * 3)).minusMillis(likes.size() + sessions.size() * 100L);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The name that the repository with this name has now. */
    RepoId nameOf(RepoId repo) {
        RepoId name = repo;
        while (standing.containsKey(name)) name = standing.get(name);
        return name;
    }

    /** As it is counted: each event under its own name. */
    InMemoryState apart(int partitions) {
        InMemoryState state = counted(partitions, name -> name);
        registrations.values().forEach(state::register);
        renames.values().forEach(state::rename);
        return state;
    }

    /** As if there had been no other names ever. */
    InMemoryState together(int partitions) {
        InMemoryState state = counted(partitions, this::nameOf);
        repos.stream()
                .map(this::nameOf)
                .distinct()
                .forEach(name -> registration(name).ifPresent(state::register));
        return state;
    }

    /** The registration of a name; as long as it has none, the one of its former names that hides most. */
    private Optional<RepositoryEvent> registration(RepoId name) {
        List<RepoId> former = repos.stream()
                .filter(repo -> !repo.equals(name) && nameOf(repo).equals(name))
                .toList();
        if (registrations.containsKey(name) || former.isEmpty()) return Optional.ofNullable(registrations.get(name));
        List<RepositoryEvent> events = former.stream()
                .flatMap(repo -> Optional.ofNullable(registrations.get(repo)).stream())
                .toList();
        boolean isRemoved = events.stream().anyMatch(RepositoryEvent::removed);
        boolean isPrivate = events.stream().anyMatch(RepositoryEvent::isPrivate);
        return Optional.of(new RepositoryEvent(name, Served.NOW, isRemoved, isPrivate, false, RepositoryDetails.NONE));
    }

    private InMemoryState counted(int partitions, UnaryOperator<RepoId> nameOf) {
        var state = new InMemoryState(partitions);
        Map<Key, Day> sums = new HashMap<>();
        for (Day day : days) {
            var key = new Key(nameOf.apply(day.key().repo()), day.key().date());
            var named = new Day(key, day.counts(), day.excluded(), day.hours(), day.classes(), day.clients());
            sums.merge(key, named, Day::plus);
        }
        sums.values().forEach(day -> put(day, state));
        Map<List<Object>, UserHour> hours = new HashMap<>();
        for (UserPart part : parts) {
            UserHour named = part.hour().of(nameOf.apply(part.hour().repo()));
            hours.merge(List.of(part.user(), named.repo(), named.begin()), named, RandomRenames::sum);
        }
        hours.forEach((key, hour) -> state.put((String) key.get(0), hour));
        Map<List<Object>, Like> newest = new HashMap<>();
        for (Like like : likes) {
            var named = new Like(nameOf.apply(like.repo()), like.user(), like.since());
            newest.merge(
                    List.of(named.repo(), named.user()),
                    named,
                    (one, other) -> one.since().isAfter(other.since()) ? one : other);
        }
        newest.values().forEach(state::like);
        files.forEach(file -> state.addToSource(new DownloadEvent(
                file.id(), file.time(), nameOf.apply(file.repo()), file.visitor(), file.request(), file.details())));
        sessions.forEach((repo, all) -> all.forEach(session -> state.session(nameOf.apply(repo), session)));
        return state.current(Served.NOW, 0);
    }

    private static UserHour sum(UserHour one, UserHour other) {
        return new UserHour(
                one.repo(),
                one.begin(),
                one.files() + other.files(),
                one.downloads() + other.downloads(),
                one.bytes() + other.bytes());
    }

    private static void put(Day day, InMemoryState state) {
        Key key = day.key();
        state.put(key.repo(), new RepositoryDay(key.date(), day.counts(), day.excluded()));
        byte[] hours = Tails.hours(new TreeMap<>(day.hours()));
        byte[] clients = Tails.clients(day.clients());
        byte[] classes = Tails.classes(day.classes());
        byte[] tail = Arrays.copyOf(hours, hours.length + clients.length + classes.length);
        System.arraycopy(clients, 0, tail, hours.length, clients.length);
        System.arraycopy(classes, 0, tail, hours.length + clients.length, classes.length);
        state.putTail(key.repo(), key.date(), tail);
    }

    /** All names that repositories have now. */
    Set<RepoId> names() {
        return repos.stream().map(this::nameOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
