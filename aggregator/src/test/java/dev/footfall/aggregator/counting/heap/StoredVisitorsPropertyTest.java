package dev.footfall.aggregator.counting.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HeadKind;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions that the stores have, against sessions that are made of all counted files at once. */
class StoredVisitorsPropertyTest {
    private static final CountingRules RULES = CountingRules.DEFAULT;
    private static final long LOG_START_MILLIS = 1_767_348_000_000L;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final MapStores stores = new MapStores();
    private final Map<String, List<Observation>> counted = new HashMap<>();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsEverySessionOfEveryDayOnce(long seed) {
        var random = new Random(seed);
        List<DownloadEvent> events = new RandomLog(seed, RULES.gap()).events(3_000);
        Collections.shuffle(events, random);
        count(events, random);

        assertEquals(expected(), found(), "seed=" + seed);
    }

    /** Small flushes make small pages, and those deep trees. */
    private void count(List<DownloadEvent> events, Random random) {
        long budget = List.of(0L, 100_000L, 1L << 30).get(random.nextInt(3));
        try (var counter = new PartitionCounter(
                new RuleSet("unnamed", RULES, 1, Projections.ALL),
                stores,
                new HeapBudget(budget),
                (key, totals) -> {})) {
            for (int i = 0; i < events.size(); i++) {
                Observation event = Observation.of(events.get(i));
                long logTime = LOG_START_MILLIS + i * 1_000L;
                counter.reach(i, logTime);
                boolean isCounted = counter.count(event, logTime) instanceof CountedOutcome;
                if (isCounted)
                    counted.computeIfAbsent(day(event), any -> new ArrayList<>())
                            .add(event);
                if (random.nextInt(50) == 0) counter.flush();
            }
            counter.flush();
        }
        stores.commit();
    }

    private static String day(Observation event) {
        return text(event.repository()) + ' ' + UtcDay.epochDay(event);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Map<String, Set<String>> found() {
        var visitors = new StoredVisitors(Projections.ALL);
        Map<String, Set<String>> found = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> {
            DailyRow row = RowFormat.decode(value);
            if (row.counts().files() == 0) return;
            List<String> sessions = new ArrayList<>();
            long number = visitors.forEach(
                    key,
                    row.openedMillis(),
                    page -> stores.get(PartitionStores.VISITOR_DAYS, page),
                    (visitor, theirs) -> sessions.addAll(shown(visitor, theirs)));
            assertEquals(row.counts().downloads(), number);
            assertEquals(number, sessions.size());
            found.put(
                    text(StoreKey.repositoryOf(key.bytes())) + ' ' + StoreKey.epochDayOf(key.bytes()),
                    new HashSet<>(sessions));
        });
        return found;
    }

    private static List<String> shown(byte[] visitor, DaySessions sessions) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            shown.add(Observation.visitorOf(visitor) + " " + sessions.first(i) + " " + sessions.last(i) + " "
                    + HeadKind.client(sessions.kind(i)));
        }
        return shown;
    }

    private Map<String, Set<String>> expected() {
        Map<String, Set<String>> expected = new HashMap<>();
        counted.forEach((day, events) -> {
            Map<Object, List<Observation>> byVisitor = new HashMap<>();
            for (Observation event : events) {
                byVisitor
                        .computeIfAbsent(Observation.visitorOf(event.visitor()), any -> new ArrayList<>())
                        .add(event);
            }
            Set<String> sessions = new HashSet<>();
            byVisitor.forEach((visitor, theirs) -> sessions.addAll(naive(visitor, theirs)));
            expected.put(day, sessions);
        });
        return expected;
    }

    private static List<String> naive(Object visitor, List<Observation> events) {
        events.sort(Comparator.comparingLong(Observation::timeMillis)
                .thenComparing(event -> event.request().via())
                .thenComparing(Observation::client));
        List<String> sessions = new ArrayList<>();
        for (int from = 0, to = 1; to <= events.size(); to++) {
            long last = events.get(to - 1).timeMillis();
            boolean isOver = to == events.size()
                    || events.get(to).timeMillis() - last > RULES.gap().toMillis();
            if (!isOver) continue;
            Observation first = events.get(from);
            sessions.add(visitor + " " + first.timeMillis() % MILLIS_PER_DAY + " " + last % MILLIS_PER_DAY + " "
                    + first.client());
            from = to;
        }
        return sessions;
    }
}
