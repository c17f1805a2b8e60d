package dev.footfall.queryapi.http;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.queryapi.gaps.GapCache;
import dev.footfall.queryapi.gaps.GapVerdictLog;
import dev.footfall.queryapi.route.StateReader;
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
        StateReader state, RuleSet rules, PrometheusMeterRegistry metrics, Clock clock, GapVerdictLog gapBook) {
    public Projections projections() {
        return rules.projections();
    }

    /** The classes of clients whose downloads are counted apart, in their order; none where no class is. */
    public List<ClientClass> classes() {
        if (!projections().has(ProjectionNames.CLASSES)) return List.of();
        return Stream.of(ClientClass.values())
                .filter(rules.rules().clients()::counts)
                .toList();
    }

    GapCache gaps() {
        return new GapCache(state, gapBook, projections().has(ProjectionNames.SOURCE_HOURS));
    }

    boolean answers(Endpoint endpoint) {
        return endpoint.projection().map(projections()::has).orElse(true);
    }
}
