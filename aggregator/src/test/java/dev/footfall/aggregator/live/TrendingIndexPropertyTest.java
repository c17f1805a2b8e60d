package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the numbers change between the questions, each answer is what sorting everything would give. */
@Tag("slow")
class TrendingIndexPropertyTest {
    private static final int TODAY = (int) LocalDate.of(2026, 11, 20).toEpochDay();
    private static final int REPOSITORIES = 3_000;
    private static final List<ClientClass> CLASSES = List.of(ClientClass.values());

    private final TrendingIndex index = new TrendingIndex();
    private final Map<RepoId, RepositoryTotals> naive = new HashMap<>();
    private final Map<RepoId, Map<Integer, Map<ClientClass, Long>>> history = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, Boolean.getBoolean("proof") ? 8 : 3);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void answersAreTheNaiveOnes(long seed) {
        var random = new Random(seed);
        int newestDay = TODAY - 30;
        for (int flush = 0; flush < 40; flush++) {
            if (random.nextInt(8) == 0) newestDay += 1 + random.nextInt(3);
            change(random, newestDay);
            index.flushed();
            for (int question = 0; question < 4; question++) ask(random, newestDay, "seed=" + seed + " flush=" + flush);
        }
    }

    /** A few rise a little, as they do; now and then most of those on top fall, as they hardly ever do. */
    private void change(Random random, int newestDay) {
        boolean areFalling = random.nextInt(6) == 0;
        int changes = 1 + random.nextInt(areFalling ? 3_000 : 300);
        for (int i = 0; i < changes; i++) {
            RepoId repo = repo((int) (REPOSITORIES * random.nextDouble() * random.nextDouble()));
            int day = newestDay - random.nextInt(random.nextBoolean() ? 3 : 110);
            ClientClass type = CLASSES.get(random.nextInt(CLASSES.size()));
            long before = day(repo, day).getOrDefault(type, 0L);
            add(repo, day, type, areFalling ? -random.nextLong(before + 1) : random.nextInt(200));
        }
        if (areFalling) fallFromTheTop(random, newestDay);
    }

    private void fallFromTheTop(Random random, int newestDay) {
        var query = new TrendingQuery(
                RepoType.MODEL, LocalDate.ofEpochDay(newestDay - 6), LocalDate.ofEpochDay(newestDay), 400);
        for (TrendingRow row : naive(query, repo -> random.nextInt(10) > 0)) {
            for (int day = newestDay - 6; day <= newestDay; day++) {
                int then = day;
                Map.copyOf(day(row.repo(), day)).forEach((type, before) -> add(row.repo(), then, type, -before));
            }
        }
    }

    private Map<ClientClass, Long> day(RepoId repo, int day) {
        return history.getOrDefault(repo, Map.of()).getOrDefault(day, Map.of());
    }

    private void add(RepoId repo, int day, ClientClass type, long downloads) {
        history.computeIfAbsent(repo, key -> new HashMap<>())
                .computeIfAbsent(day, key -> new EnumMap<>(ClientClass.class))
                .merge(type, downloads, Long::sum);
        RepositoryTotals before = naive.getOrDefault(repo, RepositoryTotals.ZERO);
        RepositoryTotals now = before.plus(new DailyCounts(downloads, 0, Math.max(0, downloads), 0), day);
        naive.put(repo, now);
        index.put(StoreKey.ofRepository(repo.keyBytes()), now);
    }

    private void ask(Random random, int newestDay, String shown) {
        int to = newestDay - (random.nextInt(3) == 0 ? random.nextInt(100) : 0);
        int days = List.of(1, 7, 30, 90, 1 + random.nextInt(90)).get(random.nextInt(5));
        var query = new TrendingQuery(
                random.nextInt(4) == 0 ? RepoType.DATASET : RepoType.MODEL,
                LocalDate.ofEpochDay(to - days + 1),
                LocalDate.ofEpochDay(to),
                random.nextBoolean() ? Set.of() : anyClasses(random),
                1 + random.nextInt(100));
        int hidden = random.nextInt(4);
        Predicate<RepoId> visible = repo -> hidden == 0
                ? repo.name().endsWith("7")
                : hidden == 1 || repo.name().hashCode() % hidden == 0;

        List<TrendingRow> rows = index.top(query, visible, this::readHistory);

        assertEquals(naive(query, visible), rows, shown + " " + query);
        if (rows.isEmpty()) return;
        var place = Optional.of(rows.get(random.nextInt(rows.size())));
        TrendingQuery later = query.with(new ListPage<>(place, query.limit()));
        assertEquals(naive(later, visible), index.top(later, visible, this::readHistory), shown + " " + later);
    }

    private List<TrendingRow> naive(TrendingQuery query, Predicate<RepoId> visible) {
        List<TrendingRow> rows = new ArrayList<>();
        naive.forEach((repo, totals) -> {
            long recent = sum(repo, query);
            boolean isAsked = repo.type() == query.type() && recent > 0 && visible.test(repo);
            if (isAsked) rows.add(new TrendingRow(repo, totals.counts().downloads(), 0, recent));
        });
        return rows.stream()
                .filter(query.page()::begins)
                .sorted()
                .limit(query.limit())
                .toList();
    }

    private static Set<ClientClass> anyClasses(Random random) {
        Set<ClientClass> classes = EnumSet.of(CLASSES.get(random.nextInt(CLASSES.size())));
        for (ClientClass type : CLASSES) if (random.nextInt(3) == 0) classes.add(type);
        return classes;
    }

    private long sum(RepoId repo, TrendingQuery query) {
        long sum = 0;
        for (LocalDate date = query.from(); !date.isAfter(query.to()); date = date.plusDays(1)) {
            for (Map.Entry<ClientClass, Long> of :
                    day(repo, (int) date.toEpochDay()).entrySet()) {
                boolean isIn = query.classes().isEmpty() || query.classes().contains(of.getKey());
                if (isIn) sum += of.getValue();
            }
        }
        return sum;
    }

    private void readHistory(RowRange range, RankingHistory.RowVisitor visitor) {
        history.forEach((repo, days) -> days.forEach((day, downloads) -> {
            LocalDate date = LocalDate.ofEpochDay(day);
            boolean isIn =
                    range.types().contains(repo.type()) && !date.isBefore(range.from()) && !date.isAfter(range.to());
            if (isIn) visitor.row(repo, date, RankedRows.row(downloads));
        }));
    }

    private static RepoId repo(int number) {
        return new RepoId(number % 5 == 0 ? RepoType.DATASET : RepoType.MODEL, "org" + number % 7, "repo" + number);
    }
}
