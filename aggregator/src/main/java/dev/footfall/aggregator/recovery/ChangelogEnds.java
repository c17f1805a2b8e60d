package dev.footfall.aggregator.recovery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The ends up to which the changelogs of a state are decided: each record before is committed or void. */
@FunctionalInterface
public interface ChangelogEnds {
    /** Nobody knows, where stores are never copied. */
    ChangelogEnds UNKNOWN = partition -> new CompletableFuture<>();

    /**
     * By changelog topic, the first offset of a partition that is not decided; completed in another thread, or exceptionally if
     * the brokers do not say.
     */
    CompletableFuture<Map<String, Long>> committed(int partition);
}
