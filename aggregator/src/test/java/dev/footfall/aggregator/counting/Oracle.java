package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.clients.ClientClass;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The definitions, word by word and in no hurry: all events at once, everything kept, each rule written down again. */
public final class Oracle {
    /** One repository's UTC day. */
    public record Day(String repository, LocalDate date) {}

    /** The expected row of one day. */
    public record Row(DailyCounts counts, Map<String, Long> excluded) {}

    /** One user's day of a repository. */
    public record UserDay(Day day, String user) {}

    private record Identity(VisitorId visitor, String id, long timeMillis) {}

    private final CountingRules rules;
    private final Map<Day, List<DownloadEvent>> counted = new HashMap<>();
    private final Map<Day, Map<String, Long>> excluded = new HashMap<>();
    private final Map<Day, Long> opened = new HashMap<>();
    private final Map<Day, Set<Identity>> seen = new HashMap<>();
    private final Map<Day, List<DownloadEvent>> doubleClicks = new HashMap<>();
    private final List<DownloadEvent> unrepeated = new ArrayList<>();

    private Oracle(CountingRules rules) {
        this.rules = rules;
    }

    private static Oracle of(List<Logged> log, CountingRules rules) {
        var oracle = new Oracle(rules);
        log.forEach(oracle::add);
        if (!rules.slots().doubleClick().isZero()) oracle.counted.replaceAll(oracle::lastClicks);
        return oracle;
    }

    /** Without those that the visitor's next click on the same file follows in time. */
    private List<DownloadEvent> lastClicks(Day day, List<DownloadEvent> events) {
        List<DownloadEvent> last = new ArrayList<>();
        events.stream()
                .collect(Collectors.groupingBy(event -> List.of(
                        event.visitor(),
                        event.details().path(),
                        Objects.requireNonNullElse(event.details().revision(), ""))))
                .values()
                .forEach(clicks -> {
                    List<DownloadEvent> sorted = new ArrayList<>(clicks);
                    sorted.sort(Comparator.comparing(DownloadEvent::time)
                            .thenComparing(leastByKind().reversed()));
                    for (int i = 0; i < sorted.size(); i++) {
                        boolean isLast = i + 1 == sorted.size()
                                || Duration.between(
                                                        sorted.get(i).time(),
                                                        sorted.get(i + 1).time())
                                                .compareTo(rules.slots().doubleClick())
                                        > 0;
                        if (isLast) last.add(sorted.get(i));
                        else doubleClick(day, sorted.get(i));
                    }
                });
        return last;
    }

    private void doubleClick(Day day, DownloadEvent event) {
        doubleClicks.computeIfAbsent(day, key -> new ArrayList<>()).add(event);
        excluded.computeIfAbsent(day, key -> new TreeMap<>()).merge("double-click", 1L, Long::sum);
    }

    /** Events whose bytes count: those of files, and double clicks. */
    private List<DownloadEvent> sent(Day day) {
        List<DownloadEvent> sent = new ArrayList<>(counted.getOrDefault(day, List.of()));
        sent.addAll(doubleClicks.getOrDefault(day, List.of()));
        return sent;
    }

    /** The rows that this log has to give. */
    public static Map<Day, Row> rows(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, Row> rows = new HashMap<>();
        for (Day day : oracle.days()) rows.put(day, oracle.row(day));
        return rows;
    }

    /** The hours of those rows. */
    public static Map<Day, HourlyCounts> hours(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, HourlyCounts> hours = new HashMap<>();
        for (Day day : oracle.days())
            hours.put(day, oracle.hours(oracle.counted.getOrDefault(day, List.of()), oracle.sent(day), day));
        return hours;
    }

    /** The hours of each user's part of those rows. */
    public static Map<UserDay, HourlyCounts> userHours(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<UserDay, HourlyCounts> hours = new HashMap<>();
        oracle.counted.forEach((day, events) -> events.stream()
                .filter(event -> event.visitor().authenticated())
                .collect(Collectors.groupingBy(event -> event.visitor().value()))
                .forEach((user, own) -> hours.put(
                        new UserDay(day, user),
                        oracle.hours(
                                own,
                                oracle.sent(day).stream()
                                        .filter(event -> event.visitor().authenticated()
                                                && event.visitor().value().equals(user))
                                        .toList(),
                                day))));
        return hours;
    }

    /** The clients of those rows. */
    public static Map<Day, KindCounts<ClientProduct>> clients(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, KindCounts<ClientProduct>> clients = new HashMap<>();
        for (Day day : oracle.days()) clients.put(day, oracle.clients(day));
        return clients;
    }

