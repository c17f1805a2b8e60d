package dev.footfall.operations.gaps;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.queryapi.gaps.GapVerdictLog;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapLogUnavailable;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import java.util.List;

/** Operators' verdicts on gaps, read from their topic and written to it. Thread-safe. */
public final class KafkaGapVerdicts implements GapVerdictLog, AutoCloseable {
    private static final String CLIENT_ID = "footfall-query-gaps";

    private final SharedLogFollower<GapVerdicts, GapVerdict> followed;
    private final PublisherConfig kafka;

    public KafkaGapVerdicts(PublisherConfig kafka) {
        this.kafka = kafka;
        this.followed = new SharedLogFollower<>(kafka, GapVerdicts.TOPIC, CLIENT_ID);
    }

    @Override
    public List<GapVerdict> all() {
        return followed.state().all();
    }

    /** Verdicts are rare, so the writer is opened for each. */
    @Override
    public void write(GapVerdict verdict) {
        var log = new KafkaSharedLog<>(kafka, GapVerdicts.TOPIC);
        try {
            var unused = log.change(said -> List.of(verdict));
            followed.follow();
        } catch (SharedLogUnavailableException e) {
            throw new GapLogUnavailable("the gap could not be written: " + e.getMessage(), e);
        } finally {
            log.close();
        }
    }

    @Override
    public void close() {
        followed.close();
    }
}
