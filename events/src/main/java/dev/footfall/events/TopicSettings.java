package dev.footfall.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of topics, by what becomes of their records. */
final class TopicSettings {
    private static final String RETENTION = "retention.ms";
    static final String CLEANUP = "cleanup.policy";
    private static final String TIMESTAMPS = "message.timestamp.type";
    private static final String LOG_TIME = "LogAppendTime";
    private static final String PACKED = "compression.type";

    /** Nothing is deleted. */
    static final Map<String, String> FOREVER =
            Map.of(RETENTION, "-1", "retention.bytes", "-1", PACKED, "zstd", TIMESTAMPS, LOG_TIME);

    /** Records go after thirty days. */
    static final Map<String, String> A_MONTH =
            Map.of(RETENTION, Long.toString(Duration.ofDays(30).toMillis()), TIMESTAMPS, LOG_TIME);

    /** The last record of each key stays. */
    static final Map<String, String> COMPACT = Map.of(CLEANUP, "compact");

    /** The same, with the times of the brokers. */
    static final Map<String, String> COMPACT_BY_LOG_TIME = Map.of(CLEANUP, "compact", TIMESTAMPS, LOG_TIME);

    /** The same, and segments are closed and cleaned soon: what is erased leaves the disks with the next records. */
    static final Map<String, String> FORGETFUL = Map.of(
            CLEANUP,
            "compact",
            TIMESTAMPS,
            LOG_TIME,
            "segment.ms",
            Long.toString(Topics.SEGMENT_AGE.toMillis()),
            "min.cleanable.dirty.ratio",
            "0.0");

    /** The last record of each key stays, and for a day all do. */
    static final Map<String, String> COMPACT_LATER = Map.of(
            CLEANUP,
            "compact",
            PACKED,
            "zstd",
            "min.compaction.lag.ms",
            Long.toString(Duration.ofDays(1).toMillis()));

    /** The broker's time: log times of years ago would close a segment for each record. */
    static final Map<String, String> PUBLISHED_ROWS = Map.of(CLEANUP, "compact", PACKED, "zstd", TIMESTAMPS, LOG_TIME);

    private TopicSettings() {}

    /** The same, and each record is on the disk before it is acknowledged. */
    static Map<String, String> forced(Map<String, String> settings) {
        var forced = new HashMap<String, String>(settings);
        forced.put(Topics.FORCE, "1");
        return forced;
    }
}