    /** The classes of those rows' clients. */
    public static Map<Day, KindCounts<ClientClass>> classes(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, KindCounts<ClientClass>> classes = new HashMap<>();
        for (Day day : oracle.days()) classes.put(day, oracle.classes(day));
        return classes;
    }

    /** The distinct visitors of those rows' downloads. */
    public static Map<Day, Long> visitors(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, Long> visitors = new HashMap<>();
        for (Day day : oracle.days())
            visitors.put(
                    day,
                    oracle.heads(day).stream()
                            .map(DownloadEvent::visitor)
                            .distinct()
                            .count());
        return visitors;
    }

    /** The files of those rows by path, without bounds; those without a path are others. */
    public static Map<Day, Map<String, DailyCounts>> files(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, Map<String, DailyCounts>> files = new HashMap<>();
        for (Day day : oracle.days()) files.put(day, oracle.files(oracle.counted.getOrDefault(day, List.of())));
        return files;
    }

    /** A file's downloads are the sessions of all files of a visitor, in which it was. */
    private Map<String, DailyCounts> files(List<DownloadEvent> events) {
        Map<String, DailyCounts> files = new TreeMap<>();
        events.stream()
                .collect(Collectors.groupingBy(DownloadEvent::visitor))
                .values()
                .forEach(own -> {
                    List<DownloadEvent> sorted = new ArrayList<>(own);
                    sorted.sort(Comparator.comparing(DownloadEvent::time));
                    Set<String> inSession = new HashSet<>();
                    for (int i = 0; i < sorted.size(); i++) {
                        DownloadEvent event = sorted.get(i);
                        if (i > 0 && isApart(sorted.get(i - 1), event)) inSession.clear();
                        String path = event.details().path();
                        var more = new DailyCounts(
                                inSession.add(path) ? 1 : 0,
                                0,
                                1,
                                event.request().bytes());
                        files.merge(path, more, DailyCounts::plus);
                    }
                });
        return files;
    }

    /** The revisions of those rows. */
    public static Map<Day, NamedCounts> revisions(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, NamedCounts> revisions = new HashMap<>();
        for (Day day : oracle.days()) {
            revisions.put(
                    day,
                    oracle.named(
                            day,
                            event -> Objects.requireNonNullElse(event.details().revision(), "")));
        }
        return revisions;
    }

    /** The access methods of those rows. */
    public static Map<Day, NamedCounts> access(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<Day, NamedCounts> access = new HashMap<>();
        for (Day day : oracle.days()) {
            access.put(
                    day,
                    oracle.named(
                            day,
                            event -> Set.of(ClientClass.BROWSER, ClientClass.UNKNOWN)
                                            .contains(oracle.type(event))
                                    ? "regular"
                                    : "machine"));
        }
        return access;
    }

    /** The countries of those rows; those with fewer visitors are no names. */
    public static Map<Day, NamedCounts> countries(List<Logged> log, CountingRules rules, int fewest) {
        Oracle oracle = of(log, rules);
        Map<Day, NamedCounts> countries = new HashMap<>();
        for (Day day : oracle.days()) {
            NamedCounts all = oracle.named(day, Oracle::country);
            Map<String, DailyCounts> named = new HashMap<>(all.named());
            named.keySet().removeIf(name -> !name.isEmpty() && oracle.visitors(day, name) < fewest);
            countries.put(day, new NamedCounts(named, all.total()));
        }
        return countries;
    }

    private long visitors(Day day, String country) {
        return heads(day).stream()
                .filter(head -> country(head).equals(country))
                .map(DownloadEvent::visitor)
                .distinct()
                .count();
    }

    private static String country(DownloadEvent event) {
        return Objects.requireNonNullElse(event.details().country(), "");
    }

    private NamedCounts named(Day day, Function<DownloadEvent, String> nameOf) {
        Set<DownloadEvent> counts = new HashSet<>(counted.getOrDefault(day, List.of()));
        Map<String, DailyCounts> named = new HashMap<>();
        for (DownloadEvent event : sent(day)) {
            var file = new DailyCounts(
                    0, 0, counts.contains(event) ? 1 : 0, event.request().bytes());
            named.merge(nameOf.apply(event), file, DailyCounts::plus);
        }
        for (DownloadEvent head : heads(day)) {
            named.merge(nameOf.apply(head), new DailyCounts(1, 0, 0, 0), DailyCounts::plus);
        }
        DailyCounts total = named.values().stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
        return new NamedCounts(named, total);
    }

    /** The sources of each repository with a counted file. */
    public static Map<String, List<SourceFiles>> sources(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        Map<String, List<DownloadEvent>> files = new HashMap<>();
        oracle.counted.forEach((day, events) -> files.computeIfAbsent(day.repository(), key -> new ArrayList<>())
                .addAll(events));
        Map<String, List<SourceFiles>> sources = new HashMap<>();
        files.forEach((repository, events) -> sources.put(repository, sources(events)));
        return sources;
    }

