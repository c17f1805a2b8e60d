package dev.footfall.queryapi.http;

import dev.footfall.aggregator.projection.Projections;
import dev.footfall.queryapi.route.StateReader;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/**
 * The sources of all answers.
 *
 * @param state the partitions, ready or not
 * @param rules the name and the digest of the rules by which the state is counted, such as {@code default@0123456789ab}
 * @param projections the counts of partitions beside the rows of days
 * @param metrics of the process; requests are timed there
 * @param clock of days, and of tokens that expire
 */
public record Backend(
        StateReader state, String rules, Projections projections, PrometheusMeterRegistry metrics, Clock clock) {
    /** Tells if what the endpoint answers from is counted. */
    boolean answers(Endpoint endpoint) {
        return endpoint.projection().map(projections::has).orElse(true);
    }
}
