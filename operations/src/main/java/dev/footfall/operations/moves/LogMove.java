package dev.footfall.operations.moves;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.operations.logfiles.Repartition;
import dev.footfall.operations.logfiles.RestoredTopics;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.operations.topics.TopicAdmin.WantedPartitions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Moves a log into topics of another prefix or another Kafka, and of another number of partitions if wanted, while records are added to
 * it. Each run takes what came since the one before.
 */
public final class LogMove {
    private final OldLog old;
    private final MoveTarget target;
    private final RestoredTopics wanted;
    private final ReadProgress progress;
    private int batchRecords = 50_000;

    public LogMove(LogExport.Source old, Map<String, String> kafka, RestoredTopics wanted, ReadProgress progress) {
        this.old = new OldLog(old);
        this.target = new MoveTarget(kafka, wanted.log());
        this.wanted = wanted;
        this.progress = progress;
    }

    /** Commits progress after so many records. */
    public LogMove inBatchesOf(int records) {
        batchRecords = records;
        return this;
    }

    /**
     * Moves all records but those of the last seconds, which an older one could still follow. With {@code isLast}, moves these, too, if
     * the old log does not change meanwhile.
     */
    public MoveResult run(boolean isLast) {
        requireOtherLog();
        target.requireNobodyCounts();
        List<Topic> from = old.topics();
        List<Topic> into =
                from.stream().map(topic -> wanted.log().topic(topic.spec())).toList();
        int before = old.source().partitions().number();
        int after = makeTopics(into, before);
        try (var writer = new MoveWriter(target.kafka(), target.log())) { // from here on, no other move writes
            MoveProgress got = target.progress().orElseGet(MoveProgress::begun);
            MoveTarget.Moved moved = target.moved(got.move(), into);
            target.ends(into).forEach(writer::begin);
            var marks = new MoveMarks(got.move(), moved.ends(), ids(new TopicAdmin(target.kafka(), target.log())));
            var parts =
                    new MovedParts(old.log(), ids(new TopicAdmin(old.source().kafka(), old.log())), got);
            var run = new MoveRun(old, target, new MoveRun.Written(writer, marks, parts, batchRecords), progress);
            return run.move(from, new Repartition(before, after), isLast, moved.isComplete());
        }
    }

    private void requireOtherLog() {
        boolean isSame = old.log().equals(target.log())
                && clusterId(old.source().kafka()).equals(clusterId(target.kafka()));
        if (!isSame) return;
        throw new IllegalStateException("the log " + old.log().prefix() + " cannot be moved into itself: set another"
                + " topics.prefix, or name another Kafka with --bootstrap-servers");
    }

    private static String clusterId(Map<String, String> kafka) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            return AdminAnswers.of(kafka).await(admin.describeCluster().clusterId());
        }
    }

    /** Returns the partitions of the topics by repository, which exist afterwards. */
    private int makeTopics(List<Topic> into, int before) {
        var topics = new TopicAdmin(target.kafka(), target.log());
        int after = topics.ensure(new WantedPartitions(wanted.partitions(), before), wanted.replicationFactor())
                .log()
                .number();
        topics.ensure(into, after, wanted.replicationFactor());
        topics.ensure(TopicSpec.RESTORED, 1, wanted.replicationFactor());
        return after;
    }

    private static Map<String, String> ids(TopicAdmin topics) {
        return topics.existing().values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.topicId().toString()));
    }
}
