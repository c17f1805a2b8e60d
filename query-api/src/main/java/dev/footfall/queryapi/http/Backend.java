package dev.footfall.queryapi.http;

import dev.footfall.queryapi.gaps.GapCache;
import dev.footfall.queryapi.gaps.GapVerdictLog;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.rules.AppliedRules;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The state that a query server answers from, with the rules it is counted by. Immutable; replaced as a whole by a
 * promotion.
 */
public record Backend(
        StateReader state, AppliedRules rules, PrometheusMeterRegistry metrics, Clock clock, GapVerdictLog gapBook) {
    /** True if a projection of this name is counted, one of {@link ProjectionNames}. */
    public boolean projects(String name) {
        return rules.projects(name);
    }

    /** The classes of clients whose downloads are counted apart, in their order; none where no class is. */
    public List<ClientClass> classes() {
        if (!projects(ProjectionNames.CLASSES)) return List.of();
        return Stream.of(ClientClass.values())
                .filter(rules.rules().clients()::counts)
                .toList();
    }

    GapCache gaps() {
        return new GapCache(state, gapBook, projects(ProjectionNames.SOURCE_HOURS));
    }

    boolean answers(Endpoint endpoint) {
        return endpoint.projection().map(rules::projects).orElse(true);
    }
}
