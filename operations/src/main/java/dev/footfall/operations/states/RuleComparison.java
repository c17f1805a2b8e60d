package dev.footfall.operations.states;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.queryapi.states.Judgement;
import dev.footfall.queryapi.states.StatePart;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The judgement of each event of a log by two rule sets. Used once, by one thread. */
final class RuleComparison {
    private static final String COUNTED = "counted";

    /** Of further ones only events are counted. */
    private static final int MOST_AGENTS = 20_000;

    private final CountingRules before;
    private final CountingRules after;
    private final StatePart part;
    private final long fromMillis;
    private final long endMillis;
    private final EventScanner scanner = new EventScanner();
    private final Map<Verdicts, Long> moves = new HashMap<>();
    private final Map<VerdictChange, Judgement.AgentMove> agents = new HashMap<>();
    private int partitions;
    private long events;
    private long withoutAgent;
    private long withoutSize;
    private long otherAgents;

    private record Verdicts(String before, String after) {
        boolean areSame() {
            return before.equals(after);
        }
    }

    private record VerdictChange(String agent, Verdicts verdicts) {
        Judgement.AgentMove by(long events, String sample) {
            return new Judgement.AgentMove(agent, verdicts.before, verdicts.after, events, sample);
        }
    }

    RuleComparison(CountingRules before, CountingRules after, StatePart part) {
        this.before = before;
        this.after = after;
        this.part = part;
        this.fromMillis = Duration.ofDays(part.range().from().toEpochDay()).toMillis();
        this.endMillis = Duration.ofDays(part.range().to().toEpochDay() + 1).toMillis();
    }

    Judgement judge(Map<String, String> kafka, Topics log, int most) {
        try (var reader = PartitionReader.ofCommitted(kafka, log)) {
            List<OffsetRange> ranges = reader.partitions(log.name(TopicSpec.DOWNLOAD_EVENTS));
            partitions = ranges.size();
            for (OffsetRange partition : ranges) {
                reader.read(partition, (records, next) -> records.forEach(this::judge));
            }
        }
        return judgement(most);
    }

    private void judge(ConsumerRecord<byte[], byte[]> record) {
        observation(record)
                .filter(event -> fromMillis <= event.timeMillis() && event.timeMillis() < endMillis)
                .filter(event -> isWanted(event.repository()))
                .ifPresent(event -> judge(event, record));
    }

    private boolean isWanted(byte[] repository) {
        return RepoId.ofKey(new String(repository, StandardCharsets.US_ASCII))
                .filter(part::has)
                .isPresent();
    }

    private void judge(Observation event, ConsumerRecord<byte[], byte[]> record) {
        events++;
        boolean hasAgent = event.readAgent((text, from, length) -> length > 0);
        if (!hasAgent) withoutAgent++;
        if (event.request().status() == 206 && event.request().size() == null) withoutSize++;
        var verdicts = new Verdicts(verdict(before, event), verdict(after, event));
        moves.merge(verdicts, 1L, Long::sum);
        if (!verdicts.areSame()) move(verdicts, record);
    }

    private void move(Verdicts verdicts, ConsumerRecord<byte[], byte[]> record) {
        DownloadEvent event =
                EventCodec.decode(record.value(), record.timestamp()).value().orElseThrow();
        String agent = Objects.requireNonNullElse(event.details().userAgent(), "");
        var moved = new VerdictChange(agent, verdicts);
        Judgement.AgentMove sofar = agents.get(moved);
        if (sofar != null) agents.put(moved, moved.by(sofar.events() + 1, sofar.sample()));
        else if (agents.size() < MOST_AGENTS) agents.put(moved, moved.by(1, event.id()));
        else otherAgents++;
    }

    private static String verdict(CountingRules rules, Observation event) {
        Optional<ExclusionReason> reason = rules.exclude(event);
        if (reason.isPresent()) return reason.get().label();
        ClientClass type = rules.classOf(event);
        return type == ClientClass.UNKNOWN ? COUNTED : COUNTED + ":" + type.label();
    }

    private Optional<Observation> observation(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) return Optional.empty();
        return scanner.read(record.value(), record.key(), record.timestamp())
                .filter(event -> PartitionReader.isInPlace(record, event.repository(), partitions));
    }

    private Judgement judgement(int most) {
        List<Judgement.Move> allMoves = moves.entrySet().stream()
                .map(move -> new Judgement.Move(move.getKey().before, move.getKey().after, move.getValue()))
                .sorted(Comparator.comparingLong(Judgement.Move::events)
                        .reversed()
                        .thenComparing(Judgement.Move::before)
                        .thenComparing(Judgement.Move::after))
                .toList();
        List<Judgement.AgentMove> allAgents = agents.values().stream()
                .sorted(Comparator.comparingLong(Judgement.AgentMove::events)
                        .reversed()
                        .thenComparing(Judgement.AgentMove::agent)
                        .thenComparing(Judgement.AgentMove::before)
                        .thenComparing(Judgement.AgentMove::after))
                .toList();
        long left = allAgents.stream()
                .skip(most)
                .mapToLong(Judgement.AgentMove::events)
                .sum();
        return new Judgement(
                events,
                withoutAgent,
                withoutSize,
                allMoves,
                allAgents.stream().limit(most).toList(),
                otherAgents + left);
    }
}
