package dev.footfall.operations.robots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Observation;
import dev.footfall.operations.robots.RobotScan.Suspect;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.PatternForm;
import dev.footfall.rules.clients.VisitorDay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scan against a count of every visitor's day by the definition. */
class RobotScanPropertyTest {
    private static final LocalDate FIRST = LocalDate.parse("2025-12-30");
    private static final long LOG_TIME = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final ClientRules NO_BOTS = new ClientRules(
            Set.of(ClientClass.ROBOT),
            List.of(new ClientRule(
                    1,
                    "",
                    List.of(
                            new ClientPattern(PatternForm.AGENT_CONTAINS, "bot", ClientClass.ROBOT),
                            new ClientPattern(
                                    PatternForm.VISITOR_DAYS, FIRST.plusDays(1) + " user:alice", ClientClass.ROBOT)))));

    static IntStream seeds() {
        return IntStream.range(0, Boolean.getBoolean("proof") ? 300 : 40);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void findsTheVisitorDaysThatACountOfEachFinds(int seed) {
        var random = new Random(seed);
        CountingRules rules = rules(random);
        List<DownloadEvent> events = new RandomLog(seed, rules.gap()).events(200 + random.nextInt(3_000));
        RobotSearch search = search(random, rules);
        int partitions = 1 + random.nextInt(4);

        List<Suspect> found = scan(search, partitions, records(events, partitions, random));

        List<String> expected = new ArrayList<>();
        Map<String, Naive> days = naive(events, rules);
        days.forEach((day, naive) -> {
            if (naive.isOver(search, day)) expected.add(day + " " + naive);
        });
        assertEquals(expected, found.stream().map(RobotScanPropertyTest::text).toList(), "seed=" + seed);
        for (Suspect one : found) {
            Naive day = Objects.requireNonNull(days.get(one.visitor().toString()));
            assertTrue(day.agents.contains(one.agent()), "seed=" + seed);
        }
    }

    private static CountingRules rules(Random random) {
        Duration slot = Duration.ofMinutes(random.nextBoolean() ? 10 : 60);
        return new CountingRules(
                        Duration.ofMinutes(1 + random.nextInt(60)),
                        Duration.ofDays(1),
                        random.nextBoolean() ? Redirects.COUNT : Redirects.EXCLUDE)
                .withClients(random.nextBoolean() ? NO_BOTS : ClientRules.NONE)
                .withSlots(random.nextInt(3) == 0 ? new SlotRule(slot, Duration.ZERO) : SlotRule.NONE);
    }

    private static RobotSearch search(Random random, CountingRules rules) {
        int kind = random.nextInt(3);
        LocalDate from = random.nextBoolean() ? LocalDate.EPOCH : FIRST.plusDays(random.nextInt(3));
        return new RobotSearch(
                rules,
                kind == 0 ? Integer.MAX_VALUE : random.nextInt(15),
                kind == 1 ? Integer.MAX_VALUE : random.nextInt(8),
                from,
                random.nextBoolean() ? LocalDate.MAX : FIRST.plusDays(2));
    }

    /** The events in any order in their partitions, among records that counting rejects. */
    private static List<ConsumerRecord<byte[], byte[]>> records(
            List<DownloadEvent> events, int partitions, Random random) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (DownloadEvent event : events) {
            byte[] key = event.repo().keyBytes();
            int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
            byte[] value = EventCodec.encode(event);
            records.add(record(partition, key, value));
            if (random.nextInt(20) > 0) continue;
            byte[] ahead = new String(value, StandardCharsets.UTF_8)
                    .replaceFirst("\"time\":\"20..-", "\"time\":\"2027-")
                    .getBytes(StandardCharsets.UTF_8);
            records.add(record(partition, key, ahead));
            records.add(record(partition, "model/other/key".getBytes(StandardCharsets.UTF_8), value));
            records.add(record(partition, key, new byte[] {'{'}));
            if (partitions > 1) records.add(record((partition + 1) % partitions, key, value));
        }
        records.add(new ConsumerRecord<>("log", 0, 0, null, null));
        Collections.shuffle(records, random);
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "log",
                partition,
                0,
                LOG_TIME,
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static List<Suspect> scan(
            RobotSearch search, int partitions, List<ConsumerRecord<byte[], byte[]>> records) {
        var scan = new RobotScan(search, partitions);
        records.forEach(scan::count);
        for (int partition = 0; partition < partitions; partition++) {
            int one = partition;
            records.stream().filter(record -> record.partition() == one).forEach(scan::look);
            scan.endPartition();
        }
        return scan.found();
    }

    private static String text(Suspect found) {
        return found.visitor() + " " + found.repositories() + " " + found.sessions() + " " + found.requests();
    }

    private static Map<String, Naive> naive(List<DownloadEvent> events, CountingRules rules) {
        Map<String, Naive> days = new TreeMap<>();
        for (DownloadEvent event : events) {
            if (rules.exclude(Observation.of(event)).isPresent()) continue;
            LocalDate day = LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
            String visitor = new VisitorDay(day, event.visitor()).toString();
            days.computeIfAbsent(visitor, key -> new Naive(rules)).add(event);
        }
        return days;
    }

    private static final class Naive {
        private final CountingRules rules;
        private final Map<String, SortedSet<Long>> times = new TreeMap<>();
        private final Set<String> agents = new HashSet<>();
        private int requests;

        Naive(CountingRules rules) {
            this.rules = rules;
        }

        void add(DownloadEvent event) {
            times.computeIfAbsent(event.repo().key(), key -> new TreeSet<>())
                    .add(event.time().toEpochMilli());
            String agent = event.details().userAgent();
            agents.add(agent == null ? "" : agent);
            requests++;
        }

        private int sessions(SortedSet<Long> ofRepository) {
            long slot = rules.slots().session().toMillis();
            if (slot > 0)
                return (int) ofRepository.stream()
                        .map(time -> time / slot)
                        .distinct()
                        .count();
            int sessions = 0;
            long last = Long.MIN_VALUE / 2;
            for (long time : ofRepository) {
                if (time - last > rules.gap().toMillis()) sessions++;
                last = time;
            }
            return sessions;
        }

        int mostSessions() {
            return times.values().stream().mapToInt(this::sessions).max().orElse(0);
        }

        boolean isOver(RobotSearch search, String visitor) {
            LocalDate day = LocalDate.parse(visitor.substring(0, 10));
            boolean isOver = times.size() > search.repositories() || mostSessions() > search.sessions();
            return isOver && !day.isBefore(search.from()) && !day.isAfter(search.to());
        }

        @Override
        public String toString() {
            return times.size() + " " + mostSessions() + " " + requests;
        }
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RobotSearch(CountingRules.DEFAULT, 1, Integer.MAX_VALUE, FIRST, FIRST.minusDays(1)));
    }
}
