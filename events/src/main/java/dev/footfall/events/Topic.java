package dev.footfall.events;

import java.util.Map;

/**
 * A topic as Footfall creates it.
 *
 * @param name the topic's name
 * @param settings the topic configs that differ from a broker's defaults
 * @param isPartitioned by repository, into as many partitions as all such topics have; otherwise there is one
 */
public record Topic(String name, Map<String, String> settings, boolean isPartitioned) {
    public Topic {
        settings = Map.copyOf(settings);
    }

    /** A topic that is partitioned by repository. */
    Topic(String name, Map<String, String> settings) {
        this(name, settings, true);
    }

    /** True if only the last record of each key stays. */
    public boolean isCompacted() {
        return "compact".equals(settings.get(TopicSettings.CLEANUP));
    }

    /** The number of its partitions, where those of repositories have this many. */
    public int partitions(int ofRepositories) {
        return isPartitioned ? ofRepositories : 1;
    }
}
