package dev.footfall.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of topics, by their names in Kafka. */
public final class TopicSettings {
    /**
     * The greatest record of counts: 64 visitors who fetched 4,096 files each are a page of 4 MiB. Hosted clusters of Kafka
     * allow no more.
     */
    public static final int MAX_RECORD_BYTES = 8 << 20;

    /** The age at which the next record closes a segment of a topic whose records can be erased. */
    public static final Duration SEGMENT_AGE = Duration.ofMinutes(10);

    public static final String FORCE = "flush.messages";

    private static final String RETENTION = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    static final String CLEANUP = "cleanup.policy";
    private static final String TIMESTAMPS = "message.timestamp.type";
    private static final String LOG_TIME = "LogAppendTime";
    private static final String PACKED = "compression.type";
    private static final String COMPACTION_LAG = "min.compaction.lag.ms";

    static final Map<String, String> FOREVER =
            Map.of(RETENTION, "-1", RETENTION_BYTES, "-1", PACKED, "zstd", TIMESTAMPS, LOG_TIME);

    static final Map<String, String> A_MONTH = Map.of(
            RETENTION, Long.toString(Duration.ofDays(30).toMillis()), RETENTION_BYTES, "-1", TIMESTAMPS, LOG_TIME);

    static final Map<String, String> COMPACT = Map.of(CLEANUP, "compact");

    static final Map<String, String> COMPACT_BY_LOG_TIME = Map.of(CLEANUP, "compact", TIMESTAMPS, LOG_TIME);

    /** The same, and segments are closed and cleaned soon: what is erased leaves the disks with the next records. */
    static final Map<String, String> FORGETFUL = Map.of(
            CLEANUP,
            "compact",
            TIMESTAMPS,
            LOG_TIME,
            "segment.ms",
            Long.toString(SEGMENT_AGE.toMillis()),
            "min.cleanable.dirty.ratio",
            "0.0",
            COMPACTION_LAG,
            "0");

    /** The last record of each key stays, and for a day all do. */
    static final Map<String, String> SEALED = Map.of(
            CLEANUP,
            "compact",
            PACKED,
            "zstd",
            "max.message.bytes",
            Integer.toString(MAX_RECORD_BYTES),
            COMPACTION_LAG,
            Long.toString(Duration.ofDays(1).toMillis()));

    /** The broker's time: log times of years ago would close a segment for each record. */
    static final Map<String, String> PUBLISHED_ROWS = Map.of(CLEANUP, "compact", PACKED, "zstd", TIMESTAMPS, LOG_TIME);

    private TopicSettings() {}

    /** The same, and each record is on the disk before it is acknowledged. */
    static Map<String, String> forced(Map<String, String> settings) {
        var forced = new HashMap<String, String>(settings);
        forced.put(FORCE, "1");
        return forced;
    }
}
