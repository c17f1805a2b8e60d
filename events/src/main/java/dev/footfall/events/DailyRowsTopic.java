package dev.footfall.events;

import java.util.Map;

/** The topic of daily rows for other programs: each row as it is now, compacted. It is there where rows are published. */
public final class DailyRowsTopic {
    /** Its name in the only log of a Kafka. */
    public static final String NAME = "footfall.daily-rows.v1";

    private DailyRowsTopic() {}

    /**
     * That of a log, of as many partitions. It has the broker's time, because log times of years ago would close a segment for each
     * record.
     */
    public static Topic of(Topics log) {
        return new Topic(
                log.prefix() + NAME,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "compression.type",
                        "zstd",
                        "message.timestamp.type",
                        "LogAppendTime"));
    }
}
