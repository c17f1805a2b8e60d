package dev.footfall.queryapi;

import dev.footfall.aggregator.counting.projections.RunningSources;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.ArrivalSums;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.ArrivalReader;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.CountedTotals;
import dev.footfall.aggregator.query.DayReader;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.aggregator.query.LikeReader;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.RankingReader;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RegistrationReader;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.aggregator.query.TotalsReader;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserReader;
import dev.footfall.aggregator.reading.StoredDay;
import dev.footfall.aggregator.reading.StoredTotals;
import dev.footfall.events.Category;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.clients.ClientClass;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A state in maps, whose partitions can be taken away. */
public final class InMemoryState
        implements LocalState,
                RegistrationReader,
                TotalsReader,
                DayReader,
                RankingReader,
                LikeReader,
                UserReader,
                ArrivalReader {
    private final AtomicLong reads = new AtomicLong();

    private enum Away {
        ELSEWHERE,
        RESTORING
    }

    private static final AtomicLong STATES = new AtomicLong();
    private static final LastHour NOTHING =
            new LastHour(0, List.of(), new ArrivalSums(Map.of(), 0, Map.of(), List.of()));

    private final long id = STATES.incrementAndGet();
    private final int partitions;
    private final NavigableMap<RepoId, SortedMap<LocalDate, RepositoryDay>> days = new ConcurrentSkipListMap<>();
    private final Map<RepoId, Map<LocalDate, byte[]>> tails = new ConcurrentHashMap<>();
    private final Map<RepoId, RunningSources> sources = new ConcurrentHashMap<>();
    private final Map<RepoId, List<RepositorySession>> sessions = new ConcurrentHashMap<>();
    private final Map<Integer, List<SourceDay>> sourceDays = new ConcurrentHashMap<>();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(this::readiness);
    private final Set<Like> likes = ConcurrentHashMap.newKeySet();
    private final InMemoryUsers users = new InMemoryUsers();
    private final Map<Integer, LastHour> arrivals = new ConcurrentHashMap<>();
    private final Map<Integer, Away> away = new ConcurrentHashMap<>();
    private static final int KEPT = 16;

    private final AtomicLong changes = new AtomicLong();
    private final Map<List<Object>, List<?>> made = new ConcurrentHashMap<>();
    private final Map<Integer, AsOf> behind = new ConcurrentHashMap<>();
    private volatile AsOf asOf = new AsOf(Optional.empty(), 0);
    private volatile Runnable afterRanking = () -> {};
    private volatile Readiness readiness = new Readiness(true, "all stores are open");

    public InMemoryState(int partitions) {
        this.partitions = partitions;
    }

    /** Adds a row, in place of the one that the repository has of that day. */
    public InMemoryState put(RepoId repo, RepositoryDay day) {
        days.computeIfAbsent(repo, any -> new TreeMap<>()).put(day.date(), day);
        changes.incrementAndGet();
        return this;
    }

    public InMemoryState put(RepoId repo, LocalDate date, DailyCounts counts) {
        return put(repo, new RepositoryDay(date, counts, Map.of()));
    }

    /** Adds a file to those of its source; the rows have to have it, too. */
    public InMemoryState addToSource(DownloadEvent file) {
        RunningSources ofRepository = sources.computeIfAbsent(file.repo(), any -> new RunningSources());
        if (!ofRepository.add(Observation.of(file))) ofRepository.add(Observation.of(file), ofRepository);
        return this;
    }

    /** Puts the sections of projections at the end of a row. */
    public InMemoryState putTail(RepoId repo, LocalDate date, byte[] tail) {
        tails.computeIfAbsent(repo, any -> new ConcurrentHashMap<>()).put(date, tail);
        changes.incrementAndGet();
        return this;
    }

    /** Adds a row that has these hours, by their numbers, and their sums. */
    public InMemoryState putHours(RepoId repo, LocalDate date, SortedMap<Integer, HourCounts> hours) {
        DailyCounts counts = DailyCounts.ZERO;
        for (HourCounts hour : hours.values()) {
            counts = counts.plus(new DailyCounts(hour.downloads(), 0, hour.files(), hour.bytes()));
        }
        return put(repo, date, counts).putTail(repo, date, Tails.hours(hours));
    }

    public InMemoryState current(Instant newestLogTime, long lagRecords) {
        asOf = new AsOf(Optional.of(newestLogTime), lagRecords);
        return this;
    }

    /** Has one partition behind the others. */
    public InMemoryState behind(int partition, Instant newestLogTime, long lagRecords) {
        behind.put(partition, new AsOf(Optional.of(newestLogTime), lagRecords));
        return this;
    }

    /** Takes the counts of all days up to this one for those of sealed days. */
    public InMemoryState sealed(LocalDate last) {
        asOf = new AsOf(asOf.newestLogTime(), asOf.lagRecords(), Optional.of(last));
        return this;
    }

    public InMemoryState elsewhere(int partition) {
        away.put(partition, Away.ELSEWHERE);
        return this;
    }

    public InMemoryState restoring(int partition) {
        away.put(partition, Away.RESTORING);
        return this;
    }

    /** Ends what {@link #elsewhere} or {@link #restoring} began. */
    public InMemoryState back(int partition) {
        away.remove(partition);
        return this;
    }

    public InMemoryState readiness(boolean ready, String detail) {
        readiness = new Readiness(ready, detail);
        return this;
    }

    /** Does this each time a partition has made its ranking. */
    public InMemoryState afterRanking(Runnable action) {
        afterRanking = action;
        return this;
    }

    @Override
    public RegistrationReader registrations() {
        return this;
    }

    @Override
    public TotalsReader totals() {
        return this;
    }

    @Override
    public DayReader days() {
        return this;
    }

    @Override
    public RankingReader rankings() {
        return this;
    }

    @Override
    public LikeReader likes() {
        return this;
    }

    @Override
    public UserReader users() {
        return this;
    }

    @Override
    public ArrivalReader arrivals() {
        return this;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public int partitionOf(RepoId repo) {
        return Math.floorMod(repo.key().hashCode(), partitions);
    }

    @Override
    public LocalRead<Optional<DailyCounts>> of(RepoId repo) {
        return read(partitionOf(repo), () -> Optional.ofNullable(days.get(repo)).map(InMemoryState::sum));
    }

    @Override
    public LocalRead<Optional<DailyCounts>> miss(RepoId repo) {
        return read(partitionOf(repo), Optional::empty);
    }

    @Override
    public LocalRead<List<SourceFiles>> sources(RepoId repo) {
        return read(partitionOf(repo), () -> new StoredTotals(totalsValue(repo)).sources());
    }

    @Override
    public LocalRead<Map<RepoId, CountedTotals>> ofEach(int partition, List<RepoId> repos) {
        return read(partition, () -> {
            Map<RepoId, CountedTotals> found = new TreeMap<>();
            for (RepoId repo : repos) {
                if (isCounted(repo)) found.put(repo, new StoredTotals(totalsValue(repo)));
            }
            return found;
        });
    }

    private boolean isCounted(RepoId repo) {
        return days.getOrDefault(repo, new TreeMap<>()).values().stream()
                .anyMatch(day -> day.excluded().isEmpty() || day.counts().files() > 0);
    }

    private byte[] totalsValue(RepoId repo) {
        RepositoryTotals totals = RepositoryTotals.ZERO;
        for (RepositoryDay day : days.getOrDefault(repo, new TreeMap<>()).values()) {
            totals = totals.plus(day.counts(), (int) day.date().toEpochDay());
        }
        ValueWriter value = TotalsFormat.write(totals);
        Sources.write(sources.getOrDefault(repo, new RunningSources()), value);
        return value.toByteArray();
    }

    @Override
    public LocalRead<List<RepoId>> counted(int partition, RepoType type, ListPage<RepoId> page) {
        return read(
                partition,
                () -> page.after().map(after -> days.tailMap(after, false)).orElse(days).keySet().stream()
                        .filter(repo -> repo.type() == type && partitionOf(repo) == partition)
                        .limit(page.limit())
                        .toList());
    }

    @Override
    public <T> LocalRead<List<T>> of(RepoId repo, LocalDate from, LocalDate to, Function<CountedDay, T> form) {
        return read(
                partitionOf(repo),
                () -> days.getOrDefault(repo, new TreeMap<>()).subMap(from, to.plusDays(1)).values().stream()
                        .map(day -> form.apply(row(repo, day)))
                        .toList());
    }

    private CountedDay row(RepoId repo, RepositoryDay day) {
        byte[] row = RowFormat.encode(new DailyRow(0, day.counts(), new ExcludedCounts(day.excluded()), day.merged()));
        byte[] tail = tails.getOrDefault(repo, Map.of()).getOrDefault(day.date(), new byte[0]);
        byte[] both = Arrays.copyOf(row, row.length + tail.length);
        System.arraycopy(tail, 0, both, row.length, tail.length);
        return new StoredDay(repo, day.date(), both);
    }

    @Override
    public LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible) {
        return read(partition, () -> {
            List<TrendingRow> top = after(query.page(), ranked(partition, query.with(ListPage.first(1)))).stream()
                    .filter(row -> visible.test(row.repo()))
                    .limit(query.limit())
                    .toList();
            afterRanking.run();
            return top;
        });
    }

    private static <T extends Comparable<? super T>> List<T> after(ListPage<T> page, List<T> ranked) {
        int place =
                page.after().map(row -> Collections.binarySearch(ranked, row)).orElse(-1);
        return ranked.subList(place < 0 ? -1 - place : place + 1, ranked.size());
    }

    private List<TrendingRow> ranked(int partition, TrendingQuery query) {
        return kept(List.of("ranked", partition, query), () -> {
            var rows = new ArrayList<TrendingRow>();
            days.forEach((repo, rowsOfRepo) -> {
                if (repo.type() != query.type() || partitionOf(repo) != partition) return;
                long recent = recent(repo, rowsOfRepo, query);
                if (recent > 0)
                    rows.add(new TrendingRow(
                            repo, sum(rowsOfRepo).downloads(), likesOf(repo).count(), recent));
            });
            return rows.stream().sorted().toList();
        });
    }

    /** Made once until something changes: walks ask for parts of the same list. */
    @SuppressWarnings("unchecked") // each question has answers of one type
    private <T> List<T> kept(List<Object> question, Supplier<List<T>> answer) {
        var now = List.of(changes.get(), likes.size(), question);
        if (made.size() > KEPT) made.clear();
        return (List<T>) made.computeIfAbsent(now, any -> answer.get());
    }

    @Override
    public LocalRead<Map<RepoId, Long>> downloads(int partition, TrendingQuery query, List<RepoId> repos) {
        return read(partition, () -> {
            Map<RepoId, Long> found = new HashMap<>();
            for (RepoId repo : repos) {
                long recent = recent(repo, days.getOrDefault(repo, new TreeMap<>()), query);
                if (recent > 0) found.put(repo, recent);
            }
            return found;
        });
    }

    private long recent(RepoId repo, SortedMap<LocalDate, RepositoryDay> rows, TrendingQuery query) {
        return rows.subMap(query.from(), query.to().plusDays(1)).values().stream()
                .mapToLong(day -> downloads(repo, day, query.classes()))
                .sum();
    }

    @Override
    public LocalRead<List<SearchHit>> named(
            int partition, NameSearch search, ListPage<SearchHit> page, Predicate<RepoId> visible) {
        return read(partition, () -> {
            var best = new TopK<SearchHit>(
                    page.limit(), Comparator.naturalOrder(), hit -> page.begins(hit) && visible.test(hit.repo()));
            for (KeyedDownloads one : counted(partition))
                search.match(one.key().bytes())
                        .filter(match -> one.mayBeOn(match, page, best))
                        .map(match -> new SearchHit(one.repo(), match, one.downloads()))
                        .ifPresent(best::offer);
            return best.ranked();
        });
    }

    private record KeyedDownloads(RepoId repo, StoreKey key, long downloads) {
        boolean mayBeOn(NameMatch match, ListPage<SearchHit> page, TopK<SearchHit> best) {
            boolean isBefore = page.after().isPresent() && page.after().get().isAfter(match, downloads);
            return !isBefore && best.last().stream().noneMatch(last -> last.isBefore(match, downloads));
        }
    }

    /** All of a partition, the most downloaded first. */
    private List<KeyedDownloads> counted(int partition) {
        return kept(
                List.of("counted", partition),
                () -> days.entrySet().stream()
                        .filter(of -> partitionOf(of.getKey()) == partition)
                        .map(of -> new KeyedDownloads(
                                of.getKey(),
                                StoreKey.ofRepository(of.getKey().keyBytes()),
                                sum(of.getValue()).downloads()))
                        .sorted(Comparator.comparingLong(KeyedDownloads::downloads)
                                .reversed())
                        .toList());
    }

    private long downloads(RepoId repo, RepositoryDay day, Set<ClientClass> classes) {
        if (classes.isEmpty()) return day.counts().downloads();
        return row(repo, day).classes().downloads().entrySet().stream()
                .filter(of -> classes.contains(of.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Registers a repository. */
    public InMemoryState register(RepositoryEvent event) {
        registrations.put(event);
        changes.incrementAndGet();
        return this;
    }

    /** Gives a like. */
    public InMemoryState like(Like like) {
        likes.add(like);
        return this;
    }

    @Override
    public Standing standing(RepoId repo) {
        return Standing.of(registrations.of(repo));
    }

    @Override
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return registrations.of(repo);
    }

    /** Renames a repository, or ends that it was renamed. */
    public InMemoryState rename(RenameEvent event) {
        registrations.put(event);
        changes.incrementAndGet();
        return this;
    }

    @Override
    public Renames renames() {
        return registrations.renames();
    }

    @Override
    public List<RepositoryEvent> registered(RepoType type, ListPage<RepoId> page) {
        return registrations.page(page, event -> event.repo().type() == type);
    }

    @Override
    public List<RepositoryEvent> registered(Category category, ListPage<RepoId> page) {
        return registrations.page(page, event -> event.details().category().equals(Optional.of(category)));
    }

    @Override
    public LocalRead<Long> number(RepoId repo) {
        return read(partitionOf(repo), () -> likesOf(repo).count());
    }

    @Override
    public LocalRead<Long> missNumber(RepoId repo) {
        return read(partitionOf(repo), () -> 0L);
    }

    private Stream<Like> likesOf(RepoId repo) {
        return likes.stream().filter(like -> like.repo().equals(repo));
    }

    @Override
    public LocalRead<Boolean> isLiked(RepoId repo, String user) {
        return read(
                partitionOf(repo),
                () -> likesOf(repo).anyMatch(like -> like.user().equals(user)));
    }

    @Override
    public LocalRead<List<Like>> likers(RepoId repo, Predicate<Like> shown, int limit) {
        return read(
                partitionOf(repo),
                () -> likesOf(repo).filter(shown).sorted().limit(limit).toList());
    }

    @Override
    public LocalRead<List<LikeDay>> likeDays(RepoId repo, LocalDate from, LocalDate to) {
        return read(partitionOf(repo), () -> {
            var won = new TreeMap<LocalDate, Long>();
            likesOf(repo).forEach(like -> won.merge(LocalDate.ofInstant(like.since(), ZoneOffset.UTC), 1L, Long::sum));
            return won.subMap(from, true, to, true).entrySet().stream()
                    .map(day -> new LikeDay(day.getKey(), day.getValue(), 0))
                    .toList();
        });
    }

    @Override
    public LocalRead<List<Like>> likedBy(int partition, String user, Predicate<Like> shown, int limit) {
        return read(
                partition,
                () -> likes.stream()
                        .filter(like -> like.user().equals(user) && partitionOf(like.repo()) == partition)
                        .filter(shown)
                        .sorted()
                        .limit(limit)
                        .toList());
    }

    /** Adds an hour of a user, in which it has none of that repository. */
    public InMemoryState put(String user, UserHour hour) {
        users.put(user, hour);
        changes.incrementAndGet();
        return this;
    }

    @Override
    public LocalRead<UserHours> hours(int partition, String user, HourRange period, Predicate<RepoId> visible) {
        return read(
                partition,
                () -> users.hours(user, period, repo -> partitionOf(repo) == partition && visible.test(repo)));
    }

    @Override
    public LocalRead<UserPage> page(
            int partition, HourRange period, Optional<String> after, Predicate<RepoId> visible) {
        return read(
                partition,
                () -> users.page(
                        after, period, repo -> partitionOf(repo) == partition && visible.test(repo), renames()));
    }

    @Override
    public LocalRead<CountedDays> all(int partition, RowRange range, boolean isOfEvery) {
        return read(
                partition,
                () -> new Rows(days.keySet().stream()
                        .filter(repo -> partitionOf(repo) == partition)
                        .filter(repo -> range.types().contains(repo.type()))
                        .sorted()
                        .flatMap(repo -> rowsOf(repo, range, isOfEvery))
                        .iterator()));
    }

    private Stream<CountedDay> rowsOf(RepoId repo, RowRange range, boolean isOfEvery) {
        SortedMap<LocalDate, RepositoryDay> rows = days.getOrDefault(repo, new TreeMap<>());
        return rows.subMap(range.from(), range.to().plusDays(1)).values().stream()
                .filter(day -> isOfEvery || day.counts().files() > 0)
                .map(day -> row(repo, day));
    }

    private record Rows(Iterator<CountedDay> rows) implements CountedDays {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public CountedDay next() {
            return rows.next();
        }

        @Override
        public void close() {
            // in memory
        }
    }

    /** Adds the events of a source to those of a partition. */
    public InMemoryState put(int partition, SourceDay day) {
        sourceDays
                .computeIfAbsent(partition, any -> new CopyOnWriteArrayList<>())
                .add(day);
        changes.incrementAndGet();
        return this;
    }

    /** Forgets the events of all sources. */
    public InMemoryState withoutSourceDays() {
        sourceDays.clear();
        return this;
    }

    @Override
    public LocalRead<List<SourceDay>> sourceDays(int partition) {
        return read(partition, () -> List.copyOf(sourceDays.getOrDefault(partition, List.of())));
    }

    /** Adds a download of a day that accepts events. */
    public InMemoryState session(RepoId repo, RepositorySession session) {
        sessions.computeIfAbsent(repo, any -> new CopyOnWriteArrayList<>()).add(session);
        return this;
    }

    @Override
    public <R> LocalRead<R> sessions(
            RepoId repo, LocalDate from, LocalDate to, Collector<? super RepositorySession, ?, R> collector) {
        return read(
                partitionOf(repo),
                () -> sessions.getOrDefault(repo, List.of()).stream()
                        .filter(session -> {
                            LocalDate date = LocalDate.ofInstant(session.first(), ZoneOffset.UTC);
                            return !date.isBefore(from) && !date.isAfter(to);
                        })
                        .collect(collector));
    }

    /** Puts what arrived in a partition, in place of what did. */
    public InMemoryState arrived(int partition, LastHour hour) {
        arrivals.put(partition, hour);
        return this;
    }

    @Override
    public LocalRead<LastHour> lastHour(int partition, Instant from, Instant stepsFrom, Set<Openness> seen) {
        return read(partition, () -> {
            LastHour hour = arrivals.getOrDefault(partition, NOTHING);
            List<ArrivalStep> steps = hour.steps().stream()
                    .filter(step -> step.atMillis() >= stepsFrom.toEpochMilli())
                    .toList();
            return new LastHour(hour.sinceMillis(), steps, hour.sums());
        });
    }

    @Override
    public LocalRead<List<Spike>> spikes(int partition, LocalDate date, SpikeRule rule) {
        return read(partition, () -> {
            var spikes = new ArrayList<Spike>();
            days.forEach((repo, rows) -> {
                List<Long> downloads = LongStream.rangeClosed(-SpikeRule.DAYS, 0)
                        .mapToObj(ahead -> downloads(rows, date.plusDays(ahead)))
                        .toList();
                if (partitionOf(repo) == partition)
                    rule.spike(repo, date, downloads).ifPresent(spikes::add);
            });
            return spikes;
        });
    }

    private static long downloads(SortedMap<LocalDate, RepositoryDay> rows, LocalDate date) {
        RepositoryDay day = rows.get(date);
        return day == null ? 0 : day.counts().downloads();
    }

    @Override
    public LocalRead<StateVersion> version(int partition) {
        return read(partition, () -> new StateVersion(id, changes.get(), 0));
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    /** The number of look-ups so far. */
    public long reads() {
        return reads.get();
    }

    private <T> LocalRead<T> read(int partition, Supplier<T> value) {
        reads.incrementAndGet();
        Away why = away.get(partition);
        if (why == Away.ELSEWHERE) return new LocalRead.NotOwned<>(partition);
        if (why == Away.RESTORING) return new LocalRead.NotReady<>(partition, "restoring");
        return new LocalRead.Found<>(value.get(), behind.getOrDefault(partition, asOf));
    }

    private static DailyCounts sum(SortedMap<LocalDate, RepositoryDay> rows) {
        return rows.values().stream().map(RepositoryDay::counts).reduce(DailyCounts.ZERO, DailyCounts::plus);
    }
}
