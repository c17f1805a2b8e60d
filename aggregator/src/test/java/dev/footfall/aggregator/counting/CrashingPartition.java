package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SignedIn;
import dev.footfall.aggregator.counting.projections.SourceDayFormat;
import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counting.store.UserDayKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One partition that is counted in transactions which end, or crash at any step, by chance. */
public final class CrashingPartition {
    private final List<Logged> log;
    private final CountingRules rules;
    private final Random random;
    private final long budgetBytes;
    private final MapStores stores = new MapStores();

    public CrashingPartition(List<Logged> log, CountingRules rules, Random random, long budgetBytes) {
        this.log = log;
        this.rules = rules;
        this.random = random;
        this.budgetBytes = budgetBytes;
    }

    public void countToTheEnd() {
        countTo(log.size());
    }

    /** Counts up to this offset. */
    void countTo(int end) {
        while (restart().tally().nextOffset() < end) {
            try (PartitionCounter counter = restart()) {
                countForAWhile(counter, end);
            } catch (MapStores.Crash e) {
                stores.abort();
            }
        }
    }

    /** Begins with the sealed days of a topic, in transactions that end or crash by chance. */
    void load(SealTopic topic) {
        while (!restart().sealed().isComplete()) {
            topic.compact(random);
            try (PartitionCounter counter = restart()) {
                if (random.nextInt(3) == 0) stores.crashAfter(random.nextInt(60));
                topic.load(counter.sealed(), 1 + random.nextInt(100));
                if (random.nextInt(5) == 0) throw new MapStores.Crash();
                counter.flush();
                if (random.nextInt(5) == 0) throw new MapStores.Crash();
                stores.commit();
            } catch (MapStores.Crash e) {
                stores.abort();
            }
        }
    }

    /** The rows as they are stored, sorted by key. */
    Map<StoreKey, byte[]> storedRows() {
        return new TreeMap<>(stores.all(PartitionStores.DAILY_ROWS));
    }

    RuleSet rules() {
        boolean hasDoubleClicks = !rules.slots().doubleClick().isZero();
        return new RuleSet("unnamed", rules, 1, SignedIn.withOthers(hasDoubleClicks));
    }

    private PartitionCounter restart() {
        return new PartitionCounter(rules(), stores, new HeapBudget(budgetBytes), (repository, totals) -> {});
    }

    private void countForAWhile(PartitionCounter counter, int end) {
        int transactions = 1 + random.nextInt(5);
        for (int i = 0; i < transactions; i++) {
            if (random.nextInt(4) == 0) stores.crashAfter(random.nextInt(60));
            int to = (int) Math.min(end, counter.tally().nextOffset() + 1 + random.nextInt(600));
            for (int offset = (int) counter.tally().nextOffset(); offset < to; offset++) {
                Logged logged = log.get(offset);
                counter.reach(offset, logged.logTimeMillis());
                Observation event = Observation.of(logged.event());
                if (!counter.holds(event)) counter.count(event, logged.logTimeMillis());
            }
            if (random.nextInt(5) == 0) throw new MapStores.Crash();
            counter.flush();
            if (random.nextInt(5) == 0) throw new MapStores.Crash();
            stores.commit();
        }
    }

