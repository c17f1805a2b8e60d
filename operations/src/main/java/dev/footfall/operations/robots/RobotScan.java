package dev.footfall.operations.robots;

import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HeadDetail;
import dev.footfall.aggregator.session.Sessionizer;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.rules.clients.VisitorDay;
import java.nio.charset.StandardCharsets;
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

    private final RobotSearch search;
    private final int partitions;
    private final Sessionizer sessionizer;
    private final EventScanner scanner = new EventScanner();
    private final int[] counters = new int[COUNTERS];
    private final Map<VisitorDay, Visits> visitors = new HashMap<>();
    private long held;

    /**
     * A visitor-day over a threshold.
     *
     * @param sessions those of the repository with the most
     * @param requests those that the rules accept, with late and repeated ones
     * @param agent that of one request
     */
    public record Suspect(VisitorDay visitor, int repositories, int sessions, long requests, String agent) {}

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

        Suspect found() {
            return new Suspect(visitor, repositories, sessions, requests, agent);
        }
    }

    RobotScan(RobotSearch search, int partitions) {
        this.search = search;
        this.partitions = partitions;
        this.sessionizer = new Sessionizer(search.rules(), HeadDetail.NOTHING, event -> 0);
    }

    /** Those found, by day and visitor. Fails if the log cannot be read, or too much of it may be over. */
    public static List<Suspect> of(Map<String, String> kafka, Topics log, RobotSearch search, ReadProgress progress) {
        String topic = log.name(TopicSpec.DOWNLOAD_EVENTS);
        try (var reader = PartitionReader.ofCommitted(kafka, log)) {
            var scan = new RobotScan(search, reader.partitions(topic).size());
            List<OffsetRange> ranges = reader.partitionsSince(topic, search.firstLogTime());
            int done = 0;
            for (OffsetRange range : ranges) {
                reader.read(range, (records, next) -> records.forEach(scan::count));
                progress.show(++done, 2L * ranges.size(), done);
            }
            for (OffsetRange range : ranges) {
                reader.read(range, (records, next) -> records.forEach(scan::look));
                scan.endPartition();
                progress.show(++done, 2L * ranges.size(), done);
            }
            return scan.found();
        }
    }

    void count(ConsumerRecord<byte[], byte[]> record) {
        observation(record)
                .filter(event -> search.rules().exclude(event).isEmpty())
                .ifPresent(event -> counters[counter(event)]++);
    }

    void look(ConsumerRecord<byte[], byte[]> record) {
        observation(record).filter(this::mayBeOver).ifPresent(event -> {
            LocalDate day = LocalDate.ofEpochDay(UtcDay.epochDay(event));
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

    List<Suspect> found() {
        return visitors.values().stream()
                .map(Visits::found)
                .filter(of -> search.isOver(of.repositories, of.sessions))
                .sorted(Comparator.comparing(of -> of.visitor.toString()))
                .toList();
    }

    private boolean mayBeOver(Observation event) {
        int most = counters[counter(event)];
        return search.isOver(most, most) && search.rules().exclude(event).isEmpty();
    }

    private static int counter(Observation event) {
        byte[] visitor = event.visitor();
        long hash = (Observation.hash(visitor, 0, visitor.length) + UtcDay.epochDay(event)) * 0x9E3779B97F4A7C15L;
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
