package dev.footfall.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics, their names and the settings that the counting depends on. */
public final class Topics {
    /** Every file request, forever: the truth that all numbers are made from. */
    public static final String DOWNLOAD_EVENTS = "footfall.download-events.v1";

    /** The full state of each repository, compacted. */
    public static final String REPOSITORIES = "footfall.repositories.v1";

    /** Every like and unlike, forever. */
    public static final String LIKES = "footfall.likes.v1";

    /** What could not be read, and where it came from. */
    public static final String REJECTED = "footfall.rejected.v1";

    private static final String RETENTION = "retention.ms";
    private static final Map<String, String> FOREVER = Map.of(
            RETENTION,
            "-1",
            "retention.bytes",
            "-1",
            "compression.type",
            "zstd",
            "message.timestamp.type",
            "LogAppendTime");

    private Topics() {}

    /**
     * A topic as Footfall creates it.
     *
     * @param name the topic's name
     * @param settings the topic configs that differ from a broker's defaults
     */
    public record Topic(String name, Map<String, String> settings) {
        public Topic {
            settings = Map.copyOf(settings);
        }
    }

    /** All of them; each has the same number of partitions. */
    public static List<Topic> all() {
        return List.of(
                new Topic(DOWNLOAD_EVENTS, FOREVER),
                new Topic(REPOSITORIES, Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime")),
                new Topic(LIKES, FOREVER),
                new Topic(
                        REJECTED,
                        Map.of(
                                RETENTION,
                                Long.toString(Duration.ofDays(30).toMillis()),
                                "message.timestamp.type",
                                "LogAppendTime")));
    }
}