    public Map<Oracle.Day, Oracle.Row> rows() {
        Map<Oracle.Day, Oracle.Row> rows = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> {
            DailyRow row = RowFormat.decode(value);
            Map<String, Long> excluded = new TreeMap<>();
            row.excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
            rows.put(day(key), new Oracle.Row(row.counts(), excluded));
        });
        return rows;
    }

    /** By how much the downloads of each day have fallen. */
    Map<Oracle.Day, Long> merged() {
        Map<Oracle.Day, Long> merged = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS)
                .forEach((key, value) ->
                        merged.put(day(key), RowFormat.decode(value).merged()));
        return merged;
    }

    Map<Oracle.Day, HourlyCounts> hours() {
        Map<Oracle.Day, HourlyCounts> hours = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> hours.put(day(key), RowCounts.hours(value)));
        return hours;
    }

    Map<Oracle.Day, KindCounts<ClientProduct>> clients() {
        Map<Oracle.Day, KindCounts<ClientProduct>> clients = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> clients.put(day(key), RowCounts.clients(value)));
        return clients;
    }

    Map<Oracle.Day, KindCounts<ClientClass>> classes() {
        Map<Oracle.Day, KindCounts<ClientClass>> classes = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> classes.put(day(key), RowCounts.classes(value)));
        return classes;
    }

    Map<Oracle.Day, Long> visitors() {
        Map<Oracle.Day, Long> visitors = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS)
                .forEach((key, value) -> visitors.put(day(key), RowCounts.visitors(value)));
        return visitors;
    }

    /** The same, by their hashes. */
    Map<Oracle.Day, Long> uniques() {
        Map<Oracle.Day, Long> uniques = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> {
            Uniques ofDay = RowCounts.uniques(value);
            uniques.put(day(key), ofDay.users().value() + ofDay.anonymous().value());
        });
        return uniques;
    }

    /** The files by path, and the others, if there are any, by an empty one. */
    Map<Oracle.Day, Map<String, DailyCounts>> files() {
        Map<Oracle.Day, Map<String, DailyCounts>> files = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> {
            NamedCounts counts = RowCounts.named(value, ProjectionNames.FILES, 0);
            Map<String, DailyCounts> byPath = new TreeMap<>(counts.named());
            if (!counts.other().equals(DailyCounts.ZERO)) byPath.put("", counts.other());
            files.put(day(key), byPath);
        });
        return files;
    }

    Map<Oracle.Day, NamedCounts> revisions() {
        return names(ProjectionNames.REVISIONS, 0);
    }

    Map<Oracle.Day, NamedCounts> access() {
        return names(ProjectionNames.ACCESS, 0);
    }

    /** The countries, but those that have fewer visitors. */
    Map<Oracle.Day, NamedCounts> countries(int fewest) {
        return names(ProjectionNames.COUNTRIES, fewest);
    }

    private Map<Oracle.Day, NamedCounts> names(String projection, int fewest) {
        Map<Oracle.Day, NamedCounts> names = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS)
                .forEach((key, value) -> names.put(day(key), RowCounts.named(value, projection, fewest)));
        return names;
    }

    /** Downloads of signed-in users, as the other projection has counted them. */
    Map<Oracle.Day, Long> signedIn() {
        Map<Oracle.Day, Long> signedIn = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> signedIn.put(day(key), SignedIn.of(value)));
        return signedIn;
    }

    /** The sealed records of the days of sources, by their keys in the store. */
    List<SealRecord> sealedSourceDays(String rulesId, long end) {
        var entries = new TreeMap<>(stores.all(PartitionStores.PARTITION));
        List<SealRecord> records = new ArrayList<>();
        entries.forEach((key, value) -> Projections.ALL.ofPartitions().stream()
                .flatMap(projection -> projection.seal(key.bytes(), value, rulesId, end).stream())
                .forEach(records::add));
        return records;
    }

    /** Users' days as they are stored. */
    Map<Oracle.UserDay, HourlyCounts> userHours() {
        Map<Oracle.UserDay, HourlyCounts> hours = new HashMap<>();
        stores.all(PartitionStores.USER_DAYS).forEach((key, value) -> {
            byte[] bytes = key.bytes();
            var day =
                    new Oracle.Day(UserDayKey.repositoryOf(bytes), LocalDate.ofEpochDay(UserDayKey.epochDayOf(bytes)));
            List<HourCounts> all = new ArrayList<>(HourlyCounts.NONE.hours());
            Users.forEachHour(
                    value, (hour, files, downloads, sent) -> all.set(hour, new HourCounts(downloads, files, sent)));
            hours.put(new Oracle.UserDay(day, text(UserDayKey.userOf(bytes))), new HourlyCounts(all));
        });
        return hours;
    }

    private static Oracle.Day day(StoreKey row) {
        return new Oracle.Day(
                text(StoreKey.repositoryOf(row.bytes())), LocalDate.ofEpochDay(StoreKey.epochDayOf(row.bytes())));
    }

    Map<String, RepositoryTotals> totals() {
        Map<String, RepositoryTotals> totals = new HashMap<>();
        stores.all(PartitionStores.TOTALS)
                .forEach((key, value) -> totals.put(text(key.bytes()), TotalsFormat.decode(value)));
        return totals;
    }

    Map<String, List<SourceFiles>> sources() {
        Map<String, List<SourceFiles>> sources = new HashMap<>();
        stores.all(PartitionStores.TOTALS).forEach((key, value) -> sources.put(text(key.bytes()), Sources.of(value)));
        return sources;
    }

    /** The days of sources, by name and day. */
    Map<String, SourceDay> sourceDays() {
        Map<String, SourceDay> days = new TreeMap<>();
        stores.all(PartitionStores.PARTITION).forEach((key, value) -> {
            if (!SourceDayKey.isOne(key.bytes())) return;
            SourceDay day = SourceDayFormat.day(key.bytes(), value);
            days.put(day.source() + " " + day.date(), day);
        });
        return days;
    }

    Tally tally() {
        return restart().tally();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
