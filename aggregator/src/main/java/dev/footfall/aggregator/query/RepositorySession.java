package dev.footfall.aggregator.query;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.VisitorId;
import java.time.Instant;

/**
 * One download of a repository.
 *
 * @param visitor the visitor
 * @param first time of its first counted file
 * @param last time of its last one
 * @param client the software that sent the first file
 */
public record RepositorySession(VisitorId visitor, Instant first, Instant last, ClientProduct client) {}
