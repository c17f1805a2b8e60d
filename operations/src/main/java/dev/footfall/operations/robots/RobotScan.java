package dev.footfall.operations.robots;

import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.PartitionReader.Range;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.clients.VisitorDay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The exact search of a log for visitor-days over a threshold, in bounded memory. A first pass adds up counted requests in
 * counters that visitor-days share, so none is too low; a second one looks at those whose counters are over. Used once, by
 * one thread.
 */
public final class RobotScan {
    private static final int COUNTERS = 1 << 23;
    private static final int MOST_SESSIONS = 2_000_000;

    private final Search search;
    private final int partitions;
    private final Sessionizer sessionizer;
    private final EventScanner scanner = new EventScanner();
    private final int[] counters = new int[COUNTERS];
    private final Map<VisitorDay, Visits> visitors = new HashMap<>();
    private long held;

    /** A visitor-day of {@code from} to {@code to}, both inclusive, is found if it has more than either number. */
    public record Search(CountingRules rules, int repositories, int sessions, LocalDate from, LocalDate to) {
        public Search {
            if (from.isAfter(to))
                throw new IllegalArgumentException("the first day " + from + " is after the last " + to);
        }

        private boolean has(Observation event) {
            int day = Sessionizer.epochDay(event);
            return from.toEpochDay() <= day && day <= to.toEpochDay();
        }

        private boolean isOver(int ofRepositories, int ofSessions) {
            return ofRepositories > repositories || ofSessions > sessions;
        }

        /** No event of the first day entered the log before: none may be further ahead. */
        private Instant firstLogTime() {
            long firstMillis = Math.max(0, from.toEpochDay()) * Sessionizer.MILLIS_PER_DAY;
            return Instant.ofEpochMilli(Math.max(0, firstMillis - EventCodec.MAX_AHEAD_MILLIS));
        }
    }

    /**
     * A visitor-day over a threshold.
     *
     * @param sessions those of the repository with the most
     * @param requests those that the rules accept, with late and repeated ones
     * @param agent that of one request
     */
    public record Found(VisitorDay visitor, int repositories, int sessions, long requests, String agent) {}

    /** One visitor's day; its sessions are those of one partition, which has all events of a repository. */
    private static final class Visits {
        private final Map<String, DaySessions> ofPartition = new HashMap<>();
        private final VisitorDay visitor;
        private final String agent;
        private int repositories;
        private int sessions;
        private long requests;

        Visits(VisitorDay visitor, Observation first) {
            this.visitor = visitor;
            this.agent = new String(first.userAgent(), StandardCharsets.UTF_8);
        }

        void endPartition() {
            repositories += ofPartition.size();
            for (DaySessions each : ofPartition.values()) sessions = Math.max(sessions, each.size());
            ofPartition.clear();
        }

        Found found() {
            return new Found(visitor, repositories, sessions, requests, agent);
        }
    }

    RobotScan(Search search, int partitions) {
        this.search = search;
        this.partitions = partitions;
        this.sessionizer = new Sessionizer(search.rules, HeadKind.Told.NOTHING, event -> 0);
    }

    /** Those found, by day and visitor. Fails if the log cannot be read, or too much of it may be over. */
    public static List<Found> of(
            Map<String, String> kafka, Topics log, Search search, PartitionReader.Progress progress) {
        String topic = log.name(TopicSpec.DOWNLOAD_EVENTS);
        try (var reader = PartitionReader.ofCommitted(kafka, log)) {
            var scan = new RobotScan(search, reader.partitions(topic).size());
            List<Range> ranges = reader.partitionsSince(topic, search.firstLogTime());
            int done = 0;
            for (Range range : ranges) {
                reader.read(range, (records, next) -> records.forEach(scan::count));
                progress.show(++done, 2L * ranges.size(), done);
            }
            for (Range range : ranges) {
                reader.read(range, (records, next) -> records.forEach(scan::look));
                scan.endPartition();
                progress.show(++done, 2L * ranges.size(), done);
            }
            return scan.found();
        }
    }

    void count(ConsumerRecord<byte[], byte[]> record) {
        observation(record)
                .filter(event -> search.rules.exclude(event).isEmpty())
                .ifPresent(event -> counters[counter(event)]++);
    }

    void look(ConsumerRecord<byte[], byte[]> record) {
        observation(record).filter(this::mayBeOver).ifPresent(event -> {
            LocalDate day = LocalDate.ofEpochDay(Sessionizer.epochDay(event));
            var visitor = new VisitorDay(day, Observation.visitorOf(event.visitor()));
            Visits visits = visitors.computeIfAbsent(visitor, of -> new Visits(visitor, event));
            DaySessions sessions = visits.ofPartition.computeIfAbsent(
                    new String(event.repository(), StandardCharsets.US_ASCII), of -> new DaySessions());
            held -= sessions.size();
            sessionizer.add(event, sessions);
            held += sessions.size();
            visits.requests++;
            if (visitors.size() + held > MOST_SESSIONS) {
                throw new IllegalStateException("too many visitor-days: choose higher thresholds, or fewer days");
            }
        });
    }

    void endPartition() {
        visitors.values().forEach(Visits::endPartition);
        held = 0;
    }

    List<Found> found() {
        return visitors.values().stream()
                .map(Visits::found)
                .filter(of -> search.isOver(of.repositories, of.sessions))
                .sorted(Comparator.comparing(of -> of.visitor.toString()))
                .toList();
    }

    private boolean mayBeOver(Observation event) {
        int most = counters[counter(event)];
        return search.isOver(most, most) && search.rules.exclude(event).isEmpty();
    }

    private static int counter(Observation event) {
        byte[] visitor = event.visitor();
        long hash = (Observation.hash(visitor, 0, visitor.length) + Sessionizer.epochDay(event)) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> Integer.SIZE) & (COUNTERS - 1);
    }

    /** The event of the searched days in a record, if counting takes it for one. */
    private Optional<Observation> observation(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) return Optional.empty();
        return scanner.read(record.value(), record.key(), record.timestamp())
                .filter(search::has)
                .filter(event -> PartitionReader.isInPlace(record, event.repository(), partitions));
    }
}