    /** The days of sources, by name and day. */
    public static Map<String, SourceDay> sourceDays(List<Logged> log, CountingRules rules) {
        Oracle oracle = of(log, rules);
        return oracle.unrepeated.stream()
                .collect(Collectors.groupingBy(event -> sourceOf(event) + " " + date(event)))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, day -> sourceDay(day.getValue())));
    }

    private static String sourceOf(DownloadEvent event) {
        return Objects.requireNonNullElse(event.details().source(), "unknown");
    }

    private static LocalDate date(DownloadEvent event) {
        return LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
    }

    private static SourceDay sourceDay(List<DownloadEvent> events) {
        List<SourceHour> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            int wanted = hour;
            List<DownloadEvent> own = events.stream()
                    .filter(event -> event.time().atOffset(ZoneOffset.UTC).getHour() == wanted)
                    .toList();
            long withoutAgent = own.stream()
                    .map(event -> Objects.requireNonNullElse(event.details().userAgent(), ""))
                    .filter(agent -> agent.isEmpty() || agent.equals("-"))
                    .count();
            hours.add(new SourceHour(own.size(), withoutAgent));
        }
        List<Instant> times = events.stream().map(DownloadEvent::time).sorted().toList();
        return new SourceDay(
                sourceOf(events.get(0)), date(events.get(0)), hours, times.get(0), times.get(times.size() - 1));
    }

    private static List<SourceFiles> sources(List<DownloadEvent> events) {
        return events.stream()
                .map(event -> event.details().source())
                .filter(Objects::nonNull)
                .distinct()
                .map(source -> source(
                        source,
                        events.stream()
                                .filter(event -> source.equals(event.details().source()))
                                .toList()))
                .sorted()
                .toList();
    }

    private static SourceFiles source(String source, List<DownloadEvent> events) {
        Map<Via, SourceFiles.Way> ways = new HashMap<>();
        for (Via via : Via.values()) {
            List<Instant> times = events.stream()
                    .filter(event -> event.request().via() == via)
                    .map(DownloadEvent::time)
                    .toList();
            if (!times.isEmpty()) ways.put(via, new SourceFiles.Way(times.size(), Collections.max(times)));
        }
        Instant first = Collections.min(events.stream().map(DownloadEvent::time).toList());
        return new SourceFiles(source, first, ways);
    }

    private Set<Day> days() {
        Set<Day> days = new HashSet<>(counted.keySet());
        days.addAll(excluded.keySet());
        return days;
    }

    private void add(Logged logged) {
        DownloadEvent event = logged.event();
        var day = new Day(event.repo().key(), LocalDate.ofInstant(event.time(), ZoneOffset.UTC));
        String reason = reason(logged, day);
        if (!reason.equals("duplicate")) unrepeated.add(event);
        if (reason.isEmpty()) {
            counted.computeIfAbsent(day, key -> new ArrayList<>()).add(event);
        } else {
            excluded.computeIfAbsent(day, key -> new TreeMap<>()).merge(reason, 1L, Long::sum);
        }
    }

    private String reason(Logged logged, Day day) {
        DownloadEvent event = logged.event();
        FileRequest request = event.request();
        if (rules.withdrawn().all().stream().anyMatch(withdrawal -> isOf(event, withdrawal))) return "withdrawn";
        if (!request.method().equals(request.via() == Via.GIT ? "POST" : "GET")) return "method";
        boolean isRedirect = request.status() == 302 || request.status() == 307;
        boolean isRight = request.status() == 200 || (request.status() == 206 && request.via() != Via.GIT);
        if (!isRight && !(isRedirect && rules.redirects() == Redirects.COUNT)) return "status";
        Long start = request.rangeStart();
        if (request.status() == 206 && start != null && start > 0) return "range";
        if (request.status() == 206 && isPartial(request.bytes(), request.size())) return "partial";
        if (rules.paths().ignored().stream()
                .anyMatch(glob -> isIgnored(event.details().path(), glob))) return "path";
        if (rules.clients().excluded().contains(type(event)))
            return "class:" + type(event).label();
        long openedMillis = opened.computeIfAbsent(day, key -> logged.logTimeMillis());
        if (logged.logTimeMillis() > openedMillis + rules.retention().toMillis()) return "late";
        var identity = new Identity(event.visitor(), event.id(), event.time().toEpochMilli());
        return seen.computeIfAbsent(day, key -> new HashSet<>()).add(identity) ? "" : "duplicate";
    }

    private static Instant start(Instant time, Duration slot) {
        return time.minusMillis(time.toEpochMilli() % slot.toMillis());
    }

    /** The time that decides on sessions. */
    private Instant time(DownloadEvent event) {
        Duration slot = rules.slots().session();
        return slot.isZero() ? event.time() : start(event.time(), slot);
    }

    private boolean isApart(DownloadEvent before, DownloadEvent event) {
        Duration gap = rules.slots().session().isZero() ? rules.gap() : Duration.ZERO;
        return Duration.between(time(before), time(event)).compareTo(gap) > 0;
    }

    private static boolean isOf(DownloadEvent event, Withdrawal events) {
        boolean isInTime = !event.time().isBefore(events.from().orElse(Instant.MIN))
                && event.time().isBefore(events.to().orElse(Instant.MAX));
        return isInTime
                && events.source().stream()
                        .allMatch(source -> source.equals(event.details().source()))
                && events.repository().stream().allMatch(event.repo()::equals);
    }

    private boolean isPartial(long bytes, @Nullable Long size) {
        return size != null
                && rules.partial().isPresent()
                && bytes < rules.partial().get().belowBytes()
                && (double) bytes / size < rules.partial().get().belowShare();
    }

    private static boolean isIgnored(String path, String glob) {
        String named = glob.contains("/") ? path : path.substring(path.lastIndexOf('/') + 1);
        return !path.isEmpty()
                && FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(named));
    }

    private Row row(Day day) {
        List<DownloadEvent> events = counted.getOrDefault(day, List.of());
        List<DownloadEvent> heads = heads(day);
        return new Row(
                new DailyCounts(
                        heads.size(),
                        heads.stream()
                                .filter(head -> head.visitor().authenticated())
                                .count(),
                        events.size(),
                        sent(day).stream()
                                .mapToLong(event -> event.request().bytes())
                                .sum(),
                        heads.stream()
                                .filter(head -> head.request().via() == Via.GIT)
                                .count(),
                        heads.stream()
                                .filter(head -> head.request().via() == Via.LFS)
                                .count()),
                excluded.getOrDefault(day, Map.of()));
    }

    private HourlyCounts hours(List<DownloadEvent> events, List<DownloadEvent> sent, Day day) {
        List<HourCounts> hours = new ArrayList<>();
        List<DownloadEvent> heads = headsOfAll(events);
        for (int hour = 0; hour < 24; hour++) {
            Instant from = day.date().atTime(hour, 0).toInstant(ZoneOffset.UTC);
            Predicate<DownloadEvent> isInHour =
                    event -> !event.time().isBefore(from) && event.time().isBefore(from.plus(Duration.ofHours(1)));
            hours.add(new HourCounts(
                    heads.stream().filter(isInHour).count(),
                    events.stream().filter(isInHour).count(),
                    sent.stream()
                            .filter(isInHour)
                            .mapToLong(event -> event.request().bytes())
                            .sum()));
        }
        return new HourlyCounts(hours);
    }

    private KindCounts<ClientProduct> clients(Day day) {
        return new KindCounts<>(
                heads(day).stream().collect(Collectors.groupingBy(Oracle::client, Collectors.counting())));
    }

    private KindCounts<ClientClass> classes(Day day) {
        return new KindCounts<>(heads(day).stream().collect(Collectors.groupingBy(this::type, Collectors.counting())));
    }

    /** The first file of each session of that day: the earliest, and of several the least by way, client, class, revision and country. */
    private List<DownloadEvent> heads(Day day) {
        return headsOfAll(counted.getOrDefault(day, List.of()));
    }

    private List<DownloadEvent> headsOfAll(List<DownloadEvent> events) {
        return events.stream().collect(Collectors.groupingBy(DownloadEvent::visitor)).values().stream()
                .flatMap(own -> heads(own).stream())
                .toList();
    }

    private List<DownloadEvent> heads(List<DownloadEvent> events) {
        List<DownloadEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(DownloadEvent::time).thenComparing(leastByKind()));
        List<DownloadEvent> heads = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            boolean isFirst = i == 0 || isApart(sorted.get(i - 1), sorted.get(i));
            if (isFirst) heads.add(sorted.get(i));
        }
        return heads;
    }

    private Comparator<DownloadEvent> leastByKind() {
        return Comparator.<DownloadEvent, Via>comparing(event -> event.request().via())
                .thenComparing(event -> client(event).label())
                .thenComparing(this::type)
                .thenComparing(event -> Observation.of(event).revisionHash())
                .thenComparing(Oracle::country);
    }

    private ClientClass type(DownloadEvent event) {
        return NaiveClasses.of(rules.clients(), event);
    }

    private static ClientProduct client(DownloadEvent event) {
        return Observation.of(event).client();
    }
}
