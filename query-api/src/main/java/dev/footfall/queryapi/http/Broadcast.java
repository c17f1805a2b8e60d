package dev.footfall.queryapi.http;

import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that changes, sent to all who follow it: each subject is asked about once, however many follow it. */
public interface Broadcast {
    /**
     * A subject as one kind of caller sees it.
     *
     * @param repo the repository; empty where it is about all
     * @param caller the caller
     */
    record Subject(Optional<Lineage> repo, Caller caller) {}

    /**
     * The events about these subjects as they are now; none about one that is not to be followed any longer. An event that is
     * the same as the last one is not sent again.
     *
     * @throws HttpProblemException if they cannot be told now
     */
    Map<Subject, byte[]> events(Set<Subject> followed);
}
