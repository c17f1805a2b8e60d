package dev.footfall.queryapi.http;

import dev.footfall.queryapi.route.StateReader;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/**
 * The sources of all answers.
 *
 * @param state the partitions, ready or not
 * @param metrics of the process; requests are timed there
 * @param clock of days, and of tokens that expire
 */
public record Backend(StateReader state, PrometheusMeterRegistry metrics, Clock clock) {}
